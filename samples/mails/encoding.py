"""Header encodings of mail programs, the correct ones and those that are common all the same."""

from base64 import b64encode
from urllib.parse import quote


def encoded_words(text: str, charset: str, room: int = 30) -> list[str]:
    """RFC 2047 B words of about `room` bytes each, never split inside a character; plain ASCII stays as it is."""
    if text.isascii():
        return [text]
    codec = "gb18030" if charset.lower() in ("gb2312", "gbk") else charset
    pieces, piece = [], ""
    for char in text:
        if piece and len((piece + char).encode(codec)) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [f"=?{charset}?B?{b64encode(p.encode(codec)).decode()}?=" for p in [*pieces, piece]]


def folded(text: str, charset: str) -> str:
    """A header value in encoded words, one a line."""
    return "\r\n ".join(encoded_words(text, charset))


def quoted_words(text: str, charset: str) -> str:
    """Encoded words inside quotation marks: illegal, and what nearly every Chinese mail program sends."""
    return f'"{"".join(encoded_words(text, charset, 600))}"'


def rfc2231(parameter: str, text: str) -> str:
    """filename*=UTF-8''%E8… in one piece."""
    return f"{parameter}*=UTF-8''{quote(text, safe='')}"


def rfc2231_continued(parameter: str, text: str, room: int = 60) -> str:
    """The same in numbered pieces of at most `room` characters, as Apple Mail and Thunderbird write long names."""
    pieces = ["utf-8''"]
    for escape in (quote(char, safe="") for char in text):
        if len(pieces[-1]) + len(escape) > room:
            pieces.append("")
        pieces[-1] += escape
    return ";\r\n ".join(f"{parameter}*{number}*={piece}" for number, piece in enumerate(pieces))


def base64_lines(content: bytes) -> bytes:
    """Base64 in lines of 76 characters."""
    text = b64encode(content)
    return b"".join(text[start : start + 76] + b"\r\n" for start in range(0, len(text), 76))
