"""What one page, or a part of it, turned out to be: before pages are joined to papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from filing.paper import Fact, PageShape
from filing.terms import Fate, Material, Problem

Quality = Mapping[str, str | float | bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A page's share in a paper. `titled`: a paper begins here; `words`: how many characters stand on it."""

    page: int
    fate: Fate
    material: Material | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    quality: Quality = field(default_factory=dict)
    engine: str = ""
    about: str = ""
    problem: Problem | None = None
    unsure: bool = False
    titled: bool = False
    words: int = 0
    evidence: Mapping[str, Fact] = field(default_factory=dict)
    shape: PageShape | None = None  # None: nothing on it has a box

    @property
    def blank(self) -> bool:
        """An empty page."""
        return self.problem is Problem.EMPTY

    def text(self, key: str) -> str | None:
        """The value of one fact as text, or None."""
        fact = self.facts.get(key)
        return fact.text if fact else None
