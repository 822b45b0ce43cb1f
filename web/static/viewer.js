// The document viewer: one page at a time, fields and boxes lit up together, zoom and turn.
import { onKey } from "./keys.js";
import { say } from "./say.js";

const viewer = document.querySelector("[data-viewer]");
const sheets = viewer ? [...viewer.querySelectorAll("[data-sheet]")] : [];
const LEAST = 0.5;
const MOST = 4;
let shown = 0;
let zoom = 1;

function load(sheet) {
  for (const picture of sheet.querySelectorAll("[data-src]")) {
    const name = picture.localName === "image" ? "href" : "src";
    sheet.classList.add("loading");
    picture.addEventListener("load", () => sheet.classList.remove("loading"));
    picture.addEventListener("error", () => sheet.classList.replace("loading", "failed"));
    picture.setAttribute(name, picture.dataset.src);
    picture.removeAttribute("data-src");
  }
}

function show(index) {
  shown = (index + sheets.length) % sheets.length;
  sheets.forEach((sheet, n) => (sheet.hidden = n !== shown));
  load(sheets[shown]);
  viewer.querySelector("[data-place]").textContent = `${shown + 1} / ${sheets.length}`;
  scale(zoom);
  const title = sheets[shown].dataset.title;
  viewer.querySelector("[data-sheets]").value = sheets[shown].id;
  say(`材料图片 ${shown + 1} / ${sheets.length}：${title}`);
  return true;
}

function scale(wanted) {
  zoom = Math.min(MOST, Math.max(LEAST, wanted));
  const page = sheets[shown].querySelector(".page");
  if (page) page.style.width = `${zoom * 100}%`;
  viewer.querySelector("[data-zoom]").textContent = `${Math.round(zoom * 100)}%`;
  return true;
}

// A drawing is turned as a whole: its viewBox and the group that holds picture and boxes.
function turn() {
  const drawing = sheets[shown].querySelector("svg.page");
  if (!drawing) return false;
  const width = Number(drawing.dataset.width);
  const height = Number(drawing.dataset.height);
  const angle = (Number(drawing.dataset.turn ?? 0) + 90) % 360;
  drawing.dataset.turn = angle;
  const across = angle % 180 !== 0;
  const [w, h] = across ? [height, width] : [width, height];
  drawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
  const about = `translate(${w / 2} ${h / 2}) rotate(${angle}) translate(${-width / 2} ${-height / 2})`;
  drawing.querySelector(".turning").setAttribute("transform", about);
  return true;
}

// The viewer is moved, the page beside it stays where it is.
function centre(box) {
  const frame = viewer.querySelector(".viewer-pages");
  const [there, here] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
  const middle = (side, length) => there[side] + there[length] / 2 - here[side] - here[length] / 2;
  frame.scrollBy(middle("left", "width"), middle("top", "height"));
  box.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function light(id, scroll) {
  const spots = document.querySelectorAll(`[data-spot="${CSS.escape(id)}"]`);
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  spots.forEach((one) => one.classList.add("lit"));
  const box = [...spots].find((one) => one.localName === "a" && one.closest("svg.page"));
  const paper = id.replace("spot-", "sheet-").replace(/\d+$/, "");
  const sheet = box?.closest("[data-sheet]") ?? sheets.find((one) => one.id.startsWith(paper)); // a shut page has no boxes
  if (sheet && sheets.indexOf(sheet) !== shown) show(sheets.indexOf(sheet));
  if (scroll === "box" && box) centre(box);
  if (scroll === "field") [...spots].find((one) => one !== box)?.scrollIntoView({ block: "center" });
}

function clicked(event) {
  const spot = event.target.closest("[data-spot]");
  if (!spot) return;
  event.preventDefault();
  light(spot.dataset.spot, spot.closest("svg.page") ? "field" : "box");
}

function controls() {
  const acts = { next: () => show(shown + 1), previous: () => show(shown - 1), turn };
  acts.in = () => scale(zoom * 1.25);
  acts.out = () => scale(zoom / 1.25);
  acts.reset = () => scale(1);
  viewer.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
  const keys = { "]": "next", "[": "previous", "+": "in", "=": "in", "-": "out", 0: "reset", t: "turn" };
  for (const [key, act] of Object.entries(keys)) onKey(key, () => acts[act]());
  viewer.querySelector("[data-sheets]").addEventListener("change", (event) => {
    show(sheets.findIndex((sheet) => sheet.id === event.target.value));
  });
}

// Crops are drawn when they come near the window: each is a picture of its own.
function lazily() {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) load(entry.target);
  }, { rootMargin: "200px" });
  const watch = () => document.querySelectorAll("[data-crop]").forEach((crop) => seen.observe(crop));
  watch();
  document.addEventListener("htmx:after:settle", watch);
}

if (viewer && sheets.length) {
  controls();
  lazily();
  const named = sheets.findIndex((sheet) => `#${sheet.id}` === location.hash);
  show(named >= 0 ? named : Math.max(0, sheets.findIndex((sheet) => sheet.hasAttribute("data-first"))));
  document.addEventListener("click", clicked);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet-link]");
    const index = sheets.findIndex((sheet) => sheet.id === link?.dataset.sheetLink);
    if (index < 0) return;
    event.preventDefault();
    show(index);
  });
}
