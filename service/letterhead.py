"""Who writes: address and name of the mailbox, the case's reference, and a Message-ID that is fixed before sending."""

import hashlib
from datetime import datetime
from pathlib import Path

from filing.case import Case
from replies.letterhead import Letterhead


def message_id(own_address: str, mail_id: str, token: str = "", turn: int = 0) -> str:
    """It follows from the mail and the turn of the reply to it, so that a second try is the same message.

    `token` (see store.tokens) lets us know an answer to it.
    """
    name = hashlib.sha256(f"{mail_id}/{turn}".encode()).hexdigest() if turn else mail_id
    return f"<answer.{name[:40]}{token and '.'}{token}@{own_address.rpartition('@')[2].lower()}>"


def letterhead(
    own_address: str,
    own_name: str,
    case: Case,
    now: datetime,
    wordings: Path | None = None,
    token: str = "",
    turn: int = 0,
) -> Letterhead:
    """The letterhead for the answer to the newest mail of a case, in the operator's wordings if there are any."""
    own_id = message_id(own_address, case.latest.mail.sha256, token, turn)
    return Letterhead(own_address, own_name, case.reference, own_id, now, wordings)
