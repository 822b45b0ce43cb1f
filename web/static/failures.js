// What was asked for in the background and not done: told in words, and the page stays as it is.
const bar = document.getElementById("failed");
const UNREACHED = "没有连上服务器，刚才的操作可能没有完成。您写的内容还在页面上，请稍后再试；若已有变动，刷新后会看到。";
const ANSWERED = [409, 422]; // the page itself, with what stands in the way

function tell(text) {
  bar.querySelector("[data-failed]").textContent = text;
  bar.hidden = false;
}

// The words of the error page that came instead.
function words(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const told = [...page.querySelectorAll(".blank > p")].filter((line) => !line.querySelector("a"));
  return told.map((line) => line.textContent.trim()).join(" ");
}

document.addEventListener("htmx:after:request", (event) => {
  const { response, text } = event.detail.ctx;
  if (response.status < 400 || ANSWERED.includes(response.status)) return void (bar.hidden = true);
  event.preventDefault();
  tell(words(text) || UNREACHED);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) tell(UNREACHED);
});
bar.querySelector("button").addEventListener("click", () => (bar.hidden = true));
