"""Mail programs and their habits. The forms are those seen in public mail archives."""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from samples.mails.encoding import base64_lines, folded, quoted_words, rfc2231, rfc2231_continued
from samples.mails.letter import Attachment, Letter

LOGO_ID = "image001.png@01DC56E2.7A11"


@dataclass(frozen=True, slots=True)
class Client:
    """One mail program.

    `names` writes the attachment's two file name parameters; `alternative` adds the same text as HTML; `scattered`
    puts pictures inline between pieces of text without names for cid, as iPhones do.
    """

    mailer: tuple[str, ...]
    charset: str
    boundary: str
    message_id: str
    names: Callable[[str, str], tuple[str, str]]
    octet_stream: bool = False
    alternative: bool = True
    scattered: bool = False


def _words(name: str, charset: str) -> tuple[str, str]:
    return f"name={quoted_words(name, charset)}", f"filename={quoted_words(name, charset)}"


def _folded_words(name: str, charset: str) -> tuple[str, str]:
    value = folded(name, charset).replace("\r\n ", "\r\n\t")
    return f'name="{value}"', f'filename="{value}"'


def _rfc2231(name: str, charset: str) -> tuple[str, str]:
    return f"name={quoted_words(name, charset)}", rfc2231("filename", name)


def _continued(name: str, charset: str) -> tuple[str, str]:
    del charset  # Apple writes UTF-8 in any case
    if name.isascii():
        return f"name={name}", f"filename={name}"
    return rfc2231_continued("name", name), rfc2231_continued("filename", name)


def _raw(name: str, charset: str) -> tuple[str, str]:
    """8-bit bytes of the charset, which the header must not have; `compose` writes them as they are."""
    raw = name.encode(charset).decode("latin-1")
    return f'name="{raw}"', f'filename="{raw}"'


QQ = Client(
    ("X-Priority: 3", "X-QQ-MIME: TCMime 1.0 by Tencent", "X-Mailer: QQMail 2.x", "X-QQ-Mailer: QQMail 2.x"),
    "gb18030",
    "----=_NextPart_{mark:.8}_{mark:.8}_5F2E11A0",
    "<tencent_{mark}@qq.com>",
    _words,
    octet_stream=True,
)
FOXMAIL = Client(
    ("X-Priority: 3", "X-GUID: 7F6E1C54-0A1D-4C3E-9F55-1C0E8E9B7A21", "X-Mailer: Foxmail 7.2.25.375[cn]"),
    "GB2312",
    "----=_001_NextPart{mark:.12}_=----",
    "<{mark:.20}@customer.example>",
    _folded_words,
    octet_stream=True,
)
OUTLOOK = Client(
    ("X-Mailer: Microsoft Outlook 16.0", "Thread-Index: AdpXb2l3Q0hFQ0tFRA==", "Content-Language: zh-cn"),
    "gb2312",
    "----=_NextPart_000_{mark:.4}_01DC56E2.{mark:.8}",
    "<{mark:.10}$8d1f$0c0a$@customer.example>",
    _words,
)
NETEASE = Client(
    ("X-Priority: 3", "X-Mailer: Coremail Webmail Server Version 2026", "X-NTES-SC: AL_Qu2Ybw=="),
    "GBK",
    "----=_Part_{mark:.6}_1187461.1763{mark:.9}",
    "<{mark:.8}.1a2b.19a8c1f0000.Coremail.sender@163.example>",
    _words,
)
THUNDERBIRD = Client(
    ("User-Agent: Mozilla Thunderbird", "Content-Language: zh-CN"),
    "UTF-8",
    "------------{mark:.24}",
    "<{mark:.8}-{mark:.4}-{mark:.12}@customer.example>",
    _rfc2231,
    alternative=False,
)
IPHONE = Client(
    ("X-Mailer: iPhone Mail (23B85)",),
    "utf-8",
    "Apple-Mail-{mark:.8}-{mark:.4}-{mark:.12}",
    "<{mark:.8}-{mark:.4}-{mark:.12}@customer.example>",
    _continued,
    alternative=False,
    scattered=True,
)
SCRIPT = Client(
    ("X-Mailer: PHP/5.6",),
    "gbk",
    "=_{mark}",
    "<{mark}@customer.example>",
    _raw,
    alternative=False,
)
CLIENTS = (QQ, FOXMAIL, OUTLOOK, NETEASE, THUNDERBIRD, IPHONE, SCRIPT)


