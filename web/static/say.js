// What a screen reader is told without moving the focus.
export function say(text) {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
}
