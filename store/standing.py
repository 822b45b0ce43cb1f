"""Where a case stands, told by its mails and replies alone: pure, so that the queue can be proved from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from filing.standing import Standing
from filing.terms import MailClass, MailStatus, Outcome, ReplyStatus

TROUBLED = (MailStatus.HELD, MailStatus.FAILED)
UNREAD = (MailStatus.RECEIVED, MailStatus.PROCESSING)
ON_ITS_WAY = (ReplyStatus.QUEUED, ReplyStatus.COMMITTING)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail and how far its reply is. `stored_at` and `replied_at` are by our own clock, `received_at` is not.

    `mail_class` is None until the mail was read; `reply` is None if it has none.
    """

    received_at: datetime
    stored_at: datetime
    status: MailStatus
    mail_class: MailClass | None = None
    outcome: Outcome | None = None
    reply: ReplyStatus | None = None
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """`waiting_since`: receipt of the oldest mail that is owed an answer, None if none is."""

    standing: Standing
    waiting_since: datetime | None


def place(letters: Sequence[Letter], outcome: Outcome | None) -> Place:
    """Where a case of this last outcome stands with these mails."""
    owed = owing(letters, outcome)
    since = min((letter.received_at for letter in owed), default=None)
    return Place(_standing(letters, owed, outcome), since)


def owing(letters: Sequence[Letter], outcome: Outcome | None) -> list[Letter]:
    """The mails that are still owed something. A reply that was sent answers its mail and every older one.

    But not what was unread then, or read by nobody: it knew nothing of that.
    """
    answered = max((x.received_at for x in letters if x.reply is ReplyStatus.SENT), default=None)
    later = [x for x in letters if answered is None or x.received_at > answered or x.status is not MailStatus.SETTLED]
    return [x for x in later if _open(x, outcome)]


def _open(letter: Letter, outcome: Outcome | None) -> bool:
    """Machine mail is owed nothing, unless a person has to look at it; nor is what a person has ruled to leave so."""
    if letter.status in TROUBLED:
        return True
    if letter.mail_class not in (None, MailClass.NORMAL):
        return False
    unanswered = letter.reply is None and letter.outcome is outcome is Outcome.FOR_SPECIALIST
    return letter.status in UNREAD or unanswered or letter.reply not in (None, ReplyStatus.SENT)


def _standing(letters: Sequence[Letter], owed: Sequence[Letter], outcome: Outcome | None) -> Standing:
    if any(letter.status in TROUBLED for letter in owed):
        return Standing.QUARANTINE
    if any(letter.reply is ReplyStatus.FAILED for letter in owed) or came_back(letters):
        return Standing.BOUNCED
    if any(letter.status in UNREAD for letter in owed):
        return Standing.READING
    if any(letter.reply not in ON_ITS_WAY for letter in owed):
        return Standing.PERSON
    return {
        Outcome.COMPLETE: Standing.COMPLETE,
        Outcome.NOT_ACCEPTED: Standing.REFUSED,
        Outcome.NOT_A_SUBMISSION: Standing.ASIDE,
    }.get(outcome or Outcome.INCOMPLETE, Standing.CUSTOMER)


def came_back(letters: Sequence[Letter]) -> bool:
    """Whether a reply of ours bounced, and since then neither a person has written nor another reply has left."""
    bounces = [letter.stored_at for letter in letters if letter.mail_class is MailClass.BOUNCE]
    if not bounces:
        return False
    written = [letter.stored_at for letter in letters if letter.mail_class is MailClass.NORMAL]
    sent = [x.replied_at for x in letters if x.reply is ReplyStatus.SENT and x.replied_at]
    return all(moment < max(bounces) for moment in (*written, *sent))
