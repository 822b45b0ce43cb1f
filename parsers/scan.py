"""One picture of a page to pieces: read, recognise, read the key lines again, extract."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from filing.names import fold
from filing.paper import PageShape
from filing.ports import Reader, Reading
from filing.terms import Fate, Material, Problem
from parsers import approvals, idcard, vision
from parsers.bid import Recogniser
from parsers.evidence import evidence, text_measures
from parsers.facts import facts, key_lines, with_rereading
from parsers.image import Frame, to_picture
from parsers.page import Page
from parsers.photo import Portrait, portrait
from parsers.piece import Piece, Quality
from parsers.quality import blank, quality, working_copy
from parsers.recognise import Recognition, is_checklist, recognise
from parsers.vision import Pixels

TINY = 100  # pixels: no paper can be read from less; icons and tracking dots are
RED_SHARE = 0.004  # of the picture: so much red may be print that the red channel wiped out
BEARS_DOMAIN = frozenset(
    {
        Material.DOMAIN_CERTIFICATE,
        Material.VERIFICATION_FORM,
        Material.SECURITY_COMMITMENT,
        Material.AUTHORIZATION_LETTER,
    }
)
_MAY_BE_DOMAIN = re.compile(r"[a-z][a-z0-9\-]{2,}[.,]?[a-z0-9]{2}", re.IGNORECASE)
"""Where a domain was expected and none was understood: the better tier sees the dot, and l for 1."""
BESIDE_ID = 6.0  # what a paper must bid to stand beside an ID card in one picture


@dataclass(frozen=True, slots=True)
class Found:
    """A material on a page: the lines that belong to it (the others blanked out) and who reads them."""

    page: Page
    recognition: Recognition


def scan(frame: Frame, number: int, reader: Reader) -> tuple[Piece, ...]:
    """The pieces on one picture: usually one; several for ID cards of several people or an ID card beside a paper."""
    pixels = vision.pixels_of(frame.picture)
    if max(frame.width, frame.height) < TINY:
        return (Piece(number, Fate.DECORATION, quality={"pixels": f"{frame.width}x{frame.height}"}, about="小图标"),)
    small = working_copy(pixels)
    measured = quality(frame, pixels, small)
    if blank(small):
        return (Piece(number, Fate.UNREADABLE, quality=measured, problem=Problem.EMPTY, about="图片是空白的。"),)
    upright, page, reading = _read(pixels, number, reader)
    found = find(page)
    if not found and float(vision.red_mask(vision.shrunk(small, 800)).mean()) > RED_SHARE:
        upright, page, reading = _read(vision.grey(pixels), number, reader)
        found = find(page)
    if not found:
        return (_unrecognised(page, pixels, measured, reading.engine),)
    shape = PageShape(number, reading.width, reading.height, reading.turned, reading.skew)
    return tuple(replace(_piece(f, upright, reader, measured, reading.engine), shape=shape) for f in found)


def find(page: Page) -> list[Found]:
    """Every material on a page, ID cards of different people apart from each other and from a paper beside them."""
    first = recognise(page)
    if first.winner is None:
        return []
    bears_card = idcard.bid(page).score >= BESIDE_ID or first.winner.material is Material.ID_CARD
    cards = idcard.cards(page) if bears_card else []
    taken = {i for card in cards for i in card.lines}
    rest = page.only(i for i in range(len(page.lines)) if i not in taken)
    beside = recognise(rest) if cards else Recognition()
    is_paper = beside.winner is not None and beside.winner is not idcard.RECOGNISER and beside.titled
    paper = [Found(rest, beside)] if is_paper and beside.score >= BESIDE_ID else []
    if first.winner.material is not Material.ID_CARD and not paper:
        return [Found(page, first)]
    return paper + [Found(page.only(card.lines), _as_card(first, page.only(card.lines), bool(paper))) for card in cards]


def _as_card(first: Recognition, page: Page, beside_paper: bool) -> Recognition:
    """A tie with the paper that the card lies beside is no doubt about the card."""
    unsure = first.unsure and not beside_paper
    return Recognition(idcard.RECOGNISER, unsure, True, idcard.bid(page).score)


def _read(pixels: Pixels, number: int, reader: Reader) -> tuple[Pixels, Page, Reading]:
    """The upright and level pixels, the page of text on them, and how they were read."""
    reading = reader.read(to_picture(pixels))
    upright = vision.levelled(vision.turned(pixels, reading.turned), reading.skew)
    return upright, Page(reading.lines, reading.width, reading.height, number), reading


def _piece(found: Found, upright: Pixels, reader: Reader, measured: Quality, engine: str) -> Piece:
    winner = found.recognition.winner
    assert winner is not None  # noqa: S101 - `find` keeps winners only
    page = _reread(found.page, winner, upright, reader)
    read = facts(page, winner.read)
    looks = {**measured, **text_measures(page, upright, read, winner.material)}
    return Piece(
        page.number,
        Fate.MATERIAL,
        winner.material,
        read,
        looks,
        engine,
        evidence=evidence(page, upright, looks, read),
        unsure=found.recognition.unsure,
        titled=found.recognition.titled,
        words=_words(page),
    )


def _reread(page: Page, winner: Recogniser, upright: Pixels, reader: Reader) -> Page:
    """The page with its key lines read again by the better tier."""
    found = winner.read(page)
    indexes = key_lines(found)
    if "domain" not in found and winner.material in BEARS_DOMAIN:
        unread = (i for i, line in enumerate(page.lines) if _MAY_BE_DOMAIN.search(line.text) and i not in indexes)
        indexes += tuple(islice(unread, 3))
    if not indexes:
        return page
    again = reader.reread(to_picture(upright), tuple(page.lines[i].box for i in indexes), 0)
    return with_rereading(page, indexes, again)


def _unrecognised(page: Page, pixels: Pixels, measured: Quality, engine: str) -> Piece:
    """A portrait photo, or nothing that a filing asks for."""
    seen = Portrait.NO if is_checklist(page) else portrait(page, pixels)
    if seen is not Portrait.NO:
        unsure = seen is Portrait.PERHAPS
        return Piece(
            page.number, Fate.MATERIAL, Material.BACKDROP_PHOTO, {}, measured, engine, unsure=unsure, titled=True
        )
    return Piece(page.number, Fate.UNRECOGNISED, None, {}, measured, engine, about=_what_else(page), words=_words(page))


def _what_else(page: Page) -> str:
    if name := approvals.not_asked_for(page):
        return f"可能是{name}，本流程未要求提供。"
    if not _words(page):
        return "图片中没有文字，也没有认出人像。"
    return "未能识别为任何备案材料。"


def _words(page: Page) -> int:
    return len(re.sub(r"\W", "", fold(page.text)))
