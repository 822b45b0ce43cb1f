"""Bytes of mails, built by hand: a library would write them too well."""

import base64
import itertools
import quopri
import random
import struct

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4
BIG_JPEG = b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(60_000)  # noqa: S311 - bytes of a made-up scan
PDF = b"%PDF-1.4\n" + bytes(range(256))
PNG_LOGO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 120, 40) + b"\x08\x02\0\0\0" + bytes(900)
SUBJECT = "苏州某某科技有限公司+example.com"
SENDER = "zhang@example.cn"
NAME = "营业执照副本扫描件.jpg"


def word(text: str, charset: str = "utf-8", label: str = "", encoding: str = "B") -> bytes:
    """One encoded-word of a text."""
    return words(text.encode(charset), label or charset, encoding)


def words(data: bytes, label: str, encoding: str = "B", *cuts: int) -> bytes:
    """Encoded-words of bytes, cut anywhere, also inside a character."""
    ends = [0, *cuts, len(data)]
    pieces = [data[a:b] for a, b in itertools.pairwise(ends)]
    body = [base64.b64encode(p) if encoding in "Bb" else b"".join(b"=%02X" % c for c in p) for p in pieces]
    return b"\r\n ".join(b"=?%s?%s?%s?=" % (label.encode(), encoding.encode(), b) for b in body)


def head(subject: bytes = word(SUBJECT), sender: bytes = b"zhang@example.cn", **more: str) -> bytes:
    """A header block without its blank line."""
    lines = [b"From: " + sender, b"To: jsba@example.net", b"Subject: " + subject, b"MIME-Version: 1.0"]
    lines += [f"{k.replace('_', '-')}: {v}".encode() for k, v in more.items()]
    return b"\r\n".join(lines) + b"\r\n"


def text_mail(body: bytes = "您好".encode(), content_type: str = "text/plain; charset=utf-8", **more: str) -> bytes:
    """A mail of one text."""
    return head(**more) + f"Content-Type: {content_type}\r\n\r\n".encode() + body


def part(header: bytes, content: bytes, encoding: str = "base64") -> bytes:
    """One MIME part."""
    encoded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(content)
    lines = encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if encoding != "binary" else content
    return header + f"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + lines


def attachment(filename: bytes, content: bytes = JPEG, content_type: bytes = b"image/jpeg") -> bytes:
    """A part whose Content-Disposition has the given raw filename parameter(s)."""
    return part(b"Content-Type: " + content_type + b"\r\nContent-Disposition: attachment; " + filename, content)


BODY = part(b"Content-Type: text/plain; charset=utf-8", "您好，附件是备案资料。".encode())


def mixed(*parts: bytes, kind: str = "mixed", header: bytes | None = None, close: bool = True) -> bytes:
    """A multipart mail, or with header=b"" a multipart part."""
    start = head() if header is None else header
    boundary = f"b{abs(hash(parts)) % 10**8}{len(parts)}{kind[0]}"
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), p) for p in parts)
    end = f"--{boundary}--\r\n".encode() if close else b""
    return start + f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + body + end


def with_file(filename: bytes, **more: bytes) -> bytes:
    """A body and one JPEG."""
    return mixed(BODY, attachment(filename, **more))


def percent(data: bytes) -> bytes:
    return b"".join(b"%%%02X" % c for c in data)


def tnef(name: str, content: bytes) -> bytes:
    """A winmail.dat with one file."""

    def attribute(level: int, tag: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    rendering = attribute(2, 0x00069002, bytes(14))
    title = attribute(2, 0x00018010, name.encode() + b"\0")
    return struct.pack("<IH", 0x223E9F78, 1) + rendering + title + attribute(2, 0x0006800F, content)
