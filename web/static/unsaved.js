// Words that somebody has typed into the reply outlive what the page does meanwhile: they are shown again, or asked about.
const draft = () => document.getElementById("reply-text");
const dirty = () => draft() && draft().value !== draft().defaultValue;
let typed = "";
let leaving = false;

document.addEventListener("submit", (event) => (leaving = event.target.id === "reply-form"));
document.addEventListener("htmx:before:request", () => (typed = dirty() ? draft().value : ""));

// The middle of the page has come anew: if its draft is another one, what was typed stands above it.
document.addEventListener("htmx:after:settle", () => {
  const place = document.querySelector("[data-typed]");
  if (!typed || !place || draft()?.value === typed) return;
  place.querySelector("pre").textContent = typed;
  place.hidden = false;
  typed = "";
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-use-typed]")?.closest("[data-typed]");
  if (!place || !draft()) return;
  draft().value = place.querySelector("pre").textContent;
  place.hidden = true;
  draft().focus();
});

addEventListener("beforeunload", (event) => {
  if (!leaving && dirty()) event.preventDefault();
});
