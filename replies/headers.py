"""The headers of a reply: theirs threaded, ours marked as a machine's."""

import re
from collections.abc import Mapping
from email.utils import format_datetime

from filing.mail import Mail
from replies.addresses import message_ids, one_line, references
from replies.echo import OMITTED, echoed
from replies.letterhead import Letterhead
from replies.threading import MARK

_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|回复|答复|转发|回覆|转寄)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*[\[【]BA-\d{8}-\d{1,6}[\]】]")


def their_subject(subject: str, own: frozenset[str]) -> str:
    """Their own words, once: without 回复: and without our reference, which is put at the end again.

    A subject that holds a link, an address or a strange domain is not repeated (T104).
    """
    theirs = _PREFIX.sub("", _REFERENCE.sub("", one_line(subject, 400)))[:140].strip()
    shown = echoed(theirs, own)
    return shown if shown and shown != OMITTED else "备案资料"


def headers(mail: Mail, head: Letterhead, to: str, subject: str, *, auto: bool) -> Mapping[str, str]:
    """Standard names; what is empty is left out. Only what leaves by itself is marked `auto-replied` (RFC 3834)."""
    every = {
        "From": f'"{re.sub(chr(34), "", one_line(head.own_name, 60))}" <{head.own_address}>',
        "To": to,
        "Subject": subject,
        "Date": format_datetime(head.now),
        "Message-ID": head.message_id,
        "In-Reply-To": "".join(message_ids([mail.message_id])[:1]),
        "References": " ".join(references(mail)),
        "Auto-Submitted": "auto-replied" if auto else "",
        "X-Auto-Response-Suppress": "All",
        MARK: head.reference or "1",
    }
    return {name: value for name, value in every.items() if value}
