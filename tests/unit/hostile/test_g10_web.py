"""Hostile input, group 10: what holds for the pages and is not told beside the part it concerns."""

import ast
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.types import Receive, Scope, Send

from desk.sheets import csv_text, workbook
from filing.terms import MailStatus
from parsers.spreadsheet import read_sheets
from parsers.subject import parse_subject
from reports.tables import Table
from store.health import Health
from tests.fakes.browser import Browser, get
from tests.fakes.people import Person
from tests.fakes.tools import fake_tools, page_app
from tests.fakes.views import LOOSE_ID, MAIL_ID, NOON, FakeViews, desk, loose_mails, render
from web.app import make_app
from web.guard import Names

ROOT = Path(__file__).parents[3]
FETCHERS = frozenset(
    {"httpx", "requests", "aiohttp", "urllib3", "urllib.request", "http.client", "pycurl", "websockets"}
)
PAGES = ("/", f"/mails/{LOOSE_ID}", "/mails", "/cases/case-0007", "/learning", "/?q=x", "/?view=all")


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", f"/papers/{MAIL_ID}/3/image.jpg", "/healthz"])
def test_t108_every_answer_names_its_type_and_no_browser_guesses_another(path: str) -> None:
    answer = get(page_app(desk(), render), path)

    kinds = ("text/html; charset=utf-8", "image/jpeg", "image/svg+xml", "application/json")
    assert answer.headers["content-type"] in kinds
    assert answer.headers["x-content-type-options"] == "nosniff"


def imported(file: Path) -> set[str]:
    """The modules that a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_t113_t114_nothing_in_the_desk_can_fetch_an_address_but_the_sign_in() -> None:
    houses = (
        "filing",
        "policy",
        "checks",
        "parsers",
        "intake",
        "desk",
        "store",
        "replies",
        "reports",
        "web",
        "service",
    )
    files = [file for house in houses for file in (ROOT / house).rglob("*.py")]
    able = {str(f.relative_to(ROOT)) for f in files if any(name.startswith(tuple(FETCHERS)) for name in imported(f))}

    assert len(files) > 100
    assert able == {"web/oidc.py"}


@pytest.mark.parametrize("evil", ["http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "file:///etc/passwd"])
def test_t114_an_address_in_a_subject_is_text(evil: str) -> None:
    """Sockets are closed to unit tests: what would fetch it would fail."""
    assert parse_subject(f"苏州甲乙科技有限公司+{evil}").entity_name == "苏州甲乙科技有限公司"


def test_t115_pages_and_readers_have_no_way_to_the_internet() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    inner = {name for name, network in compose["networks"].items() if (network or {}).get("internal")}
    for name, service in compose["services"].items():
        command = " ".join(map(str, service.get("command") or ()))
        if "--roles" in command and "imap" not in command:
            assert set(service["networks"]) <= inner, name

    assert set(compose["services"]["web"]["networks"]) <= inner


def test_t128_no_page_head_or_address_of_one_holds_a_whole_number() -> None:
    secrets = (
        Person("李四", "江苏", "002").id_number,
        Person("李四", "江苏", "004").id_number,
        "13800000001",
        "Abc12345",
    )
    browser = Browser(page_app(desk(), render))
    for path in PAGES:
        answer = browser.get(path)
        assert [s for s in secrets if s in answer.text + str(answer.headers)] == [], path


def test_t139_what_is_exported_is_text_however_it_begins() -> None:
    nasty = ('=HYPERLINK("http://x.example")', "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")
    table = Table("x", "=名单", ("=列",), tuple((cell,) for cell in nasty))
    rows = list(csv.reader(io.StringIO(csv_text([table]).removeprefix("\ufeff"))))
    book = workbook([table])

    assert csv_text([table]).startswith("\ufeff")
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert [read_sheets(book)[0].at[n, 0].text.strip() for n in range(1, 7)] == [cell.strip() for cell in nasty]


class Distant:
    """An application as somebody at another address sees it."""

    def __init__(self, app: Any, peer: str) -> None:
        self._app, self._peer = app, peer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app({**scope, "client": (self._peer, 1)}, receive, send)


@pytest.mark.parametrize(
    ("peer", "host", "forwarded"),
    [
        ("127.0.0.1", "desk.example", {}),
        ("127.0.0.1", "desk.example", {"x-forwarded-for": "127.0.0.1"}),
        ("192.0.2.7", "127.0.0.1:8580", {}),
    ],
    ids=["proxy", "liar", "neighbour"],
)
def test_the_world_is_told_whether_the_desk_is_well_and_no_figure(
    peer: str, host: str, forwarded: dict[str, str]
) -> None:
    views = FakeViews(loose=loose_mails(), state=Health((), NOON, 2, alarms=("邮箱 jiangsu 无法收信",)))
    app = make_app(views, fake_tools(views), render, names=Names(frozenset({"desk.example"})))

    told = json.loads(get(Distant(app, peer), "/healthz", hosts=(host,), headers=forwarded).text)
    assert told == {"status": "alarm"}
    assert json.loads(get(app, "/healthz").text)["loose_mails"][MailStatus.FAILED] == 1
