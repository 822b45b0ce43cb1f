"""Logos of mail signatures: shown in the body, and too small for a scan."""

import struct

from filing.mail import Part

SMALL_BYTES = 30 * 1024
_LOGO = 200  # pixels: the longest side of a mere icon, the shortest of a banner
_STRIP = 100
_BADGE = 400  # the longest side of a badge or code in a signature


def is_decoration(part: Part) -> bool:
    """Inline, referenced by the body and small. Larger ones are scans that a customer pasted into the body.

    What a text body does not show may be a scan however small; but no scan is as low as a strip.
    """
    size = picture_size(part.content)
    if part.content_id and part.inline and size and min(size) < _STRIP:
        return True
    if not (part.referenced and part.content_id):
        return False
    if size and max(size) < _LOGO:
        return True
    return len(part.content) < SMALL_BYTES and (size is None or min(size) < _LOGO or max(size) <= _BADGE)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height by the header of a PNG, GIF, BMP or JPEG; None if it does not say."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"GIF8") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    if content.startswith(b"BM") and len(content) >= 26:
        width, height = struct.unpack("<ii", content[18:26])
        return abs(int(width)), abs(int(height))
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:
        marker, length = content[position + 1], int.from_bytes(content[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return int(width), int(height)
        position += 2 + max(length, 2)
    return None
