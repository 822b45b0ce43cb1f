"""Where a case stands, by its mails and replies alone."""

from datetime import datetime, timedelta

import pytest

from filing.mail import SHANGHAI
from filing.standing import STANDING_CHINESE, VIEW_CHINESE, Standing, View
from filing.terms import MailClass, MailStatus, Outcome, ReplyStatus
from store.standing import Letter, place

NINE = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)


def letter(minutes: int = 0, **over: object) -> Letter:
    at = NINE + timedelta(minutes=minutes)
    values: dict[str, object] = {"status": MailStatus.SETTLED, "mail_class": MailClass.NORMAL}
    if "reply" in over:
        values["replied_at"] = at + timedelta(minutes=1)
    return Letter(at, at, **(values | over))  # type: ignore[arg-type]  # keywords of Letter


@pytest.mark.parametrize(
    ("letters", "outcome", "standing"),
    [
        ([letter(status=MailStatus.PROCESSING, mail_class=None)], None, Standing.READING),
        ([letter(reply=ReplyStatus.DRAFT)], Outcome.INCOMPLETE, Standing.PERSON),
        ([letter(reply=ReplyStatus.UNKNOWN)], Outcome.COMPLETE, Standing.PERSON),
        ([letter(reply=ReplyStatus.FAILED)], Outcome.COMPLETE, Standing.BOUNCED),
        ([letter(reply=ReplyStatus.QUEUED)], Outcome.INCOMPLETE, Standing.CUSTOMER),
        ([letter(reply=ReplyStatus.SENT)], Outcome.COMPLETE, Standing.COMPLETE),
        ([letter(reply=ReplyStatus.SENT)], Outcome.NOT_ACCEPTED, Standing.REFUSED),
        ([letter(reply=ReplyStatus.SENT)], Outcome.FOR_SPECIALIST, Standing.CUSTOMER),
        ([letter(outcome=Outcome.FOR_SPECIALIST)], Outcome.FOR_SPECIALIST, Standing.PERSON),
        ([letter(outcome=Outcome.FOR_SPECIALIST)], Outcome.NOT_A_SUBMISSION, Standing.ASIDE),
        ([letter(status=MailStatus.HELD)], None, Standing.QUARANTINE),
        ([letter(status=MailStatus.FAILED), letter(5, reply=ReplyStatus.SENT)], Outcome.COMPLETE, Standing.QUARANTINE),
        ([letter(reply=ReplyStatus.DRAFT), letter(5, reply=ReplyStatus.SENT)], Outcome.COMPLETE, Standing.COMPLETE),
        ([letter(reply=ReplyStatus.SENT), letter(5, mail_class=MailClass.AUTO_REPLY)], None, Standing.CUSTOMER),
        ([letter(reply=ReplyStatus.SENT), letter(5, mail_class=MailClass.BOUNCE)], Outcome.COMPLETE, Standing.BOUNCED),
        ([letter(mail_class=MailClass.BOUNCE), letter(5, reply=ReplyStatus.SENT)], None, Standing.CUSTOMER),
    ],
)
def test_a_case_stands_where_its_next_step_is(
    letters: list[Letter], outcome: Outcome | None, standing: Standing
) -> None:
    assert place(letters, outcome).standing is standing


def test_a_reply_to_an_older_mail_does_not_answer_the_newer_one() -> None:
    found = place([letter(reply=ReplyStatus.SENT), letter(5, reply=ReplyStatus.DRAFT)], Outcome.INCOMPLETE)

    assert found.waiting_since == NINE + timedelta(minutes=5)


def test_every_word_has_its_chinese() -> None:
    assert set(STANDING_CHINESE) == set(Standing)
    assert set(VIEW_CHINESE) == set(View)
