"""The parts of one mail as cards: what each is, whether we can draw it, how many pages it has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filing.case import Submission
from filing.paper import Paper
from filing.terms import Fate, Material, Problem
from web.present import FactRow, fact_rows, fate_reason, quality_rows
from web.views import Letter

PAGES = re.compile(r"#page=(\d{1,4})(?:-(\d{1,4}))?(?:&part=\d+)?$")
DRAWABLE = re.compile(r"\.(jpe?g|jfif|png|gif|bmp|tiff?|hei[cf]|webp|pdf)(#(page|part)=[\w=&-]+)?$", re.IGNORECASE)
UNDRAWABLE = (Problem.PASSWORD, Problem.EMPTY, Problem.OVER_LIMITS, Problem.CRASHED)
PERSONAL = (
    Material.ID_CARD, Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID, Material.BACKDROP_PHOTO,
    Material.VERIFICATION_FORM,  # often bears a copy of the card
)  # fmt: skip
MOST_PAGES = 6
"""Pages that are shown of one paper; no paper of the list in [001:79-99] is longer."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper, its ordinal in the mail (from 1), the pages to draw (from 1) and what is told of it."""

    paper: Paper
    number: int
    pages: tuple[int, ...]
    reason: str
    facts: tuple[FactRow, ...]
    quality: tuple[tuple[str, str], ...]


def paper_rows(submission: Submission | None) -> tuple[PaperRow, ...]:
    """All parts of a mail, in order."""
    papers = submission.papers if submission else ()
    return tuple(
        PaperRow(p, n, _pages(p), fate_reason(p), fact_rows(p), quality_rows(p)) for n, p in enumerate(papers, start=1)
    )


def is_personal(paper: Paper) -> bool:
    """Whether a paper's picture shows, or may show, somebody's card or face: what nobody has recognised may as well."""
    if paper.fate is not Fate.MATERIAL or paper.material is None or paper.unsure:
        return True
    return any(material in PERSONAL for material in (paper.material, *paper.also))


def anchors(letters: Sequence[Letter]) -> Mapping[Material, str]:
    """Where on the page of a case the newest paper of each material stands."""
    found: dict[Material, str] = {}
    for letter in letters:
        for row in paper_rows(letter.submission):
            if row.paper.material and (row.pages or row.facts) and not row.paper.superseded:
                found |= dict.fromkeys(
                    (row.paper.material, *row.paper.also), f"paper-{letter.row.id[:12]}-{row.number}"
                )
    return found


def _pages(paper: Paper) -> tuple[int, ...]:
    """Our own drawing is offered for pictures and PDFs, unless nobody can or should open them."""
    shown = (paper.shapes or DRAWABLE.search(paper.name)) and paper.problem not in UNDRAWABLE
    if not shown or paper.fate in (Fate.CONTAINER, Fate.LINK_ONLY):
        return ()
    return tuple(range(1, min(_count(paper), MOST_PAGES) + 1))


def _count(paper: Paper) -> int:
    span = PAGES.search(paper.name)
    if span:
        return int(span[2] or span[1]) - int(span[1]) + 1
    told = paper.quality.get("pages", 1)
    read = max((fact.page for fact in paper.facts.values()), default=1)
    return max(read, told if isinstance(told, int) and not isinstance(told, bool) else 1, 1)
