"""What holds for every answer (threats T110-T111, T123-T125, T189)."""

import logging
import re
from pathlib import Path

import pytest
from starlette.routing import Route

from tests.fakes.browser import get
from tests.fakes.tools import page_app
from tests.fakes.views import MAIL_ID, FakeViews, desk, render
from web.access import ROLES
from web.guard import HEADERS
from web.static import address

WEB = Path(__file__).parents[3] / "web"
APP = page_app(desk(), render)
ADDRESSES = [
    ("/", 200),
    ("/?view=customer", 200),
    ("/?view=nonsense", 404),
    ("/?after=x", 404),
    ("/?before=x", 404),
    ("/?q=" + "9" * 5000, 404),
    ("/?kind=nonsense", 404),
    ("/?province=江苏&mailbox=jiangsu&kind=initial&q=example", 200),
    ("/live?since=x", 404),
    ("/mails?page=99", 404),
    ("/mails?page=0", 404),
    ("/mails?page=" + "9" * 5000, 404),
    ("/mails", 200),
    ("/mails?status=held", 200),
    ("/mails?status=x", 404),
    ("/mails/" + "b" * 64, 200),
    ("/mails/" + "0" * 64, 404),
    ("/cases/case-0007", 200),
    ("/cases/none", 404),
    (f"/papers/{MAIL_ID}/3/image.jpg", 200),
    (f"/papers/{MAIL_ID}/9/image.jpg?page=2", 404),
    ("/static/desk.css", 404),
    ("/static/nothing.css", 404),
    ("/health", 200),
    ("/healthz", 200),
    ("/nowhere", 404),
    ("/mails/", 404),
]


def test_a_route_either_reads_or_submits_and_stands_in_the_table_of_roles() -> None:
    routes = [(r.path, r.methods) for r in APP.routes if isinstance(r, Route)]

    for path, methods in routes:
        assert methods in ({"GET", "HEAD"}, {"POST"}), path
        assert f"{'GET' if 'GET' in methods else 'POST'} {path}" in ROLES


@pytest.mark.parametrize(("address", "status"), ADDRESSES)
def test_every_answer_bears_the_strict_headers(address: str, status: int) -> None:
    answer = get(APP, address)

    assert status == answer.status
    for name, value in HEADERS.items():
        assert value == answer.headers[name.lower()]


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_our_own_files_are_kept_for_ever_under_names_that_hold_their_hashes() -> None:
    answer = get(APP, address("desk.css"))

    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert all(answer.headers[name.lower()] == HEADERS[name] for name in HEADERS if name != "Cache-Control")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8580", "localhost:1", "LOCALHOST", "[::1]:8580"])
def test_this_machine_is_answered(host: str) -> None:
    assert get(APP, "/", hosts=(host,)).status == 200


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("evil.example",),
        ("127.0.0.1.evil.example",),
        ("localhost.evil.example:8580",),
        ("localhost.",),
        ("127.0.0.1@evil.example",),
        ("127.0.0.1:8580", "evil.example"),
        ("127.0.0.1\n",),
        ("127.0.0.1:x",),
    ],
)
def test_another_name_for_this_machine_is_refused(hosts: tuple[str, ...]) -> None:
    answer = get(APP, "/cases/case-0007", hosts=hosts)

    assert answer.status == 421
    assert "不接受用这个地址访问" in answer.text
    assert "苏州甲乙" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_only_reading_and_posting_is_known(method: str) -> None:
    answer = get(APP, "/", method=method)

    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert "不接受这种操作" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..;/app.py",
        "/static//etc/passwd",
        "/static/desk.css%00",
        "/papers/../../etc/passwd/1/image.jpg",
        f"/papers/{MAIL_ID}/0/image.jpg",
        f"/papers/{MAIL_ID}/-1/image.jpg",
        f"/papers/{MAIL_ID}/3/image.jpg?page=1e3",
        f"/papers/{MAIL_ID.upper()}/1/image.jpg",
        f"/papers/{MAIL_ID}/１/image.jpg",
        "/cases/case-0007%0a",
        "/cases/%2e%2e",
    ],
)
def test_strange_paths_lead_nowhere(address: str) -> None:
    assert get(APP, address).status == 404


def test_an_error_shows_an_incident_and_the_log_the_cause(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "web"):
        answer = get(page_app(FakeViews(broken=True), render), "/")

    incident = re.search(r"事件编号 <code>([0-9a-f]{8})</code>", answer.text)
    assert answer.status == 500
    assert incident
    assert incident[1] in caplog.text
    assert "secret detail" in caplog.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "我方故障" in answer.text
    for name, value in HEADERS.items():
        assert value == answer.headers[name.lower()]


def test_an_error_page_names_the_next_step() -> None:
    answer = get(APP, "/nowhere")

    assert "没有找到这一页" in answer.text
    assert "返回收件台" in answer.text


@pytest.mark.parametrize("template", sorted((WEB / "templates").iterdir()), ids=lambda p: p.name)
def test_templates_hold_nothing_inline_and_never_turn_escaping_off(template: Path) -> None:
    source = template.read_text(encoding="utf-8")

    inline = r"\|\s*safe|autoescape|<script(?! src=)|<style|\sstyle=|\son\w+=|hx-on|javascript:|https?://"
    assert not re.search(inline, source)


def test_python_never_declares_text_safe() -> None:
    sources = "".join(p.read_text(encoding="utf-8") for p in WEB.glob("*.py"))

    assert "Markup" not in sources
    assert "autoescape=True" in sources


def test_the_style_sheet_is_short_and_loads_nothing() -> None:
    sheet = (WEB / "static" / "desk.css").read_text(encoding="utf-8")

    assert sheet.count("\n") <= 250
    assert not re.search(r"@import|url\(|expression", sheet)
