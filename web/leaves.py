"""All pages of all papers of a case in the order of the viewer, and which of them shows what a finding is about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filing.finding import Finding
from filing.names import fold
from filing.paper import Paper
from filing.terms import CHINESE, Fate, Material
from web import labels
from web.papers import PaperRow, paper_rows
from web.sheets import Sheet, Spot, sheets
from web.views import Letter

Locked = Callable[[str, int, Paper], bool]
"""(mail id, ordinal of the paper in the mail, the paper) → whether its pages must be opened with a purpose first."""

PAPER_KEYS = ("paper", "paper_domain", "paper_person", "given", "found")
"""Keys of a finding's facts that hold what a paper says."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, the paper that it belongs to, and what it is called. `locked`: to be opened with a purpose first."""

    sheet: Sheet
    row: PaperRow
    title: str
    locked: bool = False

    @property
    def materials(self) -> tuple[Material, ...]:
        """What the paper stands for."""
        return (self.row.paper.material, *self.row.paper.also) if self.row.paper.material else ()


def leaves(letters: Sequence[Letter], locked: Locked, findings: Sequence[Finding] = ()) -> tuple[Leaf, ...]:
    """The newest mail first; within a mail what counts before what does not. Looks that findings tell of are drawn."""
    looks: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        looks[str(finding.facts.get("file", ""))].update(_looks(finding))
    found = [leaf for letter in reversed(letters) for leaf in _of_letter(letter, locked, looks)]
    return tuple(sorted(found, key=lambda leaf: leaf.row.paper.fate is not Fate.MATERIAL or leaf.row.paper.superseded))


def where(found: Sequence[Leaf]) -> Mapping[Material, str]:
    """The page on which the newest paper of each material begins."""
    return {material: leaf.sheet.id for leaf in reversed(found) for material in leaf.materials if leaf.sheet.page == 1}


def evidence(finding: Finding, found: Sequence[Leaf]) -> tuple[Leaf, Spot] | None:
    """Where on a paper stands what the finding says that the paper says."""
    said = {fold(str(finding.facts[key])) for key in PAPER_KEYS if finding.facts.get(key)}
    looks = {(finding.facts.get("file"), key) for key in _looks(finding)}
    for leaf in found:
        if finding.material is None or finding.material in leaf.materials:
            for spot in leaf.sheet.spots:
                fact = leaf.row.paper.facts.get(spot.key)
                if (fact and fold(fact.text) in said) or (leaf.row.paper.name, spot.key) in looks:
                    return leaf, spot
    return None


def _looks(finding: Finding) -> tuple[str, ...]:
    """What a finding on a scan's looks has seen: keys of policy/quality.toml."""
    seen = finding.facts.get("seen")
    return tuple(str(s["key"]) for s in seen if isinstance(s, dict)) if isinstance(seen, list) else ()


def _of_letter(letter: Letter, locked: Locked, looks: Mapping[str, Collection[str]]) -> Iterator[Leaf]:
    for row in paper_rows(letter.submission):
        shut = bool(row.pages) and locked(letter.row.id, row.number, row.paper)
        name = CHINESE[row.paper.material] if row.paper.material else labels.FATES[row.paper.fate]
        for sheet in sheets(row, letter.row.id, looks.get(row.paper.name, ())):
            page = f"，第 {sheet.page} 页" if len(row.pages) > 1 else ""
            yield Leaf(sheet, row, f"{name}（{row.paper.name}{page}）", shut)
