// New mail is told in a bar; rows move only when the person asks for it.
import { say } from "./say.js";

const bar = document.querySelector("[data-live]");
const title = document.title;
let waiting = 0;

function tell(count) {
  waiting += count;
  const text = `${waiting} 封新邮件`;
  bar.querySelector("[data-news]").textContent = `${text} –`;
  bar.hidden = false;
  document.title = `(${waiting}) ${title}`;
  say(`${text}，按“显示”更新列表`);
}

// The list is asked for anew as it is narrowed now, not as the page was when it came.
document.querySelector("[data-news-show]")?.addEventListener("click", (event) => {
  const form = document.querySelector("form.filters");
  event.currentTarget.href = `/?${new URLSearchParams(new FormData(form))}`;
});

if (bar) {
  const source = new EventSource(bar.dataset.live);
  source.addEventListener("mail", (event) => tell(Number(event.data)));
  source.addEventListener("changed", (event) => {
    const notice = document.getElementById("changed");
    if (!notice) return;
    notice.querySelector("[data-changed]").textContent = event.data;
    notice.hidden = false;
    say(event.data);
  });
  addEventListener("pagehide", () => source.close());
}
