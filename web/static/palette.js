// Ctrl/Cmd+K: whatever this page can do, found by typing. Its commands are the page's own links and buttons.
import { say } from "./say.js";

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("[data-palette-input]");
const list = dialog?.querySelector("[data-palette-list]");
const SOURCES = [
  ["本件", ".verdicts [data-key], .verdicts .btn, .undo [data-key], .viewer [data-do]"],
  ["本页", ".jump a, .bulk button, .reply .acts button"],
  ["视图", "nav.views a"],
  ["前往", ".top nav a, .top .tools a"],
  ["其他", ".top .tools button:not([data-palette])"],
];
const spaced = (text) => text.replace(/\s+/g, " ").trim();
let found = [];
let chosen = 0;

// Its words without the key that stands beside them, and the key.
function command(kind, control) {
  const key = control.dataset.key ?? control.querySelector("kbd")?.textContent ?? "";
  const copy = control.cloneNode(true);
  copy.querySelectorAll("kbd, svg").forEach((one) => one.remove());
  const name = spaced(control.getAttribute("aria-label") ?? copy.textContent).replace(/（[^（）]{1,6}）$/, "");
  return { kind, name, key, run: () => control.click() };
}

function commands() {
  const seen = new Set();
  const all = [];
  for (const [kind, selector] of SOURCES) {
    for (const control of document.querySelectorAll(selector)) {
      if (seen.has(control) || control.disabled || !control.checkVisibility()) continue;
      seen.add(control);
      all.push(command(kind, control));
    }
  }
  return all;
}

function searching(text) {
  const go = () => (location.href = `/?view=all&q=${encodeURIComponent(text)}`);
  return { kind: "搜索", name: `在全部备案中搜索“${text}”`, key: "", run: go };
}

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function option(one, index) {
  const item = document.createElement("li");
  item.id = `palette-${index}`;
  item.setAttribute("role", "option");
  item.append(part("span", "tag", one.kind), part("span", "name", one.name));
  if (one.key) item.append(part("kbd", "", one.key));
  return item;
}

function choose(index) {
  chosen = (index + found.length) % found.length;
  [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
  input.setAttribute("aria-activedescendant", `palette-${chosen}`);
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

let all = [];
function filter() {
  const text = spaced(input.value);
  const words = text.toLowerCase().split(" ");
  found = all.filter((one) => words.every((word) => `${one.kind} ${one.name} ${one.key}`.toLowerCase().includes(word)));
  if (text) found.push(searching(text));
  list.replaceChildren(...found.map(option));
  choose(0);
  say(`${found.length} 项`);
}

function run() {
  dialog.close();
  found[chosen].run();
}

function toggle() {
  if (dialog.open) return dialog.close();
  if (document.querySelector("dialog[open]")) return;
  all = commands();
  input.value = "";
  dialog.showModal();
  filter();
}

if (dialog) {
  document.querySelector("[data-palette]").addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    toggle();
  });
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const acts = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), Enter: run };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    chosen = [...list.children].indexOf(item);
    run();
  });
}
