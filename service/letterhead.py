"""Who writes: address and name of the mailbox, the case's reference, and a Message-ID that is fixed before sending."""

from datetime import datetime

from filing.case import Case
from replies.compose import Letterhead


def message_id(own_address: str, mail_id: str) -> str:
    """One mail has one reply, so its Message-ID follows from the mail: a second try is the same message."""
    return f"<answer.{mail_id[:40]}@{own_address.rpartition('@')[2].lower()}>"


def letterhead(own_address: str, own_name: str, case: Case, now: datetime) -> Letterhead:
    """The letterhead for the answer to the newest mail of a case."""
    return Letterhead(own_address, own_name, case.reference, message_id(own_address, case.latest.mail.sha256), now)
