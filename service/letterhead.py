"""Who writes: address and name of the mailbox, the case's reference, and a Message-ID that is fixed before sending."""

from datetime import datetime
from pathlib import Path

from filing.case import Case
from replies.letterhead import Letterhead


def message_id(own_address: str, mail_id: str, token: str = "") -> str:
    """One mail has one reply, so its Message-ID follows from the mail: a second try is the same message.

    `token` (see store.tokens) lets us know an answer to it.
    """
    return f"<answer.{mail_id[:40]}{token and '.'}{token}@{own_address.rpartition('@')[2].lower()}>"


def letterhead(
    own_address: str, own_name: str, case: Case, now: datetime, wordings: Path | None = None, token: str = ""
) -> Letterhead:
    """The letterhead for the answer to the newest mail of a case, in the operator's wordings if there are any."""
    own_id = message_id(own_address, case.latest.mail.sha256, token)
    return Letterhead(own_address, own_name, case.reference, own_id, now, wordings)
