"""PDF files to papers: the text layer where the page is text, the picture where it is a scan."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, repeat

from filing.names import fold
from filing.paper import Fact, PageShape, Paper
from filing.ports import Reader
from filing.terms import Fate
from parsers.deadline import OutOfTime
from parsers.facts import facts
from parsers.image import FileRefused
from parsers.joining import File, papers, refused
from parsers.page import Page
from parsers.pdf import MAX_PAGES, Pdf
from parsers.pictures import not_reached, refusal
from parsers.piece import Piece
from parsers.scan import find, scan

SCAN_SHARE = 0.5  # a picture over half of the page: what the eye sees is the picture, not the layer
ENOUGH_TEXT = 16  # characters: a page number is not a text layer
_COMPARED = ("entity_name", "uscc", "id_number", "name", "holder", "domain", "legal_representative")


def read_pdf_file(name: str, content: bytes, reader: Reader) -> tuple[Paper, ...]:
    """One paper, or a container followed by its members. The name only names; content decides. Never raises."""
    try:
        with Pdf(content) as pdf:
            about = f"PDF 共 {pdf.count} 页，只读取了前 {MAX_PAGES} 页。" if pdf.count > MAX_PAGES else ""
            pieces = [piece for found in _pages(pdf, reader) for piece in found]
    except FileRefused as error:
        return refused(File(name, content), refusal(error))
    return papers(File(name, content, about), pieces)


def _pages(pdf: Pdf, reader: Reader) -> Iterator[tuple[Piece, ...]]:
    count = min(pdf.count, MAX_PAGES)
    layers = chain(pdf.texts(count), repeat(None))
    for number, layer in zip(range(1, count + 1), layers, strict=False):
        try:
            yield _page(pdf, number, layer, reader)
        except OutOfTime:
            yield (not_reached(number),)
            return


def _page(pdf: Pdf, number: int, layer: Page | None, reader: Reader) -> tuple[Piece, ...]:
    if layer is None or len(layer.folded) < ENOUGH_TEXT:
        return scan(pdf.picture(number), number, reader)
    is_scan = pdf.image_share(number) >= SCAN_SHARE
    hidden = not is_scan and pdf.hides_text(number, layer)
    if is_scan or hidden:
        return tuple(_checked(piece, layer, hidden) for piece in scan(pdf.picture(number), number, reader))
    return _from_layer(layer) or scan(pdf.picture(number), number, reader)


def _from_layer(layer: Page) -> tuple[Piece, ...]:
    """What the text layer says; nothing if it is not a paper that we know, for the picture may say more."""
    return tuple(
        Piece(
            layer.number,
            Fate.MATERIAL,
            found.recognition.winner.material,
            facts(found.page, found.recognition.winner.read),
            {},
            "pdf-text",
            unsure=found.recognition.unsure,
            titled=found.recognition.titled,
            words=len(layer.folded),
            shape=PageShape(layer.number, layer.width, layer.height),
        )
        for found in find(layer)
        if found.recognition.winner
    )


def _checked(piece: Piece, layer: Page, hidden: bool) -> Piece:
    """The picture wins over a text layer that says something else; the specialist is told.

    Beside a scan the layer is somebody's OCR: only what was surely seen contradicts it. Hidden text has no excuse.
    """
    for found in find(layer):
        winner = found.recognition.winner
        if winner and winner.material is piece.material and _contradicts(piece, facts(found.page, winner.read), hidden):
            return replace(piece, unsure=True, about="PDF 的文字层与图像不一致，以图像为准，请人工核对。")
    return piece


def _contradicts(piece: Piece, said: Mapping[str, Fact], hidden: bool) -> bool:
    """Whether something that was (surely) seen is said otherwise."""
    both = (key for key in _COMPARED if key in said and key in piece.facts)
    return any(
        (hidden or piece.facts[key].sure) and fold(said[key].text) != fold(piece.facts[key].text) for key in both
    )
