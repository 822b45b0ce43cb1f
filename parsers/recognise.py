"""Which material a page is: by its content, never by its file's name. The best bid wins, a near tie is for a person."""

import re
from dataclasses import dataclass

from parsers import approvals, certificate, idcard, letters, licence
from parsers.bid import ENOUGH, Recogniser
from parsers.page import Page
from parsers.titles import Title, titles

RECOGNISERS: tuple[Recogniser, ...] = (
    licence.RECOGNISER,
    idcard.RECOGNISER,
    certificate.RECOGNISER,
    *letters.RECOGNISERS,
    *approvals.RECOGNISERS,
)
_BULLET = re.compile(r"\s*[\d一二三四五六七八九十《•·●○□☐✓√*-]")
TIE = 0.75  # bids closer than this are a tie
_TITLES = (
    licence.TITLE, certificate.TITLE, letters.VERIFICATION_TITLE, letters.COMMITMENT_TITLE, letters.AUTHORISATION_TITLE,
    approvals.FORM_TITLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognition:
    """The winner of the auction (None: no bid was enough); `unsure`: for a person; `titled`: a paper begins here."""

    winner: Recogniser | None = None
    unsure: bool = False
    titled: bool = False
    score: float = 0.0


def recognise(page: Page) -> Recognition:
    """The auction. A page without a title of its own is never sure; a list of titles is a checklist, not a paper."""
    if is_checklist(page):
        return Recognition()
    bids = sorted(((r.bid(page), n) for n, r in enumerate(RECOGNISERS)), key=lambda b: -b[0].score)
    (best, winner), (second, _) = bids[0], bids[1]
    if best.score < ENOUGH:
        return Recognition()
    unsure = not best.titled or (second.score >= ENOUGH and best.score - second.score < TIE)
    return Recognition(RECOGNISERS[winner], unsure, best.titled, best.score)


def is_checklist(page: Page) -> bool:
    """Titles of three or more kinds of paper and none of them the page's own: instructions, or a screen of files."""
    found = [best[0] for pattern in _TITLES if (best := titles(page, pattern))]
    return len({t.line for t in found}) >= 3 and not any(_is_heading(page, t) for t in found)


def _is_heading(page: Page, title: Title) -> bool:
    """Taller than the text, or a little taller and at the top without a number or a bullet before it."""
    at_top = page.row_of[title.line] < 3 and not _BULLET.match(page.lines[title.line].text)
    return title.prominence >= 1.5 or (at_top and title.prominence >= 1.15)
