"""Picture files (JPG PNG BMP TIFF WebP GIF HEIC) to papers."""

from collections.abc import Iterator

from filing.paper import Paper
from filing.ports import Reader
from filing.terms import Fate, Problem
from parsers.deadline import NOT_REACHED, OutOfTime
from parsers.image import MAX_FRAMES, FileRefused, frame_count, frames
from parsers.joining import File, papers, refused
from parsers.piece import Piece
from parsers.scan import scan


def read_picture_file(name: str, content: bytes, reader: Reader) -> tuple[Paper, ...]:
    """One paper, or a container followed by its members. The name only names; content decides. Never raises."""
    try:
        count = frame_count(content) if content else 0
        about = f"文件共 {count} 页，只读取了前 {MAX_FRAMES} 页。" if count > MAX_FRAMES else ""
        pieces = list(_pieces(content, reader))
    except FileRefused as error:
        return refused(File(name, content), refusal(error))
    return papers(File(name, content, about), pieces)


def refusal(error: FileRefused) -> Piece:
    """A file that could not be read at all."""
    return Piece(1, Fate.UNREADABLE, problem=error.problem, about=error.about)


def not_reached(page: int) -> Piece:
    """What stands for this page and all after it."""
    return Piece(page, Fate.UNREADABLE, problem=Problem.CRASHED, about=NOT_REACHED)


def _pieces(content: bytes, reader: Reader) -> Iterator[Piece]:
    for number, frame in enumerate(frames(content), 1):
        try:
            yield from scan(frame, number, reader)
        except OutOfTime:
            yield not_reached(number)
            return
