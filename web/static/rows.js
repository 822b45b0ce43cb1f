// The list: a cursor that j and k move, x to choose, and how many a bulk act would touch.
import { onKey } from "./keys.js";

const rows = () => [...document.querySelectorAll("[data-row]")];
const at = () => rows().findIndex((row) => row.classList.contains("cursor"));

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const next = Math.min(all.length - 1, Math.max(0, at() + step));
  all.forEach((row, n) => row.classList.toggle("cursor", n === next));
  all[next].querySelector("a")?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
  return true;
}

function count(form) {
  const chosen = form.querySelectorAll("input[name=case]:checked").length;
  form.querySelector("[data-chosen]").textContent = chosen ? `选中了 ${chosen} 件` : "没有选中任何一件";
  for (const button of form.querySelectorAll("[name=act]")) {
    const text = button.querySelector("[data-says]");
    text.dataset.plain ??= text.textContent;
    text.textContent = chosen ? text.dataset.says.replace("#", chosen) : text.dataset.plain;
    button.disabled = !chosen;
  }
}

function counted(root) {
  root.querySelectorAll("[data-bulk]").forEach((form) => form.querySelector("[data-all]") && count(form));
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-bulk]");
  if (!form?.querySelector("[data-all]")) return;
  if (event.target.matches("[data-all]")) {
    form.querySelectorAll("input[name=case]").forEach((box) => (box.checked = event.target.checked));
  }
  count(form);
});
document.addEventListener("htmx:after:settle", () => counted(document));

if (document.querySelector("body.queue-page")) {
  counted(document);
  onKey("j", () => move(1));
  onKey("k", () => move(-1));
  onKey("x", () => {
    const box = rows()[at()]?.querySelector("input[name=case]");
    box?.click();
    return box !== undefined;
  });
}
