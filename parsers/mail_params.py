"""Parameters of Content-Type and Content-Disposition from raw bytes.

RFC 2231 with and without continuations, encoded-words with and without quotes, raw 8-bit names: Chinese clients
send all of them. `filename*` wins over `filename` (RFC 6266 4.3).
"""

import re
import urllib.parse
from collections.abc import Mapping

from parsers.charsets import clean_line, decode_text
from parsers.mail_headers import decode_header, decode_words

_MOST = 200
_PARAMETER = re.compile(
    rb"""\s*([^\s=;"*]{1,60})\s*((?:\*[0-9]{1,3})?\*?)\s*=\s*"""  # name, *, *0, *0*
    rb"""(?:"((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|\\["\\]|[^"]|"(?!\s*(?:;|$)))*+)(?:"|$)|([^;]*))""",
    re.DOTALL,
)
_HIDDEN = re.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]")
_CHARSET = re.compile(rb"([A-Za-z0-9_.:-]*)'[^']{0,20}'(.*)", re.DOTALL)


def head_value(raw: bytes) -> str:
    """What stands before the first semicolon, lower case: `image/jpeg`, `attachment`."""
    return clean_line(raw[:200].split(b";")[0].decode("ascii", "replace")).lower()


def parameters(raw: bytes) -> Mapping[str, str]:
    """Name (lower case) → decoded value. Reads 16 KB and 200 parameters at the most, never raises."""
    raw = re.sub(rb"\r?\n[ \t]*", b" ", raw[:16384])
    found: dict[str, dict[str, bytes]] = {}
    position = raw.find(b";")
    for _ in range(_MOST):
        match = _PARAMETER.match(raw, position + 1) if position >= 0 else None
        if match:
            name, mark = match[1].decode("ascii", "replace").lower(), match[2].decode()
            value = match[3] if match[3] is not None else match[4].strip()
            found.setdefault(name, {}).setdefault(mark, value)
        position = raw.find(b";", match.end() if match else position + 1)
        if position < 0:
            break
    return {name: _value(pieces) for name, pieces in found.items()}


def disguised(raw: bytes) -> bool:
    """Whether a field of names holds direction marks or invisible characters, however they are encoded.

    U+202E makes 「gpj.exe」 look like 「exe.jpg」; a zero-width space hid the dot of .htaccess (CVE-2026-28289).
    """
    raw = raw[:16384]
    texts = decode_text(urllib.parse.unquote_to_bytes(raw))[0], decode_words(raw)
    return any(_HIDDEN.search(text) for text in texts)


def _value(pieces: Mapping[str, bytes]) -> str:
    if "*" in pieces:
        return _extended([("*", pieces["*"])])
    numbered = sorted((int(m.strip("*")), m, v) for m, v in pieces.items() if m.strip("*").isdigit())
    if numbered:
        return _extended([(mark, value) for _, mark, value in numbered])
    return _plain(pieces.get("", b""))


def _extended(pieces: list[tuple[str, bytes]]) -> str:
    """RFC 2231: percent-encoded pieces are joined as bytes before the charset is applied."""
    first = _CHARSET.fullmatch(pieces[0][1]) if pieces[0][0].endswith("*") else None
    charset = first[1].decode("ascii") if first else ""
    values = [first[2] if first else pieces[0][1], *(v for _, v in pieces[1:])]
    marks = [mark.endswith("*") for mark, _ in pieces]
    data = b"".join(urllib.parse.unquote_to_bytes(v) if m else v for m, v in zip(marks, values, strict=True))
    if b"=?" in data:  # continuations without a charset that carry encoded-words
        return decode_header(data)
    return clean_line(decode_text(data, charset)[0])


def _plain(value: bytes) -> str:
    value = re.sub(rb"\\([\"\\])", rb"\1", value) if value.isascii() else value
    if re.fullmatch(rb"[\x21-\x7e]*%[0-9A-Fa-f]{2}[\x21-\x7e]*", value) and b"=?" not in value:
        unquoted = urllib.parse.unquote_to_bytes(value)
        text, whole = decode_text(unquoted)
        if whole and not unquoted.isascii():  # web mail that percent-encodes without saying so
            return clean_line(text)
    return decode_header(value)
