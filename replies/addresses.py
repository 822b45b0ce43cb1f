"""Addresses and ids that may stand in a header: validated, never repaired."""

import re
import unicodedata
from collections.abc import Iterable

from filing.mail import Mail

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(
    r"(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_ID = re.compile(r"<[!-;=?-~]{1,240}>")
_SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "mil"})
MAX_REFERENCES = 20


def valid_address(text: str) -> str | None:
    """The address with its domain in ASCII (IDN → punycode), or None: the local part must be ASCII."""
    local, at, host = text.strip().rpartition("@")
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return (
        f"{local}@{plain}" if at and len(local) <= 64 and _LOCAL.fullmatch(local) and _HOST.fullmatch(plain) else None
    )


def reply_goes_astray(mail: Mail) -> bool:
    """Whether Reply-To points to somebody else's domain: then a person decides (T080)."""
    if not mail.reply_to:
        return False
    return _registrable(mail.reply_to) != _registrable(mail.sender)


def recipient(mail: Mail) -> str | None:
    """Reply-To if it is of the sender's own domain, else the sender; None if neither is an address."""
    wanted = None if reply_goes_astray(mail) else valid_address(mail.reply_to)
    return wanted or valid_address(mail.sender)


def _registrable(address: str) -> str:
    """The part of a domain that one owner holds: example.com.cn, example.com."""
    labels = address.rpartition("@")[2].strip(" >").lower().split(".")
    double = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if double else labels[-2:])


def message_ids(texts: Iterable[str]) -> list[str]:
    """The well-formed message ids of some headers, in order, each once."""
    return list(dict.fromkeys(found for text in texts for found in _ID.findall(text)))


def references(mail: Mail) -> list[str]:
    """Theirs and their own id at the end; of a long thread the first and the last ones."""
    own = message_ids([mail.message_id])[:1]
    theirs = [known for known in message_ids(mail.references) if known not in own]
    if len(theirs) > MAX_REFERENCES:
        theirs = [theirs[0], *theirs[1 - MAX_REFERENCES :]]
    return [*theirs, *own]


def one_line(text: str, limit: int = 200) -> str:
    """Without line breaks, controls and direction marks, at most `limit` characters."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    visible = "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    return re.sub(r"\s+", " ", visible).strip()[:limit].strip()
