"""C127: after the deadline, once, to the technicians and to marketing; what was seen is remembered."""

from collections.abc import Callable
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desk.sla import SlaDesk
from filing.people import Person
from filing.shells import ShellNotice, ShellOutcome
from policy.load import load_policy
from policy.worktime import load_worktime
from reports.shell_followup import Department
from reports.shell_looks import Addresses
from service.alert_settings import AlertSettings
from service.domain_lookup import Lookup
from service.internal_mail import InternalMail
from service.settings import MailboxSettings, Settings
from service.shell_followup import ShellFollowUp, recipients, shells_following, still_away
from store.notices import Notices
from store.sending import Sending
from store.shell_book import ShellBook
from store.worksheets import Worksheets
from tests.fakes.desk_bench import BOSS, ZHANG, DeskBench
from tests.fakes.shells import approved, at, notify, notify_and_send
from tests.fakes.transport import FakeTransport

TUESDAY = date(2026, 6, 23)
ALERTS = AlertSettings(technicians=("tech@desk.example",), marketing=("market@desk.example",))
BOX = MailboxSettings(address="jsba@filing.example", access="jiangsu", imap_host="x", smtp_host="x", user="x")
RANGES = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24",)}).ranges
People = Callable[[], tuple[Person, ...]]


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    """Two domains that were told on the Thursday of G39; it is the first working moment after their deadline."""
    case_id = approved(bench, domain="example.com、exampel.org")
    notify_and_send(bench, case_id)
    notify_and_send(bench, case_id, "exampel.org")
    at(bench, "2026-06-23 08:30")
    return case_id


def chore(
    bench: DeskBench, transport: FakeTransport, found: Addresses | None = None, alerts: AlertSettings = ALERTS
) -> ShellFollowUp:
    desk = SlaDesk(None, None, load_worktime(), bench.clock)  # type: ignore[arg-type]  # nothing is asked of the report's store
    post = InternalMail(Notices(bench.engine, bench.clock), transport, BOX.address, bench.clock.now)
    ask: Lookup | None = None if found is None else lambda _: found
    filed = Worksheets(bench.engine, bench.blobs).filed
    to = recipients(alerts, (ZHANG, BOSS))
    return ShellFollowUp(desk, ShellBook(bench.engine, bench.clock), filed, RANGES, ask, lambda: to, post)


def notice(bench: DeskBench, case_id: str, domain: str = "example.com") -> ShellNotice:
    return bench.desk.shell_notices(ZHANG, case_id)[domain]


def mails(transport: FakeTransport) -> dict[str, str]:
    """Address → subject and text."""
    parsed = [(to, message_from_bytes(raw, policy=default)) for _, to, raw in transport.sent]
    return {to: f"{message['Subject']}\n{message.get_content()}" for to, message in parsed}


def test_c127_who_did_not_come_back_is_told_to_both_departments_once(bench: DeskBench, case_id: str) -> None:
    transport, again = FakeTransport(), FakeTransport()
    found: Addresses = {"example.com": ("192.0.2.9",), "exampel.org": ("203.0.113.7",)}
    version = bench.version(case_id)
    chore(bench, transport, found)(TUESDAY)
    chore(bench, again, found)(TUESDAY)
    at(bench, "2026-06-24 08:30")
    chore(bench, again, found)(date(2026, 6, 24))

    assert again.sent == []
    told = mails(transport)
    assert set(told) == {"tech@desk.example", "market@desk.example"}
    assert "请处理并跟踪结果" in told["tech@desk.example"]
    assert "与用户后续沟通" in told["market@desk.example"]
    for text in told.values():
        assert "到期未转回 1 个" in text
        assert "example.com  苏ICP备12345678号-1  检查时解析到 192.0.2.9  未转回" in text
        assert "2026-06-22 17:30" in text
        assert "exampel.org" not in text
    assert notice(bench, case_id).outcome is ShellOutcome.AWAY
    assert notice(bench, case_id, "exampel.org").outcome is ShellOutcome.BACK
    assert bench.version(case_id) == version
    assert bench.fsck().problems == ()


def test_without_a_lookup_they_are_listed_as_unconfirmed(bench: DeskBench, case_id: str) -> None:
    transport = FakeTransport()
    chore(bench, transport)(TUESDAY)

    text = mails(transport)["tech@desk.example"]
    assert "到期未转回 2 个" in text
    assert "192.0.2.9  未确认" in text
    assert notice(bench, case_id).outcome is ShellOutcome.UNCONFIRMED


