"""What strangers write, in a real browser: nothing of it runs, and nothing is fetched from anywhere else."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from filing.terms import MailStatus
from service.web_server import web_server
from tests.e2e.window import Window
from tests.fakes.tools import page_app
from tests.fakes.views import JOINED_ID, LOOSE_ID, FakeViews, mail_row, render
from tests.unit.web.test_pages import PAYLOADS, poisoned
from web.views import Letter, MailView

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
PATHS = ("/", "/mails", "/cases/case-0007", f"/mails/{LOOSE_ID}", f"/mails/{JOINED_ID}", "/?q=%3Cimg+src%3Dx%3E")
AWAY = "http://evil.example"
EVERYTHING = " ".join(
    [
        *PAYLOADS,
        f"<img src={AWAY}/1 srcset={AWAY}/2><video poster={AWAY}/3></video><link rel=stylesheet href={AWAY}/4>",
        f"<link rel=dns-prefetch href={AWAY}><link rel=prefetch href={AWAY}/5>",
        f"<meta http-equiv=refresh content=0;{AWAY}>",
        f"<base href={AWAY}><style>@import url({AWAY}/6)</style><svg><feImage href={AWAY}/7 /></svg>",
        f"<form action={AWAY}><input autofocus onfocus=alert(1)></form>",
        f"<p hx-get={AWAY}/8 hx-trigger=load x-init=alert(1)>",
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    ]
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    view = poisoned(EVERYTHING)
    row = mail_row(LOOSE_ID, status=MailStatus.FAILED, subject=EVERYTHING, sender=EVERYTHING, reason=EVERYTHING)
    joined = MailView(replace(view.letters[0], row=mail_row(JOINED_ID)))
    views = FakeViews([view.row], {"case-0007": view}, [MailView(Letter(row)), joined])
    server = web_server(page_app(views, render), "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True


def test_t105_t106_t113_nothing_of_a_stranger_runs_or_is_fetched(browser: Browser, address: str) -> None:
    asked: list[str] = []
    dialogs: list[str] = []
    with Window.opened(browser, address) as window:
        window.page.on("request", lambda request: asked.append(request.url))
        window.page.on("dialog", lambda dialog: dialogs.append(dialog.message))  # then it stays open: the test ends
        for path in (
            "/",
            "/mails",
            "/cases/case-0007",
            f"/mails/{LOOSE_ID}",
            f"/mails/{JOINED_ID}",
            "/?q=%3Cimg+src%3Dx%3E",
        ):
            window.go(path)
            assert window.page.url.startswith(address), path
            assert window.page.evaluate(ON) == [], path
        complaints = [c for c in window.complaints if "CSP" in c or "Content Security Policy" in c]

    assert (dialogs, complaints) == ([], [])
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


ON = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes].filter((a) => /^on|^style$|^srcdoc$/.test(a.name)).map((a) => element.tagName + a.name))"""
