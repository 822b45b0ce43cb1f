"""Which of our mails a bounce speaks of, to whom it went, and whether it has really failed."""

import re
from collections.abc import Iterable

_ID = re.compile(r"(?im)^[ \t>]*(?:original-)?message-?id\s*[:：]\s*(<[^<>\s]{1,250}>)")
_ACTION = re.compile(r"(?im)^action\s*:\s*([a-z]+)")
_NOT_FAILED = frozenset({"delayed", "delivered", "relayed", "expanded"})
_RECIPIENT = re.compile(r"(?im)^(?:final|original)-recipient\s*:[^;\r\n]{0,40};[ \t]*<?([^\s<>;]{3,254})>?[ \t]*\r?$")
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w@-])", re.ASCII)
_MOST = 10
_LOOKED_AT = 1 << 16  # bytes of a report that may name addresses


def bounced_message_id(body: bytes, text: str, references: tuple[str, ...]) -> str:
    """From the returned headers below the report, else from its text, else from References; "" if it does not say."""
    for source in (body[: 1 << 20].decode("latin-1"), text):
        match = _ID.search(source)
        if match:
            return match[1]
    return references[-1] if references else ""


def bounced_recipients(failed: str, body: bytes, text: str, others: Iterable[str]) -> tuple[str, ...]:
    """Whom our mail did not reach, lower case, the likeliest first: many providers name them in their text only.

    `failed` is X-Failed-Recipients; `others` are addresses that cannot be meant: the sender of the bounce and our own.
    """
    report = body[:_LOOKED_AT].decode("latin-1")
    named = [*_ADDRESS.findall(failed), *_RECIPIENT.findall(report), *_ADDRESS.findall(text[:_LOOKED_AT])]
    not_meant = {other.lower() for other in others}
    found = (address.lower() for address in named if "@" in address)
    return tuple(dict.fromkeys(address for address in found if address not in not_meant))[:_MOST]


def has_failed(body: bytes) -> bool:
    """False for a report that only says that the mail is late or has arrived (RFC 3464 Action)."""
    actions = {word.lower() for word in _ACTION.findall(body[: 1 << 20].decode("latin-1"))}
    return not actions or not actions <= _NOT_FAILED
