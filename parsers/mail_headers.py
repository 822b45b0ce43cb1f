"""Header fields from raw bytes: encoded-words as the clients of this country write them, addresses, Message-IDs.

The standard decoders fail on GBK under a gb2312 label, on encoded-words inside quotes (QQ) and on characters that
are split over two encoded-words; `email.policy.default` takes minutes on hostile fields. These are linear and total.
"""

import base64
import binascii
import itertools
import re
from collections.abc import Iterator

from parsers.charsets import canonical_charset, clean_line, decode_text

LONGEST_FIELD = 64 * 1024
LONGEST_LINE = 998  # RFC 5322 2.1.1

_WORD = re.compile(rb"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=", re.DOTALL)
_QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_ADDRESS = re.compile(
    r"[^\s@\"'<>()\[\],;:\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W_](?:[\w-]{0,61}[^\W_])?"
)


def decode_header(raw: bytes) -> str:
    """One clean line of text, at most 998 characters. Reads 64 KB at the most, never raises."""
    return clean_line(decode_words(raw[:LONGEST_FIELD]))[:LONGEST_LINE]


def decode_words(raw: bytes) -> str:
    """The text with its encoded-words read and nothing cleaned away: not to be shown."""
    return "".join(_pieces(_unfold(raw)))


def decode_display_name(raw: bytes) -> str:
    """The name of an address: quotes are dropped, encoded-words inside them are read all the same (QQ sends that)."""
    text = decode_header(re.sub(rb"\\(.)", rb"\1", raw).replace(b'"', b""))
    return text.strip(" '\"")


def message_ids(raw: bytes) -> tuple[str, ...]:
    """Every <id> of In-Reply-To or References, at most the last 50."""
    return tuple(_MESSAGE_ID.findall(decode_header_text(raw)))[-50:]


def decode_header_text(raw: bytes) -> str:
    """A structured field without decoding encoded-words."""
    return clean_line(_unfold(raw[:LONGEST_FIELD]).decode("ascii", "replace"))


def addresses(raw: bytes) -> tuple[tuple[str, str], ...]:
    """(display name, address) of a To or Cc field, at most 100; what is not an address is left out."""
    return tuple(pair for part in _split_addresses(raw[:LONGEST_FIELD])[:100] if (pair := one_address(part))[1])


def one_address(raw: bytes) -> tuple[str, str]:
    """(display name, bare address) of a field that must hold exactly one; the address is "" where that is in doubt.

    The structure is read before anything is decoded, so that an encoded display name cannot smuggle an address in;
    `a@x]<b@y>` and two addresses in one field name nobody for certain (CVE-2023-27043).
    """
    raw = _unfold(raw[:LONGEST_FIELD]).strip()
    if b"@" not in raw and b"=?" in raw:  # some old clients encode the whole field
        raw = decode_header(raw).encode()
    if len(_split_addresses(raw)) > 1:
        return decode_display_name(raw), ""
    quoted_out = _QUOTED.sub(lambda m: b"q" * len(m[0]), raw)
    angles = list(re.finditer(rb"<([^<>]*)>", quoted_out))
    if not angles:
        return _bare(raw)
    before = raw[: angles[0].start()]
    address = valid_address(_text(raw[angles[0].start(1) : angles[0].end(1)]))
    outside = _text(quoted_out[: angles[0].start()] + quoted_out[angles[0].end() :])
    strange = "@" in outside and outside.strip(" '\"").lower() != address.lower()
    return decode_display_name(before), "" if len(angles) > 1 or strange else address


def valid_address(text: str) -> str:
    """The address with its domain in lower case, or "" if it is none that could be answered."""
    text = text.strip().removeprefix("mailto:").strip()
    if len(text) > 254 or not _ADDRESS.fullmatch(text) or ".." in text or text.startswith(".") or ".@" in text:
        return ""
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def _bare(raw: bytes) -> tuple[str, str]:
    text = re.sub(r"\([^()]*\)", "", _text(raw)).strip()
    return ("", valid_address(text)) if "@" in text else (decode_display_name(raw), "")


def _text(raw: bytes) -> str:
    return clean_line(decode_text(raw)[0])


def _split_addresses(raw: bytes) -> list[bytes]:
    """Split at commas and semicolons that stand outside quotes and angle brackets."""
    masked = _QUOTED.sub(lambda m: b"q" * len(m[0]), raw)
    cuts = [-1, *(m.start() for m in re.finditer(rb"[,;](?![^<>]{0,300}>)", masked)), len(raw)]
    parts = [raw[a + 1 : b].strip() for a, b in itertools.pairwise(cuts)]
    return [p for p in parts if p]


def _unfold(raw: bytes) -> bytes:
    return re.sub(rb"(?<![ \t])[ \t]*+\r?\n[ \t]*+", b" ", raw)


def _pieces(raw: bytes) -> Iterator[str]:
    """Text outside encoded-words, and runs of encoded-words of one charset decoded as one."""
    position, run, charset = 0, b"", ""
    for match in _WORD.finditer(raw):
        between = raw[position : match.start()]
        name = canonical_charset(match[1].split(b"*")[0].decode("ascii", "replace"))
        if run and (between.strip() or name != charset):
            yield decode_text(run, charset)[0]
            run = b""
        if between.strip() or position == 0:
            yield decode_text(between)[0]
        run, charset = run + _word_bytes(match[2], match[3]), name
        position = match.end()
    if run:
        yield decode_text(run, charset)[0]
    yield decode_text(raw[position:])[0]


def _word_bytes(encoding: bytes, payload: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(payload.replace(b"_", b" ").replace(b"\n", b""), header=False)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", payload)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
