"""Mails that machines write: auto-replies, bounces, links to large attachments; and a mail within a mail."""

from email.utils import format_datetime

from samples.mails.clients import QQ, Client, compose, headers
from samples.mails.encoding import base64_lines, folded, quoted_words
from samples.mails.letter import Letter


def auto_reply(letter: Letter) -> bytes:
    """QQ Mail's holiday answer: X-QQ-AUTO-REPLY and a subject 自动回复:, no Auto-Submitted."""
    lines = [*headers(letter, QQ), "X-QQ-AUTO-REPLY: true", 'Content-Type: text/plain; charset="gb18030"']
    return _single(lines, letter.text, "gb18030")


def plain_mail(letter: Letter, client: Client) -> bytes:
    """A mail without attachments in one part."""
    charset = client.charset
    return _single([*headers(letter, client), f'Content-Type: text/plain; charset="{charset}"'], letter.text, charset)


def bounce(letter: Letter, *, failed: str, our_message_id: str) -> bytes:
    """A delivery status notification (RFC 3464): `failed` is the address that does not exist."""
    boundary = f"----=_report_{letter.mark}"
    lines = [
        "Return-Path: <>",
        f"From: {quoted_words('邮件系统', 'utf-8')} <{letter.sender}>",
        f"To: {letter.to}",
        f"Subject: {folded(letter.subject, 'utf-8')}",
        f"Date: {format_datetime(letter.sent)}",
        f"Message-ID: <{letter.mark}@mx.customer.example>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="{boundary}"',
    ]
    status = (
        "Reporting-MTA: dns; mx.customer.example\r\n\r\n"
        f"Final-Recipient: rfc822; {failed}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 Mailbox not found\r\n"
    )
    text = b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    original = f"Message-ID: {our_message_id}\r\nTo: {failed}\r\nAuto-Submitted: auto-replied\r\n"
    parts = [
        text + base64_lines(letter.text.encode()),
        f"Content-Type: message/delivery-status\r\n\r\n{status}".encode(),
        f"Content-Type: text/rfc822-headers\r\n\r\n{original}".encode(),
    ]
    return _report(lines, parts, boundary)


def large_attachment(letter: Letter, *, name: str, size: str) -> bytes:
    """QQ Mail's 超大附件: no MIME part, a link in the HTML that expires."""
    link = "https://wx.mail.qq.com/ftn/download?func=3&key=0123456789abcdef&code=a1b2c3d4"
    html = (
        f"<div>{letter.text}</div>"
        '<div id="QQMailBigAttach"><div>从QQ邮箱发来的超大附件</div>'
        f'<span class="qqmailbgattach" expiretime="1767196800" filesize="{size}" downloadlink="{link}">'
        f"{name} ({size}, 2026年12月16日 09:12 到期)</span>"
        f'<div>进入下载页面：<a href="{link}">{link}</a></div></div>'
    )
    lines = [*headers(letter, QQ), 'Content-Type: text/html; charset="gb18030"']
    return _single(lines, html, "gb18030")


def forwarded(letter: Letter, client: Client, inner: bytes) -> bytes:
    """A mail that holds another whole mail as message/rfc822, as 作为附件转发 does."""
    boundary = client.boundary.format(mark=letter.mark)
    outer = compose(letter, client)
    end = outer.rindex(b"\r\n--" + boundary.encode() + b"--")
    part = b'Content-Type: message/rfc822;\r\n\tname="forwarded.eml"\r\n'
    part += b'Content-Disposition: attachment;\r\n\tfilename="forwarded.eml"\r\n\r\n' + inner
    return outer[:end] + b"\r\n--" + boundary.encode() + b"\r\n" + part + outer[end:]


def _single(lines: list[str], text: str, charset: str) -> bytes:
    codec = "gb18030" if charset.lower().startswith("gb") else charset
    head = "\r\n".join([*lines, "Content-Transfer-Encoding: base64", "", ""])
    return head.encode("latin-1") + base64_lines(text.replace("\n", "\r\n").encode(codec))


def _report(lines: list[str], parts: list[bytes], boundary: str) -> bytes:
    mark = boundary.encode()
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    return "\r\n".join([*lines, "", ""]).encode() + body + b"--" + mark + b"--\r\n"
