"""Content-Transfer-Encoding undone, with the repairs that damaged mail needs."""

import binascii
import quopri
import re

_PADDED_RUN = re.compile(rb"([A-Za-z0-9+/]++)(=*+)")
_UU_BLOCK = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n"
    rb"((?:[\x20-\x60]{1,90}[ \t]*\r?\n)+?)`?[ \t]*(?:\r?\n)?end[ \t]*\r?$",
    re.MULTILINE,
)

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64 + b"="))
_UU_TO_BASE64 = bytes(_BASE64[(c - 32) & 63] for c in range(256))


def decode_transfer(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """The decoded bytes, and whether they are whole. Unknown encodings come back as they are."""
    encoding = encoding.strip().strip("\"'").lower()
    if encoding == "base64":
        return decode_base64(data)
    if encoding == "quoted-printable":
        return quopri.decodestring(data), True
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        files = uuencoded_files(data)[0]
        return (files[0][1], True) if files else (data, False)
    return data, encoding in ("", "7bit", "8bit", "binary")


def decode_base64(data: bytes) -> tuple[bytes, bool]:
    """Base64 without padding, with two padded runs glued together, or with a mail footer below it.

    False if the last group is half: the mail was cut in the middle of the file.
    """
    runs = _runs(data)
    if not runs:
        return b"", not data.strip()
    out, whole = [], True
    for letters, _ in runs:
        whole = whole and len(letters) % 4 != 1
        groups = letters[:-1] if len(letters) % 4 == 1 else letters
        out.append(binascii.a2b_base64(groups + b"=" * (-len(groups) % 4)))
    return b"".join(out), whole


def _runs(data: bytes) -> list[tuple[bytes, bytes]]:
    """(letters, padding) of each padded run; what follows the first padding counts only if it is base64 all over."""
    first_pad = data.find(b"=")
    body, rest = (data, b"") if first_pad < 0 else (data[: first_pad + 2], data[first_pad + 2 :].lstrip(b"="))
    runs = _PADDED_RUN.findall(_without_footer(body).translate(None, _NOT_BASE64))
    if rest.strip() and _all_base64(rest):
        runs += _PADDED_RUN.findall(rest.translate(None, _NOT_BASE64))
    return runs


def _without_footer(body: bytes) -> bytes:
    """Without padding a footer of words is still told by its blanks: base64 lines hold none."""
    footer = re.search(rb"\n[ \t\r]*+\n(?=[^\n]*[^A-Za-z0-9+/=\s])", body)
    return body[: footer.start()] if footer else body


def _all_base64(text: bytes) -> bool:
    return re.fullmatch(rb"(?:[A-Za-z0-9+/]{4,}+={0,2}+\s*+)++", text.strip()) is not None


def uuencoded_files(text: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """(name, content) of every uuencoded block, and the text without them."""
    files = [(m[1].strip(), _uudecode(m[2])) for m in _UU_BLOCK.finditer(text)][:50]
    return files, _UU_BLOCK.sub(b"", text) if files else text


def _uudecode(lines: bytes) -> bytes:
    """Line by line, as many bytes as the first character of the line says; short lines are filled up with zeros."""
    out = []
    for line in lines.splitlines():
        length = (line[0] - 32) & 63 if line else 0
        groups = line[1 : 1 + (length + 2) // 3 * 4].ljust((length + 2) // 3 * 4)
        out.append(binascii.a2b_base64(groups.translate(_UU_TO_BASE64))[:length])
    return b"".join(out)
