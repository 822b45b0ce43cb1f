"""The head of a mail that is not opened: sender, subject, Message-ID, and nothing that could take long."""

import re

from filing.mail import Head
from parsers.mail_headers import decode_header, message_ids, one_address

LONGEST_HEAD = 64 * 1024
LONGEST_FIELD = 4 * 1024
_FIELD = re.compile(rb"^(from|subject|message-id)[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)", re.I | re.M)


def read_head(raw: bytes) -> Head:
    """The first field of each name counts. Raises nothing."""
    block = re.split(rb"\r?\n\r?\n", raw[:LONGEST_HEAD], maxsplit=1)[0]
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(block):
        fields.setdefault(name.lower(), value.strip()[:LONGEST_FIELD])
    ids = message_ids(fields.get(b"message-id", b""))
    sender = one_address(fields.get(b"from", b""))[1]
    return Head(ids[0] if ids else "", sender, decode_header(fields.get(b"subject", b"")))
