"""One page of a paper as our own picture: what specialists look at is never the sender's bytes."""

import hashlib
from itertools import islice

from filing.ports import Picture
from parsers.archive import ArchiveTrouble, Budget, open_archive
from parsers.attachment import ARCHIVES, DEEPEST
from parsers.image import FileRefused, frames, marked
from parsers.pdf import Pdf
from parsers.sniff import sniff
from parsers.vision import as_jpeg

SIDE = 1800  # pixels of the longer side: an A4 page stays legible


def preview(content: bytes, sha256: str, page: int, mark: str) -> bytes | None:
    """Page `page` (from 1) of the file with this hash, which is the content or lies in it, as a JPEG without metadata.

    `mark` is written all over it. None if there is no such file, it shows no picture, or it has no such page.
    """
    try:
        file = _find(content, sha256, DEEPEST)
        picture = file and (_pdf_page(file, page) if sniff(file) == "pdf" else _frame(file, page))
    except (FileRefused, ArchiveTrouble):
        return None
    return as_jpeg(marked(picture, mark), SIDE) if isinstance(picture, Picture) else None


def _find(content: bytes, sha256: str, depth: int) -> bytes | None:
    if hashlib.sha256(content).hexdigest() == sha256:
        return content
    inner = open_archive(sniff(content), content, Budget(len(content))) if depth and sniff(content) in ARCHIVES else ()
    found = (_find(member.content, sha256, depth - 1) for member in inner)
    return next((file for file in found if file is not None), None)


def _pdf_page(content: bytes, page: int) -> Picture | None:
    with Pdf(content) as pdf:
        return pdf.picture(page).picture if 1 <= page <= pdf.count else None


def _frame(content: bytes, page: int) -> Picture | None:
    frame = next(islice(frames(content), page - 1, None), None) if page >= 1 else None
    return frame.picture if frame else None
