"""Archives as customers send them, and as attackers do. RAR 5 is written by hand: no library writes it."""

import io
import struct
import tarfile
import zipfile
import zlib


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with UTF-8 names, the same bytes at any time of day: tests are named after them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return buffer.getvalue()


def gbk_zipped(name: str, content: bytes) -> bytes:
    """What Windows writes: a name in GBK, the UTF-8 flag off."""
    raw = name.encode("gbk")
    stand_in = "x" * len(raw)
    return zipped({stand_in: content}, zipfile.ZIP_STORED).replace(stand_in.encode(), raw)


def locked_zip(content: bytes = b"secret") -> bytes:
    """A zip that says it is encrypted."""
    plain = bytearray(zipped({"a.jpg": content}, zipfile.ZIP_STORED))
    plain[6] |= 1
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def overlapping_zip() -> bytes:
    """Two hundred names for the same bytes (CVE-2024-0450)."""
    one = zipped({"a": bytes(1_000_000)})
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[start:end]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(entry) * 200, start, 0)
    return one[:start] + entry * 200 + tail


def tarred(files: dict[str, bytes], link: str = "", mode: str = "w:gz") -> bytes:
    """A tar, with a symbolic link if one is named."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]  # the mode is a plain str here
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if link:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return buffer.getvalue()


def rar5(files: dict[str, bytes]) -> bytes:
    """A RAR 5 archive that stores its files."""
    out = b"Rar!\x1a\x07\x01\x00" + _block(_vint(1) + _vint(0) + _vint(0))
    for name, content in files.items():
        raw = name.encode()
        sizes = _vint(2) + _vint(2) + _vint(len(content)) + _vint(4) + _vint(len(content)) + _vint(0x20)
        out += (
            _block(sizes + struct.pack("<I", zlib.crc32(content)) + _vint(0) + _vint(0) + _vint(len(raw)) + raw)
            + content
        )
    return out + _block(_vint(5) + _vint(0) + _vint(0))


def _vint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def _block(body: bytes) -> bytes:
    sized = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized
