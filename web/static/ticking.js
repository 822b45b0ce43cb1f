// How long is left of a reply's time, told anew while a page is open, in the words of web/filters.py. Nothing is asked of
// the server: its clock was told with the chip, and what has passed since is the browser's to know.
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SOON = 120 * MINUTE;
const OFTEN = 10_000;
const two = (number) => String(number).padStart(2, "0");
const shanghai = (moment) => new Date(moment + 8 * 60 * MINUTE); // to be read by its UTC parts; no summer time since 1991

function span(time) {
  const minutes = Math.floor(time / MINUTE);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  const seconds = Math.round(time / 1000);
  const hours = Math.floor((seconds % 86_400) / 3600);
  return `${Math.floor(seconds / 86_400)} 天${hours ? ` ${hours} 小时` : ""}`;
}

export function left(due, now) {
  const there = shanghai(due);
  const close = `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
  if (due <= now) {
    const late = `已超时 ${span(now - due)}`;
    return { tone: "bad", sign: "alert-triangle", text: late, brief: late };
  }
  const days = Math.floor(there.getTime() / DAY) - Math.floor(shanghai(now).getTime() / DAY);
  if (days === 0) {
    const soon = due - now <= SOON;
    const rest = `还有 ${span(due - now)}`;
    return { tone: soon ? "warn" : "good", sign: soon ? "clock-exclamation" : "clock", text: `距今日 ${close} ${rest}`, brief: rest };
  }
  const date = `${two(there.getUTCMonth() + 1)}-${two(there.getUTCDate())} 周${"日一二三四五六"[there.getUTCDay()]}`;
  const day = `${days === 1 ? "明日" : date} ${close}`;
  return { tone: "good", sign: "calendar", text: `${day} 前`, brief: day };
}

const ahead = new WeakMap(); // chip → how far the browser's clock is ahead of the server's

function tell(chip) {
  if (!ahead.has(chip)) ahead.set(chip, Date.now() - Date.parse(chip.dataset.now));
  const told = left(Date.parse(chip.dataset.due), Date.now() - ahead.get(chip));
  const brief = "brief" in chip.dataset;
  const words = chip.querySelector("span");
  if (words.textContent === (brief ? told.brief : told.text)) return;
  words.textContent = brief ? told.brief : told.text;
  if (brief) chip.title = told.text;
  chip.className = `chip ${told.tone}`;
  const use = chip.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${told.sign}`));
}

const tick = () => document.querySelectorAll("[data-due]").forEach(tell);
tick();
setInterval(tick, OFTEN);
document.addEventListener("visibilitychange", tick); // timers of a page in the background are slow
