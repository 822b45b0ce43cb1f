"""A specialist's own words in a letter that is ours: they change the body, headers and subject stay."""

from email import message_from_bytes
from email.message import EmailMessage
from html import escape
from typing import cast

from filing.errors import DeskError
from filing.masking import mask_text
from filing.reply import Reply
from replies.threading import POLICY, build_message

LONGEST = 20_000  # characters: a letter, not a book
_BODY = frozenset({"mime-version", "content-type", "content-transfer-encoding", "content-language"})


def letter_text(message: bytes) -> str:
    """The plain text of a letter of ours."""
    part = _parsed(message).get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def letter_html(message: bytes) -> str:
    """Its HTML part."""
    part = _parsed(message).get_body(("html",))
    return str(part.get_content()) if part else ""


def letter_headers(message: bytes) -> dict[str, str]:
    """Its headers by name, those of the body's encoding left out."""
    return {name: str(value) for name, value in _parsed(message).items() if name.lower() not in _BODY}


def with_text(message: bytes, text: str) -> bytes:
    """The same letter with another text, numbers and passwords masked, and an HTML part made from it.

    Raises DeskError if nothing is left to say, or too much.
    """
    words = _clean(text)
    if not words or len(words) > LONGEST:
        wrong = "回复内容为空" if not words else f"回复内容超过 {LONGEST} 字"
        raise DeskError(f"{wrong}，未保存。", "请修改后再保存。")
    headers = letter_headers(message)
    reply = Reply(
        headers["To"], headers["Subject"], words + "\n", _html(words), auto=False, template="", headers=headers
    )
    return build_message(reply)


def _parsed(message: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(message, policy=POLICY))


def _clean(text: str) -> str:
    """One kind of line end, no control characters; the last look at what no letter may tell."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = ("".join(c for c in line if c == "\t" or c.isprintable()).rstrip() for line in lines)
    return "\n".join(mask_text(line) for line in plain).strip()


def _html(text: str) -> str:
    paragraphs = (escape(block).replace("\n", "<br>\n") for block in text.split("\n\n") if block.strip())
    body = "\n".join(f"<p>{block}</p>" for block in paragraphs)
    return f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'
