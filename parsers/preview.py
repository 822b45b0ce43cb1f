"""One page of a paper as our own picture: what specialists look at is never the sender's bytes."""

from itertools import islice

from filing.ports import Picture
from parsers.image import FileRefused, frames
from parsers.pdf import Pdf
from parsers.vision import as_jpeg

SIDE = 1800  # pixels of the longer side: an A4 page stays legible


def preview(content: bytes, page: int) -> bytes | None:
    """Page `page` (from 1) as a JPEG without metadata; None if the bytes show no picture or have no such page."""
    try:
        picture = _pdf_page(content, page) if content.lstrip()[:5] == b"%PDF-" else _frame(content, page)
    except FileRefused:
        return None
    return as_jpeg(picture, SIDE) if picture else None


def _pdf_page(content: bytes, page: int) -> Picture | None:
    with Pdf(content) as pdf:
        return pdf.picture(page).picture if 1 <= page <= pdf.count else None


def _frame(content: bytes, page: int) -> Picture | None:
    frame = next(islice(frames(content), page - 1, None), None) if page >= 1 else None
    return frame.picture if frame else None
