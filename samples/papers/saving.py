"""Pictures as files: honest sizes of scans, exact sizes at the bound of 512,000 bytes [001:111-113], PDF of scans."""

import io
import struct
import time
from collections.abc import Sequence
from random import Random

from PIL import Image

from samples.papers.scanner import grained

MIN_BYTES = 512_000
QUALITIES = (85, 90, 93, 95, 97, 98)
EPOCH = time.struct_time((2026, 11, 12, 9, 0, 0, 3, 316, 0))


def as_jpeg(image: Image.Image, *, min_bytes: int = 0, max_bytes: int | None = None, software: str = "") -> bytes:
    """A JPEG of more than `min_bytes` and at most `max_bytes`, by quality and, if need be, by a noisier scan.

    `software` goes into EXIF. Raises ValueError if the picture is too small to reach `min_bytes`, or cannot shrink.
    """
    for strength in (0, 4, 8):
        noisy = grained(image, Random(strength), strength) if strength else image
        for quality in QUALITIES:
            data = _jpeg(noisy, quality, software)
            if len(data) > min_bytes:
                return data if max_bytes is None or len(data) <= max_bytes else _shrunk(image, max_bytes, software)
    raise ValueError(f"{image.size} cannot honestly be more than {min_bytes} bytes")


def _shrunk(image: Image.Image, max_bytes: int, software: str) -> bytes:
    for quality in (75, 60, 45, 30, 20, 10):
        data = _jpeg(image, quality, software)
        if len(data) <= max_bytes:
            return data
    raise ValueError(f"{image.size} cannot be less than {max_bytes} bytes")


def _jpeg(image: Image.Image, quality: int, software: str = "") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    if software:
        exif[0x0131] = software
    image.convert("RGB").save(out, "JPEG", quality=quality, dpi=(150, 150), exif=exif)
    return out.getvalue()


def jpeg_of_size(image: Image.Image, size: int) -> bytes:
    """A JPEG of exactly `size` bytes: the best quality that fits, filled up with comment segments after SOI."""
    for quality in (95, 93, 90, 85, 80, 75, 60, 45, 30):
        data = _jpeg(image, quality)
        missing = size - len(data)
        if missing == 0 or missing >= 4:
            return data[:2] + _comments(missing) + data[2:]
    raise ValueError(f"{image.size} cannot be exactly {size} bytes")


def _comments(length: int) -> bytes:
    """COM segments of `length` bytes in total; each is a marker, a length of two bytes and its text."""
    out = b""
    while length:
        here = min(length, 65_537)
        if 0 < length - here < 4:  # the rest could not hold a segment's head
            here -= 4
        out += b"\xff\xfe" + struct.pack(">H", here - 2) + b" " * (here - 4)
        length -= here
    return out


def as_png(image: Image.Image) -> bytes:
    """A PNG, as screenshots are."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def as_pdf(images: Sequence[Image.Image], *, quality: int = 90) -> bytes:
    """A PDF with one scanned page for each picture and no text layer."""
    out = io.BytesIO()
    pages = [image.convert("RGB") for image in images]
    options = {"creationDate": EPOCH, "modDate": EPOCH, "quality": quality, "resolution": 150}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], **options)
    return out.getvalue()
