"""The body of a mail as plain text, and what of it the sender wrote this time."""

import html
import re

LONGEST_HTML = 2 * 1024 * 1024
LONGEST_TEXT = 500_000

_TAG = re.compile(r"/?\s*([A-Za-z][A-Za-z0-9]*)")
_BREAKS = frozenset(("br", "p", "div", "tr", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4", "hr", "blockquote"))
_UNSEEN = frozenset({"style", "script", "head", "title", "noscript", "template"})
_IMAGE = re.compile(r"""(?i)<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']?\s*cid:([^"'\s>]{1,300})""")

_ORIGINAL = re.compile(
    r"^[\s>|*]*(?:[-_—=]{2,}\s*(?:回复的?)?(?:原始?邮件(?:信息)?|邮件原件|回复的邮件|原信息|Reply Message|"
    r"Original\s+(?:Message|E?mail))\s*[-_—=]{2,}"
    r"|(?:在|于)\s*\d{4}.{4,120}?(?:写道|寫道)\s*[：:]?\s*$"
    r"|(?:On|Le|Am)\s.{6,150}\b(?:wrote|écrit|schrieb)\s*:\s*$"
    r"|.{0,80}<[^<>\s]+@[^<>\s]+>\s*(?:于|在)\s*\d{4}.{2,60}(?:写道|寫道)\s*[：:]?\s*$"
    r"|-{2,}\s*(?:On .{6,150}wrote|在.{6,120}写道).{0,10}$)",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^[\s>|*]*[-_—=]{2,}\s*(?:转发(?:的)?(?:邮件|信息|邮件信息)|Forwarded\s+(?:Message|by)).{0,60}[-_—=:]"
    r"|^\s*Begin forwarded message:",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(r"^[\s>|*]*(发\s*件\s*人|寄件者|From)\s*\**\s*[：:]\s*\S", re.IGNORECASE)
_HEADER_LINE = re.compile(
    r"^[\s>|*]*(发\s*件\s*人|寄件者|From|发送(时间|日期)|日\s*期|时\s*间|Sent|Date|收\s*件\s*人|To|主\s*题|Subject)"
    r"\s*\**\s*[：:]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*[>＞|]")


def html_to_text(source: str) -> str:
    """Visible text with line breaks where blocks end. Linear in the input, which is cut at 2 MB."""
    out: list[str] = []
    hidden = ""
    first, *pieces = source[:LONGEST_HTML].split("<")
    out.append(first)
    for piece in pieces:
        inside, closed, after = piece.partition(">")
        match = _TAG.match(inside)
        name = match[1].lower() if match else ""
        if not match and not inside.startswith(("!", "?", "/")):
            out.append("" if hidden else "<" + piece)  # a bare 「<」 in text
            continue
        hidden = _hidden(hidden, name, inside)
        if not hidden and closed:
            out.append(_separator(name) + re.sub(r"\s+", " ", after))
    return _tidy(html.unescape("".join(out)))


def _hidden(hidden: str, name: str, inside: str) -> str:
    if hidden:
        return "" if name == hidden and inside.startswith("/") else hidden
    return name if name in _UNSEEN and not inside.startswith("/") and not inside.endswith("/") else ""


def _separator(name: str) -> str:
    return "\n" if name in _BREAKS else " " if name in ("td", "th") else ""


def _tidy(text: str) -> str:
    lines = [re.sub(r"[ \t\xa0\u3000]+", " ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def referenced_ids(source: str) -> frozenset[str]:
    """The Content-IDs that <img src="cid:…"> shows, lower case."""
    return frozenset(html.unescape(m).lower() for m in _IMAGE.findall(source[:LONGEST_HTML]))


def own_text(text: str, forwarded: bool) -> str:
    """The text above the first quoted older mail.

    A forwarded mail without a word of its own is what the sender means to say: it stays (`forwarded`).
    """
    lines = text[:LONGEST_TEXT].split("\n")
    cut = next((i for i in range(len(lines)) if _starts_quote(lines, i)), len(lines))
    own = "\n".join(line for line in lines[:cut] if not _QUOTED.match(line)).strip()
    if forwarded and len(own) < 20 and cut < len(lines):
        return f"{own}\n{chr(10).join(lines[cut + 1 :])}".strip()
    return own


def _starts_quote(lines: list[str], i: int) -> bool:
    line = lines[i][:400]
    if _ORIGINAL.match(line) or _FORWARDED.match(line):
        return True
    if _FROM_LINE.match(line):  # 发件人： alone may be a field of the body; two more header lines make it a quote
        return sum(bool(_HEADER_LINE.match(n[:400])) for n in lines[i : i + 8]) >= 3
    two = line.rstrip() + " " + lines[i + 1][:200].strip() if i + 1 < len(lines) else ""
    return line.lstrip().startswith(("On ", "在", "于")) and bool(_ORIGINAL.match(two))
