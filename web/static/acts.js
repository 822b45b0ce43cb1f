// Acts on a case: the time that is left to undo, and moving on.
import { onKey } from "./keys.js";
import { say } from "./say.js";

// Counts down what the server allows; the bar goes when it is over.
function countdown(bar) {
  const until = Date.now() + Number(bar.dataset.undo) * 1000;
  const left = bar.querySelector("[data-left]");
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    left.textContent = `${seconds} 秒`;
    if (seconds > 0 && bar.isConnected) return;
    clearInterval(timer);
    bar.remove();
    say("已不能撤销，回复正在发出");
  }, 250);
}

function begin() {
  const bar = document.querySelector("[data-undo]:not([data-begun])");
  if (!bar) return;
  bar.dataset.begun = "";
  say(bar.textContent.trim().replace(/\s+/g, " "));
  countdown(bar);
}

begin();
document.addEventListener("htmx:after:settle", begin);

function follow(relation) {
  const link = document.querySelector(`a[data-go="${relation}"]`);
  if (!link) return false;
  location.href = link.href;
  return true;
}

// The findings one after the other, each with what it is about in the viewer.
let at = -1;
function finding(step) {
  const all = [...document.querySelectorAll("#findings .finding")];
  if (!all.length) return false;
  at = Math.min(all.length - 1, Math.max(0, at + step));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "center" });
  all[at].querySelector("[data-spot], [data-sheet-link]")?.click();
  return true;
}

if (document.querySelector("body.case-page")) {
  onKey("f", () => finding(1));
  onKey("F", () => finding(-1));
  onKey("j", () => follow("next"));
  onKey("k", () => follow("previous"));
  onKey("u", () => follow("list"));
}

// Who is there is told while the page is open.
const here = document.querySelector("[data-presence]");
if (here) {
  const body = () => new URLSearchParams({ csrf: here.dataset.csrf });
  const look = async () => {
    const answer = await fetch(`${here.dataset.presence}/look`, { method: "POST", body: body() });
    const others = answer.ok ? await answer.text() : "";
    if (here.textContent !== others) here.textContent = others;
    here.hidden = others === "";
  };
  const beat = setInterval(look, 10000);
  look();
  addEventListener("pagehide", () => {
    clearInterval(beat);
    navigator.sendBeacon(`${here.dataset.presence}/leave`, body());
  });
}
