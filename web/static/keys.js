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

// Of several controls with one key: that of the finding one is at, or of the paper that the viewer shows.
function nearest(controls) {
  const finding = document.activeElement?.closest(".finding");
  const paper = document.querySelector("[data-sheet]:not([hidden])")?.id.replace(/-\d+$/, "-");
  const shown = (one) => paper && one.closest("tr")?.querySelector(`[data-sheet-link^="${paper}"]`);
  return controls.find((one) => finding?.contains(one)) ?? controls.find(shown) ?? controls[0];
}

// A control that bears data-key is pressed by its key; what it unfolds is begun at its first field.
function pressed(key) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const control = nearest(all.filter((one) => !one.disabled && one.checkVisibility()));
  if (!control) return false;
  control.focus();
  control.click();
  if (control.localName === "summary") begin(control.parentElement);
  return true;
}

function begin(details) {
  const field = details.open && details.querySelector("select, textarea, input:not([type=hidden])");
  field?.focus?.();
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
