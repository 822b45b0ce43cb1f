"""The token in our replies' Message-IDs: it proves that an answer comes from whom we wrote to, about that case.

HMAC-SHA256 with a key of its own, cut to 128 bits, bound to case, mailbox and correspondent. It is no password: a mail
joins a case by a token and as a correspondent known there; and it is never a sign of our own staff.
"""

import hmac
import re

from store.blobs import Blobs

LENGTH = 32  # hex digits: 128 bits
_TOKEN = re.compile(r"<answer\.[0-9a-f]{40}\.([^@<>]*)@")


def make_token(blobs: Blobs, case_id: str, mailbox: str, correspondent: str) -> str:
    """The token of what we write to this correspondent in this case, from this mailbox."""
    return blobs.fingerprint("\0".join(("thread", case_id, mailbox, correspondent.lower())))[:LENGTH]


def has_token(message_id: str) -> bool:
    """Whether the id is one of ours that bears a token; replies of before there were tokens bear none."""
    return _TOKEN.match(message_id) is not None


def is_genuine(blobs: Blobs, message_id: str, case_id: str, mailbox: str, correspondent: str) -> bool:
    """Whether the id bears just this token, compared in constant time."""
    found = _TOKEN.match(message_id)
    wanted = make_token(blobs, case_id, mailbox, correspondent)
    return found is not None and hmac.compare_digest(found[1].encode(), wanted.encode())
