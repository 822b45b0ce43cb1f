"""Files made to stall, fill or crash a reader, built by hand."""

import hashlib
import io
import struct
import tarfile
import zipfile
import zlib

from tests.fakes.archives import zipped


def zip_with_lying_size(says: int) -> bytes:
    """One member of 100,000 bytes whose headers say another size."""
    honest = zipped({"a.bin": bytes(range(256)) * 391}, zipfile.ZIP_STORED)
    return honest.replace(struct.pack("<I", 256 * 391), struct.pack("<I", says))


def endless_tar(count: int) -> bytes:
    """Many empty files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:
        for number in range(count):
            archive.addfile(tarfile.TarInfo(str(number)))
    return out.getvalue()


def rar5_with_locked_header() -> bytes:
    """RAR 5 with encrypted names: an encryption header, then what only a password opens."""
    body = bytes([4, 0, 0, 0, 15]) + bytes(16)
    sized = bytes([len(body)]) + body
    return b"Rar!\x1a\x07\x01\x00" + struct.pack("<I", zlib.crc32(sized)) + sized + bytes(range(200))


def png(width: int, height: int, rows: bytes | None = None, *, depth: int = 1, extra: bytes = b"") -> bytes:
    """A grey PNG; without `rows` all white rows of one bit. `extra` are chunks before the picture."""
    data = zlib.compress((b"\0" + b"\xff" * ((width * depth + 7) // 8)) * height if rows is None else rows, 9)
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def long_gif(frames: int) -> bytes:
    """An animation of black and white frames, 200 x 200, each a few bytes."""
    head = b"GIF89a" + struct.pack("<HHBBB", 200, 200, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    control = b"\x21\xf9\x04\x04\x01\x00\x00\x00"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 200, 200, 0) + b"\x02" + _lzw(200 * 200) + b"\0"
    return head + (control + image) * frames + b";"


def _lzw(pixels: int) -> bytes:
    """Uncompressed LZW of one colour: a clear code after every pair of pixels keeps the codes three bits wide."""
    codes = [4, 1, 1] * (pixels // 2) + [5]
    bits = "".join(format(code, "03b")[::-1] for code in codes)
    data = bytes(int(bits[i : i + 8][::-1].rjust(8, "0"), 2) for i in range(0, len(bits), 8))
    return b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))


def long_apng(frames: int) -> bytes:
    """A PNG of 200 x 200 that says it is an animation of so many frames."""
    rows = zlib.compress((b"\0" + bytes(25)) * 200)
    control = chunk(b"acTL", struct.pack(">II", frames, 0))
    moving = b"".join(
        chunk(b"fcTL", struct.pack(">IIIIIHHBB", 2 * n + 1, 200, 200, 0, 0, 1, 10, 0, 0))
        + chunk(b"fdAT", struct.pack(">I", 2 * n + 2) + rows)
        for n in range(frames)
    )
    still = png(200, 200, extra=control)
    return still[: -len(chunk(b"IEND", b""))] + moving + chunk(b"IEND", b"")


def looping_tiff() -> bytes:
    """A TIFF of 200 x 200 grey pixels whose directory names itself as the next."""
    tags = [(256, 200), (257, 200), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1), (278, 200), (279, 40_000)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 8)
    return (b"II*\0" + struct.pack("<I", 8) + directory).ljust(200, b"\0") + bytes(range(200)) * 200


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a true cross-reference table; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.6\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return bytes(out) + head + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<</Length %d%s>>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def page_pdf(content: bytes, *, page: bytes = b"", catalogue: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """One A4 page with a content stream (object 4), Helvetica as /F1 (object 5) and more objects from 6."""
    box = b"" if b"/MediaBox" in page else b"/MediaBox[0 0 595 842]"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R"
        + box
        + page
        + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>>>",
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def locked_pdf(text: bytes, *, user: bytes, owner: bytes = b"owner") -> bytes:
    """A page with a line of text, encrypted with 40-bit RC4 (revision 2). An empty `user` opens without a password."""
    key_of_owner = hashlib.md5((owner + _PADDING)[:32]).digest()[:5]  # noqa: S324 - what the format prescribes
    shown = _rc4(key_of_owner, (user + _PADDING)[:32])
    rights, mark = struct.pack("<i", -4), b"0123456789abcdef"
    key = hashlib.md5((user + _PADDING)[:32] + shown + rights + mark).digest()[:5]  # noqa: S324 - the same
    content = b"BT /F1 24 Tf 72 700 Td (" + text + b") Tj ET"
    of_object = hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324 - the same
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        shown.hex().encode(), _rc4(key, _PADDING).hex().encode())  # fmt: skip
    plain = page_pdf(_rc4(of_object, content))
    ids = mark.hex().encode()
    return plain.replace(b"trailer\n<<", b"trailer\n<</Encrypt %s/ID[<%s><%s>]" % (lock, ids, ids))


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)
