"""Pages of papers for the document viewer: where each value that was read stands on the picture of its page.

A box is measured on the upright, levelled page (filing.paper.PageShape); the picture is the page as it was sent. So the
drawing has the size of the read page, and the picture is turned into it.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from filing.paper import Fact, PageShape, Paper
from web.papers import PAGES, PaperRow
from web.present import FactRow, fact_row

MARGIN = 0.35  # of a line's height: what a crop shows around its box


@dataclass(frozen=True, slots=True)
class Spot:
    """A value on a page. `id` names it within the case's page; the edges are pixels of the read page."""

    id: str
    key: str
    row: FactRow
    left: int
    top: int
    width: int
    height: int

    @property
    def crop(self) -> str:
        """The viewBox of a picture of this value alone."""
        margin = round(MARGIN * min(self.height, self.width))
        return f"{self.left - margin} {self.top - margin} {self.width + 2 * margin} {self.height + 2 * margin}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a paper. `shape` is None where nothing was read: then there is a picture and no spots."""

    id: str
    mail_id: str
    number: int
    page: int
    shape: PageShape | None
    spots: tuple[Spot, ...] = ()

    @property
    def picture(self) -> str:
        """Where our own drawing of it is."""
        return f"/papers/{self.mail_id}/{self.number}/image.jpg?page={self.page}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture as it was sent, in pixels of the read page."""
        width, height = _unlevelled(self.shape) if self.shape else (0, 0)
        return (height, width) if self.shape and self.shape.turned in (90, 270) else (width, height)

    @property
    def transform(self) -> str:
        """What lays the picture under the boxes: turned as it was for reading, and levelled, about its middle."""
        if self.shape is None:
            return ""
        width, height = self.size
        angle = self.shape.turned - self.shape.skew  # a positive skew was turned counter-clockwise
        there = f"translate({self.shape.width / 2:g} {self.shape.height / 2:g})"
        return f"{there} rotate({angle:g}) translate({-width / 2:g} {-height / 2:g})"


def sheets(row: PaperRow, mail_id: str, looks: Collection[str] = ()) -> tuple[Sheet, ...]:
    """The pages of a paper that can be drawn. `looks`: those that a finding tells of are drawn as well."""
    return tuple(_sheet(row, mail_id, page, looks) for page in row.pages)


def spot_id(mail_id: str, number: int, index: int) -> str:
    """The name of the `index`-th fact of a mail's `number`-th paper on the page of its case."""
    return f"spot-{mail_id[:12]}-{number}-{index}"


def _sheet(row: PaperRow, mail_id: str, page: int, looks: Collection[str]) -> Sheet:
    absolute = page + _first_page(row.paper) - 1
    shape = next((s for s in row.paper.shapes if s.number == absolute), None)
    places = {key: fact for key, fact in row.paper.evidence.items() if key in looks}
    numbered = enumerate((*row.paper.facts.items(), *places.items()))
    spots = (
        _spot(spot_id(mail_id, row.number, n), key, fact)
        for n, (key, fact) in numbered
        if fact.box and fact.text and fact.page == absolute
    )
    return Sheet(
        f"sheet-{mail_id[:12]}-{row.number}-{page}", mail_id, row.number, page, shape, tuple(spots) if shape else ()
    )


def _spot(name: str, key: str, fact: Fact) -> Spot:
    left, top, right, bottom = fact.box or (0, 0, 0, 0)
    return Spot(name, key, fact_row(key, fact), left, top, max(1, right - left), max(1, bottom - top))


def _first_page(paper: Paper) -> int:
    """`x.pdf#page=2-3` begins with page 2 of its file."""
    found = PAGES.search(paper.name)
    return int(found[1]) if found else 1


def _unlevelled(shape: PageShape) -> tuple[float, float]:
    """The size before levelling: what of the canvas the upright picture itself filled."""
    cos, sin = abs(math.cos(math.radians(shape.skew))), abs(math.sin(math.radians(shape.skew)))
    spread = cos * cos - sin * sin
    if spread <= 0:
        return shape.width, shape.height
    return (shape.width * cos - shape.height * sin) / spread, (shape.height * cos - shape.width * sin) / spread
