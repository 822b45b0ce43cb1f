// The entry: what every page does, and the modules for the pages that need them.
import { onKey } from "./keys.js";
import "./rows.js";
import "./live.js";
import "./viewer.js";
import "./acts.js";
import "./failures.js";
import "./unsaved.js";
import "./palette.js";
import "./ticking.js";

const root = document.documentElement;

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.addEventListener("click", () => {
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.bsTheme);
  });
}

function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

function focusOn(link, event) {
  event.preventDefault();
  const field = document.getElementById(link.dataset.focus);
  field?.scrollIntoView({ block: "center" });
  field?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) open(opener.dataset.open);
  const focuser = event.target.closest("[data-focus]");
  if (focuser) focusOn(focuser, event);
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog").close();
});

// Rows that are seldom needed, in a body of their own. Folded again only by a reload.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfold]");
  if (!button) return;
  button.closest("[data-fold]").classList.add("open");
  button.setAttribute("aria-expanded", "true");
});

onKey("?", () => open("help"));
onKey("/", () => {
  const search = document.querySelector("[data-search]");
  if (search) search.focus();
  else location.href = "/?view=all";
});
onKey("g i", () => void (location.href = "/"));
onKey("g h", () => void (location.href = "/health"));
