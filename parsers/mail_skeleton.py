"""The bytes of a mail before any parser sees them: limits, cleaning, and big base64 bodies cut out.

A parser copies every body several times; with the bodies cut out a mail of 34 MB costs as much as one of 34 KB.
"""

import hashlib
import itertools
import re
from dataclasses import dataclass

CUT_FROM = 32 * 1024
LONGEST_HEADER_BLOCK = 256 * 1024
LONGEST_FIELD = 64 * 1024
LONGEST_CONTENT = 16 * 1024  # parameters cost the library more the more there are
MOST_MULTIPARTS = 100
MOST_NESTED_MAILS = 15  # mails inside mails that the library opens; one more is a file, which we open ourselves
MOST_PARTS = 200
MOST_LINES = 1_000_000

_BASE64_RUN = re.compile(rb"(?<=\n)(?:[A-Za-z0-9+/]{4,}+={0,2}[ \t]*+\r?\n)++(?:[A-Za-z0-9+/]{4,}+={0,2})?+")
_MULTIPART = re.compile(rb"(?i)^content-type:[ \t]*(?:\r?\n[ \t]+)?multipart/", re.MULTILINE)
_NESTED = re.compile(rb"(?i)^(content-type:[ \t]*(?:\r?\n[ \t]+)?)message/(?:rfc822|global)\b", re.MULTILINE)
_PART_HEADER = re.compile(rb"(?i)^content-(?:type|disposition|transfer-encoding):", re.MULTILINE)
_BOUNDARY = re.compile(rb"""(?i)\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""")
_LONG = rb"(?im)^(%s:(?:[^\r\n]|\r?\n(?=[ \t])){%d})(?:[^\r\n]|\r?\n(?=[ \t]))*+"
_LONG_FIELD = re.compile(_LONG % (rb"[!-9;-~]{1,100}", LONGEST_FIELD))
_LONG_CONTENT = re.compile(_LONG % (rb"content-[a-z-]{2,30}", LONGEST_CONTENT))
_MBOX_LINE = re.compile(rb"(?:>?From [^\r\n]*\r?\n)+")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`bare` is what the parser gets; `restore` puts the bodies that were cut out back."""

    bare: bytes
    token: bytes
    bodies: tuple[bytes, ...]

    def restore(self, text: bytes) -> bytes:
        """The text with every token replaced by the body it stands for."""
        if self.token not in text:
            return text
        return re.sub(self.token + rb"(\d+)z", lambda m: self.bodies[int(m[1])], text)


def clean_start(raw: bytes) -> bytes:
    """Without byte order mark, blank lines and mbox 「From 」 lines before the first header; CR-only lines mended."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    mbox = _MBOX_LINE.match(raw)
    raw = raw[mbox.end() :] if mbox else raw
    if b"\n" not in raw[:100_000] and raw.count(b"\r", 0, 100_000) > 2:
        return raw.replace(b"\r", b"\r\n")
    return raw


def make_skeleton(raw: bytes) -> Skeleton:
    """Cut every run of base64 lines over 32 KB out. The token cannot occur in the mail: it is made of its hash."""
    token = b"cut" + hashlib.sha256(raw).hexdigest()[:24].encode() + b"n"
    bodies: list[bytes] = []

    def cut(match: re.Match[bytes]) -> bytes:
        if len(match[0]) < CUT_FROM:
            return match[0]
        body = match[0].rstrip(b"\r\n")
        bodies.append(body)
        return token + b"%dz" % (len(bodies) - 1) + match[0][len(body) :]

    return Skeleton(_BASE64_RUN.sub(cut, raw), token, tuple(bodies))


def flat_mails(bare: bytes) -> bytes:
    """From the sixteenth on, nested mails are files of no declared type: nesting makes the library recurse."""
    count = itertools.count(1)
    return _NESTED.sub(lambda m: m[0] if next(count) <= MOST_NESTED_MAILS else m[1] + b"application/octet-stream", bare)


def trim_fields(bare: bytes) -> bytes:
    """Header fields over 64 KB end there, Content-Type and its like at 16 KB."""
    if len(bare) <= LONGEST_CONTENT:
        return bare
    return _LONG_FIELD.sub(rb"\1", _LONG_CONTENT.sub(rb"\1", bare))


def trouble(bare: bytes) -> str:
    """Why no parser may see this mail (Chinese), or "". Each figure is far above any real mail, below what hangs."""
    end = re.search(rb"\r?\n\r?\n", bare)
    if (end.start() if end else len(bare)) > LONGEST_HEADER_BLOCK and b":" in bare[:1000]:
        return "邮件头超过256KB，疑似恶意邮件，系统未解析，请人工查看原件。"
    if _more(_MULTIPART, bare, MOST_MULTIPARTS):
        return "邮件嵌套层数过多，疑似恶意邮件，系统未解析，请人工查看原件。"
    nested = sum(1 for _ in _NESTED.finditer(bare))  # they are one part each, and no more than fifteen are opened
    if _more(_PART_HEADER, bare, MOST_PARTS * 4 + nested) or _boundary_lines(bare) > MOST_PARTS * 2:
        return "邮件部分超过200个，系统未解析，请人工查看原件。"
    if bare.count(b"\n") + bare.count(b"\r") > MOST_LINES * 2:
        return "邮件正文行数过多，系统未解析，请人工查看原件。"
    return ""


def multiparts(bare: bytes) -> int:
    """How many multiparts the mail declares: a real mail has at most a handful."""
    return sum(1 for _ in _MULTIPART.finditer(bare))


def _more(pattern: re.Pattern[bytes], text: bytes, limit: int) -> bool:
    return any(count >= limit for count, _ in enumerate(pattern.finditer(text)))


def _boundary_lines(bare: bytes) -> int:
    values = {m[1] or m[2] for m, _ in zip(_BOUNDARY.finditer(bare), range(MOST_MULTIPARTS), strict=False)}
    return sum(bare.count(b"\n--" + value) for value in values)
