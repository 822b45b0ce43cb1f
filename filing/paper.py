"""One attachment, page or archive member, and what was read from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from filing.terms import Fate, Material, Problem

Box = tuple[int, int, int, int]
"""left, top, right, bottom in pixels of the page as it was read."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that was read, and how far it may be trusted.

    `sure` is true only if a person need not look: a spreadsheet cell, a text layer, a number whose unmodified
    check digit holds, or a line that both tiers of the engine read alike with every character in the dictionary.
    `other` is the second tier's reading where it differs.
    """

    value: str | tuple[str, ...]
    sure: bool = False
    source: str = "ocr"  # ocr | text | cell | body | person
    page: int = 1
    box: Box | None = None
    other: str | None = None
    label: str | None = None  # the label beside which it was found (登记表 cell label, 法定代表人/经营者 …)

    @property
    def text(self) -> str:
        """The value as one string."""
        return self.value if isinstance(self.value, str) else "、".join(self.value)


@dataclass(frozen=True, slots=True)
class PageShape:
    """The page on which boxes are measured: its number (from 1), its size in pixels, and how it came from its picture.

    `turned`: degrees clockwise that made the picture upright; `skew`: degrees counter-clockwise that then made its
    lines level, on a canvas that keeps every corner (see filing.ports.Reading).
    """

    number: int
    width: int
    height: int
    turned: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something about one field of a registration form that the value alone does not show.

    kinds: `lost_digits` (a number that Excel rounded), `sample` (the example was left in place), `many_sites`
    (several rows), `hidden` (found on a hidden sheet), `no_form_fields`.
    """

    kind: str
    key: str = ""
    label: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A row of the attachment list of the JSON contract: exactly one fate, at most one material.

    `size` is the decoded size in bytes of the file itself (for archives of the member, for PDF pages of the whole PDF).
    `unsure` marks a tie between recognisers; `about` says in Chinese what a specialist should know.
    """

    name: str
    size: int
    sha256: str
    fate: Fate
    material: Material | None = None
    inside: str | None = None
    also: tuple[Material, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    quality: Mapping[str, str | float | bool] = field(default_factory=dict)
    notes: tuple[FormNote, ...] = ()
    problem: Problem | None = None
    about: str = ""
    unsure: bool = False
    mail: int = 1  # ordinal of the mail within the case, from 1
    engine: str = ""
    superseded: bool = False  # a better copy of the same material is in the case
    ruled: bool = False  # a person has said which material it is
    shapes: tuple[PageShape, ...] = ()  # of the pages on which facts have boxes
    evidence: Mapping[str, Fact] = field(default_factory=dict)  # where a look shows: its key in policy/quality.toml

    def text(self, key: str) -> str | None:
        """The value of one fact as text, or None."""
        fact = self.facts.get(key)
        return fact.text if fact else None

    def with_material(self, material: Material, *also: Material) -> "Paper":
        """The same paper in a role of the case."""
        return replace(self, material=material, also=also)