def test_nobody_is_told_before_the_deadline_on_a_day_off_or_of_what_was_not_told(bench: DeskBench) -> None:
    transport, case_id = FakeTransport(), approved(bench)
    notify(bench, case_id)
    at(bench, "2026-06-23 08:30")
    chore(bench, transport)(TUESDAY)  # its draft never left
    at(bench, "2026-06-25 13:05")
    notify_and_send(bench, case_id)
    at(bench, "2026-06-26 08:30")
    chore(bench, transport)(date(2026, 6, 26))  # due at 17:30
    at(bench, "2026-06-27 08:30")
    chore(bench, transport)(date(2026, 6, 27))  # a Saturday
    assert transport.sent == []

    at(bench, "2026-06-29 08:30")
    chore(bench, transport)(date(2026, 6, 29))
    assert len(transport.sent) == 2


def test_what_people_told_meanwhile_is_nobodys_work(bench: DeskBench, case_id: str) -> None:
    desk, transport = bench.desk, FakeTransport()
    desk.follow_shell(ZHANG, case_id, bench.version(case_id), "example.com", ShellOutcome.BACK)
    desk.follow_shell(ZHANG, case_id, bench.version(case_id), "exampel.org", ShellOutcome.CANCELLED)
    chore(bench, transport)(TUESDAY)
    assert transport.sent == []


def test_a_person_is_faster_than_the_look(bench: DeskBench, case_id: str) -> None:
    book, seen = ShellBook(bench.engine, bench.clock), notice(bench, case_id)
    bench.desk.follow_shell(ZHANG, case_id, bench.version(case_id), "example.com", ShellOutcome.BACK)
    book.record(case_id, seen, ShellOutcome.AWAY)
    assert notice(bench, case_id).outcome is ShellOutcome.BACK


def test_what_did_not_leave_is_tried_again_and_what_is_old_is_not(bench: DeskBench, case_id: str) -> None:
    transport, switch = FakeTransport(), Sending(bench.engine, bench.clock)
    switch.stop("演练", "op")
    chore(bench, transport)(TUESDAY)
    assert transport.sent == []
    switch.start("op")
    at(bench, "2026-06-24 08:30")
    chore(bench, transport)(date(2026, 6, 24))
    assert len(transport.sent) == 2

    at(bench, "2026-07-20 08:30")
    late = AlertSettings(technicians=("new@desk.example",), marketing=("new@desk.example",))
    chore(bench, transport, alerts=late)(date(2026, 7, 20))
    assert len(transport.sent) == 2


def test_the_specialists_are_told_where_a_department_has_no_address(bench: DeskBench, case_id: str) -> None:
    shared, own = (
        AlertSettings(specialists=("all@desk.example",)),
        {"zhang": "z@desk.example", "boss": "b@desk.example"},
    )
    assert set(recipients(shared, ()).values()) == {("all@desk.example",)}
    assert set(recipients(AlertSettings(people=own), (ZHANG, BOSS)).values()) == {("z@desk.example",)}
    nobody, transport = AlertSettings(), FakeTransport()
    chore(bench, transport, alerts=nobody)(TUESDAY)
    assert transport.sent == []
    assert notice(bench, case_id).outcome is ShellOutcome.UNCONFIRMED
    book = ShellBook(bench.engine, bench.clock)
    assert "待处理 2 个（[alerts] 没有配置邮箱" in still_away(book, nobody)
    assert still_away(book, ALERTS).endswith("待处理 2 个")


def test_it_is_due_when_the_working_day_begins(bench: DeskBench) -> None:
    made = chore(bench, FakeTransport())
    people: People = tuple
    parts = (people, made.filed, made.book, RANGES)
    for boxes, names in (({}, []), ({"jiangsu": BOX}, ["shell-followup-0830", "shell-followup-0835"])):
        settings = Settings(mailbox=boxes, alerts=ALERTS)
        chores = list(shells_following(settings, made.desk, parts, made.post.notices, lambda _: FakeTransport()))
        assert [one.name for one in chores] == names
        for one in chores:
            assert isinstance(one.run, ShellFollowUp)
            assert one.run.to() == {
                Department.TECHNICIANS: ALERTS.technicians,
                Department.MARKETING: ALERTS.marketing,
            }
