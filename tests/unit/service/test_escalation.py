"""What is nearly due is told to colleagues: the right ones, once, and nothing of customers."""

from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desk.sla import SlaDesk
from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI
from filing.people import Person, Role
from filing.sla import Cause, OpenMail
from policy.worktime import load_worktime
from reports import alert
from service.alert_settings import AlertSettings
from service.escalation import Escalation, Level, Staff, escalating
from service.internal_mail import InternalMail
from service.settings import MailboxSettings, Settings
from store.database import migrate, open_engine
from store.notices import Notices
from tests.fakes.clock import FakeClock
from tests.fakes.transport import FakeTransport

DAY = date(2026, 9, 15)
CLOSE = datetime(2026, 9, 15, 17, 30, tzinfo=SHANGHAI)
ZHANG = Person("u-zhang", "zhang", "张", Role.SPECIALIST, frozenset({"江苏"}))
LI = Person("u-li", "li", "李", Role.SPECIALIST, frozenset({"江苏", "安徽"}))
BOSS = Person("u-boss", "boss", "王", Role.SUPERVISOR, None)
KNOWN = {"zhang": "zhang@desk.example", "boss": "boss@desk.example"}
ALERTS = AlertSettings(people=KNOWN, specialists=("all@desk.example",), link="https://desk.example/")


def waiting(number: int, specialist: str = "", access: str = "江苏", due: datetime = CLOSE) -> OpenMail:
    reference, received = f"BA-20260915-000{number}", CLOSE - timedelta(hours=4)
    return OpenMail(
        f"m{number}", f"c{number}", reference, "jiangsu", access, "江苏", specialist, received, due, Cause.PERSON, None
    )


MAILS = (
    waiting(1, "u-zhang"),
    waiting(2, "u-li"),
    waiting(3),
    waiting(4, access="安徽"),
    waiting(5, "u-zhang", due=CLOSE + timedelta(days=1)),
)


class Waiting(SlaDesk):
    def open_mails(self) -> tuple[OpenMail, ...]:
        return MAILS


def staff(**away: str) -> Staff:
    return Staff(lambda: (ZHANG, LI, BOSS), lambda who: away.get(who.removeprefix("u-"), who), ALERTS)


def numbers(found: list[OpenMail]) -> list[str]:
    return [mail.reference[-1] for mail in found]


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


def told(folder: Path, transport: FakeTransport, level: Level, before: int, day: date = DAY) -> None:
    """The chore, so many minutes before the close."""
    engine, clock = open_engine(f"sqlite:///{folder / 'beian.db'}"), FakeClock(CLOSE - timedelta(minutes=before))
    migrate(engine)
    desk = Waiting(None, None, load_worktime(), clock)  # type: ignore[arg-type]  # what is open is not asked of a store
    post = InternalMail(Notices(engine, clock), transport, "jsba@filing.example", clock.now)
    Escalation(desk, staff(zhang="u-li"), post, level)(day)


def test_who_has_an_address_is_told_there_and_the_others_at_a_shared_one() -> None:
    found = {a: numbers(mails) for a, mails in staff().told(MAILS[:4], Level.ASSIGNEE).items()}

    assert found == {"zhang@desk.example": ["1", "3"], "all@desk.example": ["2", "3", "4"]}


def test_a_delegate_is_told_only_of_those_who_are_away() -> None:
    assert staff().told(MAILS, Level.DELEGATE) == {}
    found = staff(zhang="u-li").told(MAILS[:4], Level.DELEGATE)
    assert {a: numbers(mails) for a, mails in found.items()} == {"all@desk.example": ["1"]}


def test_supervisors_are_told_of_everything_at_the_close() -> None:
    assert {a: len(mails) for a, mails in staff().told(MAILS, Level.SUPERVISOR).items()} == {"boss@desk.example": 5}


def test_each_is_told_once_a_day_in_plain_text_without_names(tmp_path: Path, transport: FakeTransport) -> None:
    for _ in range(3):
        told(tmp_path, transport, Level.ASSIGNEE, 60)

    assert sorted(to for _, to, _ in transport.sent) == ["all@desk.example", "zhang@desk.example"]
    message = message_from_bytes(next(raw for _, to, raw in transport.sent if to.startswith("zhang")), policy=default)
    said = message.get_content()
    assert message["Subject"] == "【备案催办】2 封来信须于今日 17:30 前回复，还有 60 分钟"
    assert (message.get_content_type(), message["Auto-Submitted"]) == ("text/plain", "auto-generated")
    assert "1. BA-20260915-0001（江苏接入）：还有 60 分钟" in said
    assert "https://desk.example/cases/c1" in said
    assert "0005" not in said


def test_each_level_speaks_for_itself_and_a_day_off_is_quiet(tmp_path: Path, transport: FakeTransport) -> None:
    told(tmp_path, transport, Level.ASSIGNEE, 60, date(2026, 9, 19))
    told(tmp_path, transport, Level.ASSIGNEE, -120)
    assert transport.sent == []
    told(tmp_path, transport, Level.DELEGATE, 30)
    told(tmp_path, transport, Level.SUPERVISOR, 0)

    assert [to for _, to, _ in transport.sent] == ["all@desk.example", "boss@desk.example"]


def test_the_text_counts_what_it_leaves_out_and_what_is_late() -> None:
    late = [waiting(1, due=CLOSE - timedelta(minutes=5))] * 31
    said = alert.text(late, "请处理。", "", CLOSE)

    assert "已超时 5 分钟" in said
    assert "另有 1 封" in said
    assert "已到时限" in alert.subject(late, CLOSE, CLOSE)


def test_it_is_looked_at_as_the_policy_says_and_not_without_addresses(transport: FakeTransport) -> None:
    box = MailboxSettings(address="jsba@filing.example", access="jiangsu", imap_host="x", smtp_host="x", user="x")
    desk = Waiting(None, None, load_worktime(), FakeClock())  # type: ignore[arg-type]  # as above

    def chores(alerts: AlertSettings) -> list[str]:
        settings = Settings(mailbox={"jiangsu": box}, alerts=alerts)
        people = (lambda: (), lambda who: who)
        return [c.name for c in escalating(settings, desk, people, None, lambda _: transport)]  # type: ignore[arg-type]  # no store is asked

    assert chores(AlertSettings()) == []
    assert [name.rpartition("-")[2] for name in chores(ALERTS)] == ["1630", "1635", "1700", "1705", "1730", "1735"]
    with pytest.raises(ConfigurationRefused, match="不是已配置的邮箱"):
        chores(AlertSettings(supervisors=("a@b.example",), mailbox="hunan"))
