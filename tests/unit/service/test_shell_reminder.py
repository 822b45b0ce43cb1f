"""The mail of the day of the check: to specialists, once, with the number of their domains; never to customers."""

from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from policy.worktime import load_worktime
from service.alert_settings import AlertSettings
from service.internal_mail import InternalMail
from service.settings import MailboxSettings, Settings
from service.shell_reminder import ShellReminder, shell_checking
from store.notices import Notices
from store.worksheets import Worksheets
from tests.fakes.cases import enterprise_case
from tests.fakes.clock import FakeClock
from tests.fakes.desk_bench import BOSS, FAR, ZHANG, DeskBench
from tests.fakes.transport import FakeTransport

THURSDAY = date(2026, 9, 24)
CLOCK = FakeClock(datetime(2026, 9, 24, 13, 0, tzinfo=SHANGHAI))
ALERTS = AlertSettings(people={"zhang": "zhang@desk.example", "far": "far@desk.example", "boss": "boss@desk.example"})
BOX = MailboxSettings(address="jsba@filing.example", access="jiangsu", imap_host="x", smtp_host="x", user="x")


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    """One approved case in 江苏."""
    bench = DeskBench(tmp_path)
    case_id = bench.comes(enterprise_case())
    day = bench.clock.now().date()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.desk.approved(ZHANG, case_id, bench.version(case_id), day, "苏ICP备12345678号-1")
    return bench


def reminder(bench: DeskBench, transport: FakeTransport, alerts: AlertSettings = ALERTS) -> ShellReminder:
    desk = SlaDesk(None, None, load_worktime(), CLOCK)  # type: ignore[arg-type]  # nothing is asked of the report's store
    post = InternalMail(Notices(bench.engine, CLOCK), transport, BOX.address, CLOCK.now)
    filed = Worksheets(bench.engine, bench.blobs).filed
    return ShellReminder(desk, lambda: (ZHANG, FAR, BOSS), filed, alerts, post)


def test_c124_the_specialists_of_the_filed_domains_are_told_once_from_whatever_host(bench: DeskBench) -> None:
    here, there = FakeTransport(), FakeTransport()
    for transport in (here, there, here):
        reminder(bench, transport)(THURSDAY)

    assert there.sent == []
    ((sender, to, raw),) = here.sent
    assert (sender, to) == (BOX.address, "zhang@desk.example")
    message = message_from_bytes(raw, policy=default)
    assert message["Subject"] == "【空壳检查】今天下午请做空壳检查：已备案域名 1 个"
    assert "beian export shells --by" in message.get_content()
    assert "2026-09-28 17:30" in message.get_content()


def test_who_has_no_address_is_told_at_the_shared_ones(bench: DeskBench) -> None:
    transport = FakeTransport()
    reminder(bench, transport, AlertSettings(specialists=("all@desk.example",)))(THURSDAY)
    assert [to for _, to, _ in transport.sent] == ["all@desk.example"]


def test_nobody_is_told_on_another_day_or_if_nothing_is_filed(bench: DeskBench, tmp_path: Path) -> None:
    transport = FakeTransport()
    for day in (date(2026, 9, 23), date(2026, 9, 25), date(2026, 10, 1)):
        reminder(bench, transport)(day)
    nothing = replace(reminder(bench, transport), filed=lambda _: ())
    nothing(THURSDAY)

    assert transport.sent == []
    reminder(bench, transport)(date(2026, 9, 30))  # before the holiday of Thursday
    assert len(transport.sent) == 1


def test_it_is_due_at_one_and_tried_again_only_if_somebody_has_an_address(bench: DeskBench) -> None:
    made = reminder(bench, FakeTransport())

    def names(alerts: AlertSettings) -> list[str]:
        settings, notices = Settings(mailbox={"jiangsu": BOX}, alerts=alerts), Notices(bench.engine, CLOCK)
        parts = (made.people, made.filed)
        return [chore.name for chore in shell_checking(settings, made.desk, parts, notices, lambda _: FakeTransport())]

    assert names(AlertSettings()) == []
    assert names(ALERTS) == ["shell-check-1300", "shell-check-1305"]
