"""What the ledger says of notices: the last one of each domain, sent or not, come back or not."""

from datetime import datetime, timedelta

from filing.event import Event, EventKind
from filing.mail import SHANGHAI
from filing.shells import Shell, ShellOutcome, shell_notices

CHECKED = datetime(2026, 6, 18, 13, 5, tzinfo=SHANGHAI)
SHELL = Shell("a.example", ("192.0.2.9",), CHECKED, datetime(2026, 6, 22, 17, 30, tzinfo=SHANGHAI))
NOTICED = Event(EventKind.SHELL_NOTICED, CHECKED, data=SHELL.data)


def letter(kind: EventKind, shell: Shell = SHELL, at: datetime = CHECKED) -> Event:
    return Event(kind, at, "m1", "c1", shell.letter)


def followed(result: ShellOutcome) -> Event:
    return Event(EventKind.SHELL_FOLLOWED, CHECKED, data={"domain": "a.example", "result": result.value})


def test_a_notice_is_read_back_as_it_was_told() -> None:
    assert shell_notices([NOTICED])["a.example"].shell == SHELL
    assert shell_notices([NOTICED, letter(EventKind.REPLY_DISCARDED)]) == {}


def test_it_is_in_time_if_it_left_before_its_deadline_and_expired_after_it() -> None:
    late = SHELL.until + timedelta(minutes=1)
    for at, in_time in ((CHECKED, True), (late, False)):
        notice = shell_notices([NOTICED, letter(EventKind.REPLY_SENT, at=at)])["a.example"]
        assert (notice.in_time, notice.expired(late), notice.expired(CHECKED)) == (in_time, in_time, False)


def test_a_bounce_of_it_is_known() -> None:
    assert shell_notices([NOTICED, letter(EventKind.MAIL_JOINED_CASE)])["a.example"].bounced


def test_an_outcome_is_of_the_last_notice_of_its_domain() -> None:
    later = Shell("a.example", ("192.0.2.9",), CHECKED + timedelta(days=7), SHELL.until + timedelta(days=7))
    again = Event(EventKind.SHELL_NOTICED, later.checked, data=later.data)

    assert shell_notices([NOTICED, followed(ShellOutcome.BACK)])["a.example"].over
    assert shell_notices([NOTICED, followed(ShellOutcome.BACK), again])["a.example"].outcome is None
    (notice,) = shell_notices([NOTICED, again, followed(ShellOutcome.AWAY)]).values()
    assert (notice.shell, notice.outcome, notice.over) == (later, ShellOutcome.AWAY, False)
    assert shell_notices([followed(ShellOutcome.AWAY)]) == {}


def test_a_day_of_a_domain_has_one_letter() -> None:
    assert SHELL.letter == Shell("a.example", (), CHECKED + timedelta(hours=3), SHELL.until).letter
    assert len({SHELL.letter, SHELL.cancelled_letter, Shell("b.example", (), CHECKED, SHELL.until).letter}) == 3
