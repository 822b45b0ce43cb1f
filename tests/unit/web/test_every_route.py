"""What holds for every route alike: headers, no write by reading, no range, no address of a stranger [G10]."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from filing.people import Role
from store.people_tables import metadata
from tests.fakes.browser import Browser, get
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import Staff
from tests.fakes.views import MAIL_ID
from web.access import ROLES
from web.guard import CONTENT_SECURITY_POLICY, HEADERS

NAMES = {"act": "note", "kind": "xlsx", "case_id": "case-0007", "mail_id": MAIL_ID, "part": "3", "person_id": "u-1"}
READ = sorted(k.partition(" ")[2] for k in ROLES if k.startswith("GET ") and k != "GET /live")


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    return Staff(DeskStore(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="module")
def browsers(staff: Staff) -> dict[str, Browser]:
    people = {"specialist": Role.SPECIALIST, "admin": Role.ADMINISTRATOR, "auditor": Role.AUDITOR}
    return {name: staff.browser(name, role) for name, role in people.items()} | {"nobody": Browser(staff.app())}


def address(path: str) -> str:
    return path.format(**NAMES, name="icon.svg")


@pytest.mark.parametrize("path", [*READ, "/nowhere", "/cases/%00", "/static/../app.py"])
@pytest.mark.parametrize("who", ["specialist", "admin", "nobody"])
def test_t111_t135_every_answer_bears_the_policy_and_may_not_be_framed(
    browsers: dict[str, Browser], who: str, path: str
) -> None:
    answer = browsers[who].get(address(path))

    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert {"x-content-type-options", "x-frame-options", "referrer-policy"} <= set(answer.headers)
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_t125_what_is_personal_is_stored_by_no_browser(browsers: dict[str, Browser]) -> None:
    for path in READ:
        answer = browsers["specialist"].get(address(path))
        assert path.startswith("/static/") or answer.headers["cache-control"] == HEADERS["Cache-Control"] == "no-store"


def state(staff: Staff) -> str:
    """Of all tables, but for when a session was last used and the log of what was looked at."""
    digest = hashlib.sha256()
    with staff.desk.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in ("accesses", "sessions", "presence"):
                digest.update(str(connection.execute(text(f"SELECT * FROM {table.name}")).all()).encode())  # noqa: S608 - our own names
    return digest.hexdigest()


@pytest.mark.parametrize("who", ["specialist", "admin", "auditor", "nobody"])
def test_t118_reading_changes_nothing(staff: Staff, browsers: dict[str, Browser], who: str) -> None:
    before = state(staff)
    for path in READ:
        browsers[who].get(address(path))
        get(browsers[who].app, address(path), method="HEAD")

    assert state(staff) == before


@pytest.mark.parametrize("asked", ["bytes=0-1", "bytes=-999999999999", "bytes=" + ",".join(["0-1"] * 1000)])
def test_t124_a_range_is_not_amplified(browsers: dict[str, Browser], asked: str) -> None:
    picture = f"/papers/{MAIL_ID}/3/image.jpg"
    plain, ranged = browsers["specialist"].get(picture), browsers["specialist"].get(picture, range=asked)

    assert (ranged.status, ranged.content) == (plain.status, plain.content)
    assert "content-range" not in ranged.headers


@pytest.mark.parametrize("path", ["/sign-in", "/people", "/audit", "/account"])
def test_t112_what_the_asker_says_of_himself_is_escaped(staff: Staff, browsers: dict[str, Browser], path: str) -> None:
    evil = "<script>alert(1)</script>"
    said = {"x_forwarded_for": evil, "user_agent": evil, "referer": evil, "accept_language": evil}
    browsers["nobody"].get("/sign-in")
    browsers["nobody"].post("/sign-in", {"login": evil, "password": "x", "next": evil}, **said)

    for browser in browsers.values():
        assert evil not in browser.get(path, **said).text


def test_t109_t110_pages_hold_no_script_of_their_own_and_no_style(browsers: dict[str, Browser]) -> None:
    templates = (Path(__file__).parents[3] / "web" / "templates").glob("*.html")
    source = "".join(t.read_text(encoding="utf-8") for t in templates)

    for inline in ("<script>", "<style", " style=", "|safe", "javascript:", "hx-on", "srcdoc"):
        assert inline not in source
