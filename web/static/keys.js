// One key, one act. Ignored while somebody types or an input method composes, and when they are switched off.
const WAIT = 900; // milliseconds between g and i
const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const bound = new Map();
let prefix = "";
let timer = 0;

export const enabled = () => localStorage.getItem("keys") !== "off";

export function onKey(keys, act) {
  bound.set(keys, act);
}

// A control that bears data-key is pressed by its key.
function pressed(key) {
  const all = document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  const control = [...all].find((one) => !one.disabled && one.checkVisibility());
  if (!control) return false;
  control.focus();
  control.click();
  return true;
}

function run(key, event) {
  const known = (prefix && bound.get(`${prefix} ${key}`)) || (!prefix && bound.get(key));
  prefix = "";
  if (known ? known(event) !== false : pressed(key)) event.preventDefault();
}

function ignored(event) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target.closest?.(typing) !== null || !enabled();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.(typing) && !event.isComposing) event.target.blur();
  if (ignored(event) || (document.querySelector("dialog[open]") && event.key !== "?")) return;
  clearTimeout(timer);
  if (event.key === "g" && !prefix) {
    prefix = "g";
    timer = setTimeout(() => (prefix = ""), WAIT);
    return;
  }
  run(event.key, event);
});

const toggle = document.querySelector("[data-keys-toggle]");
if (toggle) {
  toggle.checked = enabled();
  toggle.addEventListener("change", () => localStorage.setItem("keys", toggle.checked ? "on" : "off"));
}