def compose(letter: Letter, client: Client) -> bytes:
    """The raw mail, with CRLF line ends."""
    boundary = client.boundary.format(mark=letter.mark)
    parts = list(_texts(letter, client)) if client.scattered else [_text(letter, client, boundary)]
    files = [_file(attachment, client) for attachment in letter.attachments]
    body = [parts[0], *files, *parts[1:], *([_logo(letter)] if letter.logo else [])]
    return _head(letter, client, boundary) + _multipart(body, boundary)


def headers(letter: Letter, client: Client) -> list[str]:
    """From, To, Subject, Date, Message-ID and the program's own lines."""
    if client is SCRIPT:
        subject = letter.subject.encode("gbk").decode("latin-1")
        sender = letter.sender_name.encode("gbk").decode("latin-1")
    else:
        subject = folded(letter.subject, client.charset)
        sender = quoted_words(letter.sender_name, client.charset)
    lines = [
        f"From: {sender} <{letter.sender}>",
        f"To: {letter.to}",
        f"Subject: {subject}",
        f"Date: {format_datetime(letter.sent)}",
        f"Message-ID: {client.message_id.format(mark=letter.mark)}",
        "MIME-Version: 1.0",
        *client.mailer,
    ]
    if letter.in_reply_to:
        lines += [f"In-Reply-To: {letter.in_reply_to}", f"References: {letter.in_reply_to}"]
    return lines


def _head(letter: Letter, client: Client, boundary: str) -> bytes:
    lines = [*headers(letter, client), f'Content-Type: multipart/mixed;\r\n\tboundary="{boundary}"', "", ""]
    if client is not SCRIPT:
        lines[-1:] = ["This is a multi-part message in MIME format.", ""]
    return "\r\n".join(lines).encode("latin-1")


def _multipart(parts: list[bytes], boundary: str) -> bytes:
    mark = boundary.encode()
    return b"".join(b"\r\n--" + mark + b"\r\n" + part for part in parts) + b"\r\n--" + mark + b"--\r\n"


def _text(letter: Letter, client: Client, boundary: str) -> bytes:
    plain = _leaf("plain", letter.text, client)
    if not client.alternative:
        return plain
    image = f'<div><img src="cid:{LOGO_ID}"></div>' if letter.logo else ""
    rich = _leaf("html", f"<div>{escape(letter.text).replace(chr(10), '</div><div>')}</div>{image}", client)
    inner = boundary.replace("NextPart", "NextAlt") + "alt"
    head = f'Content-Type: multipart/alternative;\r\n\tboundary="{inner}"\r\n'.encode()
    return head + _multipart([plain, rich], inner)


def _leaf(kind: str, text: str, client: Client) -> bytes:
    codec = "gb18030" if client.charset.lower().startswith("gb") else client.charset
    head = f'Content-Type: text/{kind};\r\n\tcharset="{client.charset}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64_lines(text.replace("\n", "\r\n").encode(codec))


def _file(attachment: Attachment, client: Client) -> bytes:
    name, filename = client.names(attachment.name, client.charset)
    kind = "application/octet-stream" if client.octet_stream else attachment.content_type
    disposition = "inline" if client.scattered else "attachment"
    head = (
        f"Content-Type: {kind};\r\n\t{name}\r\nContent-Disposition: {disposition};\r\n\t{filename}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode("latin-1") + base64_lines(attachment.content)


def _texts(letter: Letter, client: Client) -> tuple[bytes, bytes]:
    """The text and what an iPhone adds between pictures and at the end."""
    return _leaf("plain", letter.text + "\n", client), _leaf("plain", "\n\n发自我的iPhone\n", client)


def _logo(letter: Letter) -> bytes:
    head = (
        'Content-Type: image/png;\r\n\tname="image001.png"\r\nContent-Transfer-Encoding: base64\r\n'
        f"Content-ID: <{LOGO_ID}>\r\nContent-Disposition: inline\r\n\r\n"
    )
    return head.encode() + base64_lines(letter.logo)
