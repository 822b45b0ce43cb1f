"""What a file is, by its first bytes: the extension and the declared type are the sender's word only."""

import re

from parsers.office import office_kind

_OFFICE = {"workbook": "spreadsheet", "document": "document", "password": "locked", "ofd": "ofd"}
_HEADER_LINE = re.compile(
    rb"(?im)^(from|to|subject|date|received|mime-version|message-id|return-path|content-type|delivered-to)[ \t]*:"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "picture"), (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF87a", "picture"), (b"GIF89a", "picture"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"), (b"BM", "bitmap"),
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (_OLE, "ole"), (b"{\\rtf", "document"), (b"\x78\x9f\x3e\x22", "tnef"),
    (b"-----BEGIN PGP MESSAGE-----", "secret"), (b"=ybegin ", "encoded"), (b"(This file must be converted", "encoded"),
    (b"%!PS", "unknown"), (b"8BPS", "unknown"), (b"SIMPLE  =", "unknown"),
    (b"MZ", "program"), (b"\x7fELF", "program"), (b"#!", "program"),
)  # fmt: skip


def sniff(content: bytes) -> str:
    """picture, pdf, spreadsheet, document, locked, zip, 7z, rar, tar, gzip, mail, outlook, text, empty, unknown …"""
    if not content.strip(b"\0 \r\n\t"):
        return "empty"
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "")
    if kind == "bitmap":
        return "picture" if len(content) > 26 and content[6:10] == b"\0\0\0\0" else "unknown"
    if kind in ("ole", "zip"):
        other = "outlook" if kind == "ole" and _is_msg(content) else kind
        return _OFFICE.get(office_kind(content), other)
    return kind or _by_structure(content)


def looks_like_mail(content: bytes) -> bool:
    """Begins with a header block that names at least two fields of a mail."""
    start = content[:8192].lstrip(b"\xef\xbb\xbf\r\n ")
    if not re.match(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,60}:[ \t]?[^\r\n]*\r?\n", start):
        return False
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return len({m.lower() for m in _HEADER_LINE.findall(head)}) >= 3


def _by_structure(content: bytes) -> str:
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if (content[4:8] == b"ftyp" and content[8:12] in _HEIF) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return "picture"
    if _ENVELOPED in content[:64]:
        return "secret"
    if content[257:262] == b"ustar":
        return "tar"
    if looks_like_mail(content):
        return "mail"
    return "text" if _is_text(content) else "unknown"


_ENVELOPED = bytes.fromhex("06092a864886f70d010703")  # the object identifier of S/MIME's enveloped data
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"heif"})


def _is_text(content: bytes) -> bool:
    head = content[:4096]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def _is_msg(content: bytes) -> bool:
    """An Outlook message keeps its properties in streams of this name."""
    return "__substg1.0_".encode("utf-16-le") in content
