"""The day's report leaves once for each recipient, whatever happens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from desk.sla import SlaDesk
from filing.errors import ConfigurationRefused, DeliveryUnknown, TransportTrouble
from filing.mail import SHANGHAI
from service.daily_mail import DailyMail, daily_mail, times
from service.settings import MailboxSettings, ReportSettings, Settings
from store.notices import Notices
from store.sending import Sending
from tests.fakes.clock import FakeClock
from tests.fakes.report_desk import report_desk
from tests.fakes.transport import FakeTransport

DAY = date(2026, 11, 20)
BOX = MailboxSettings(address="jsba@chinanet.example", access="jiangsu", imap_host="x", smtp_host="x", user="x")
NOTHING = (lambda _: (0, 0), str)
TO = ("boss@chinanet.example", "chief@chinanet.example")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlaDesk]:
    with report_desk(tmp_path_factory.mktemp("mail"), mails=60) as opened:
        opened.clock.moment = datetime(2026, 11, 20, 17, 40, tzinfo=SHANGHAI)  # type: ignore[attr-defined]  # a FakeClock
        yield opened


@pytest.fixture
def letter(desk: SlaDesk, tmp_path: Path) -> Iterator[tuple[DailyMail, FakeTransport, Sending]]:
    """The chore, where its mails end up, and the switch; on a database of its own for the turns."""
    with report_desk(tmp_path, mails=2) as turns:
        engine, clock, transport = turns.queries._engine, FakeClock(), FakeTransport()
        mail = DailyMail(desk, Notices(engine, clock), transport, BOX.address, TO, lambda _: (3, 9), str)
        yield mail, transport, Sending(engine, clock)


Letter = tuple[DailyMail, FakeTransport, Sending]


def test_everybody_gets_it_once_however_often_it_is_tried(letter: Letter) -> None:
    mail, transport, _ = letter
    for _ in range(3):
        mail(DAY)

    assert [recipient for _, recipient, _ in transport.sent] == list(TO)
    assert transport.aborted == 4


def test_a28_three_rechecks_a_day_are_not_enough(letter: Letter) -> None:
    mail, transport, _ = letter
    mail(DAY)
    replace(mail, rechecked=lambda _: (4, 9), to=("new@chinanet.example",))(DAY)
    shells = "空壳网站：已过转回期限、待处理 2 个"
    replace(mail, rechecked=lambda _: (0, 0), shells=lambda: shells, to=("third@chinanet.example",))(DAY)
    first, *_, enough, none = [message_from_bytes(m, policy=default).get_content() for *_, m in transport.sent]

    assert "每日核查备案成功的网站：已核查 3，应至少 4，未达标" in first
    assert "已核查 4，应至少 4，已达标" in enough
    assert "每日核查" not in none
    assert "空壳网站" not in first
    assert shells in none


def test_another_host_sends_nothing_twice(letter: Letter) -> None:
    mail, transport, sending = letter
    other = FakeTransport()
    mail(DAY)
    DailyMail(mail.desk, Notices(sending._engine, FakeClock()), other, BOX.address, TO, lambda _: (0, 0), str)(DAY)

    assert (len(transport.sent), other.sent) == (2, [])


def test_it_is_plain_text_that_no_desk_answers(letter: Letter) -> None:
    mail, transport, _ = letter
    mail(DAY)
    message = message_from_bytes(transport.sent[0][2], policy=default)

    assert message.get_content_type() == "text/plain"
    assert message["Subject"].startswith("【备案时效日报】2026-11-20：")
    assert (message["Auto-Submitted"], message["To"]) == ("auto-generated", TO[0])
    assert "应回邮件：" in message.get_content()
    assert max(len(line) for line in transport.sent[0][2].splitlines()) < 200


def test_what_the_server_did_not_take_is_sent_at_the_next_look(letter: Letter) -> None:
    mail, transport, _ = letter
    transport.offers = [TransportTrouble("x", "y")]
    mail(DAY)
    assert [recipient for _, recipient, _ in transport.sent] == [TO[1]]

    mail(DAY)
    assert sorted(recipient for _, recipient, _ in transport.sent) == sorted(TO)


def test_what_perhaps_left_is_never_sent_again(letter: Letter) -> None:
    mail, transport, _ = letter
    transport.codes = [DeliveryUnknown("x", "y")]
    mail(DAY)
    mail(DAY)

    assert len(transport.sent) == 2


def test_nothing_leaves_while_sending_is_stopped(letter: Letter) -> None:
    mail, transport, sending = letter
    sending.stop("x")
    mail(DAY)
    assert transport.sent == []

    sending.start()
    mail(DAY)
    assert len(transport.sent) == 2


def test_a_day_off_has_no_report(letter: Letter) -> None:
    mail, transport, _ = letter
    mail(date(2026, 11, 21))

    assert transport.sent == []


def test_the_looks_stay_within_the_day() -> None:
    assert list(times(time(17, 40))) == [time(17, 40), time(17, 50), time(18, 40)]
    assert list(times(time(23, 55))) == [time(23, 55)]


def test_the_mailbox_is_the_first_or_the_one_that_is_named(desk: SlaDesk, letter: Letter) -> None:
    notices = letter[0].notices
    settings = Settings(mailbox={"jiangsu": BOX}, report=ReportSettings(to=TO))
    names = [chore.name for chore in daily_mail(settings, desk, notices, lambda _: FakeTransport(), NOTHING)]
    nobody = Settings(mailbox={"jiangsu": BOX})
    wrong = Settings(mailbox={"jiangsu": BOX}, report=ReportSettings(to=TO, mailbox="anhui"))

    assert names == ["sla-mail-1740", "sla-mail-1750", "sla-mail-1840"]
    assert list(daily_mail(nobody, desk, notices, lambda _: FakeTransport(), NOTHING)) == []
    with pytest.raises(ConfigurationRefused, match="anhui"):
        list(daily_mail(wrong, desk, notices, lambda _: FakeTransport(), NOTHING))
