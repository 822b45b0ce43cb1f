"""How certain each character of a line is: what one engine's own score does not say.

A tier may pass a character over, or take it for another, and still give all that it returns a score of 1. What it
leaves behind is a gap as wide as a character, or another reading by the other tier of the same crop.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

GAP = 1.6  # times the usual step between two Chinese characters of a line: another one would fit in
CONVINCED = 0.9  # a character that the page's tier gives less is doubtful even where the better tier is not
_HAN_PAIR = re.compile(r"[\u3400-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """One line as one tier saw it. `certainty`: 0-1 for each character of `text`; empty if the engine gives none."""

    text: str
    score: float
    certainty: tuple[float, ...]


def placed(text: str, columns: list[int]) -> list[int]:
    """The column of every character: engines leave spaces out, which stand where the character before them stands."""
    left = iter(columns)
    found: list[int] = []
    for char in text:
        column = (found[-1] if found else 0) if char.isspace() else next(left, None)
        if column is None:
            return []
        found.append(column)
    return found if next(left, None) is None else []


def before_gaps(text: str, columns: list[int]) -> set[int]:
    """Behind which characters another may have been passed over: the step to the next is wider than the others.

    The character before the gap is named, not the one behind it: the gap may be that between a label and its value.
    """
    pairs = [i for i in range(len(text) - 1) if _HAN_PAIR.fullmatch(text[i : i + 2])]
    steps = sorted(columns[i + 1] - columns[i] for i in pairs)
    usual = steps[len(steps) // 2] if steps else 0
    return {i for i in pairs if columns[i + 1] - columns[i] > GAP * usual}


def agreement(seen: Seen, beside: Seen) -> list[float]:
    """How far the page's tier lets each character stand when it looks at the same crop: 1, its doubt, or 0."""
    ours, theirs = _widths_folded(seen.text), _widths_folded(beside.text)
    agreed = [0.0] * len(ours)
    for start, other, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for i in range(size):
            doubt = beside.certainty[other + i] if beside.certainty else 0.0
            agreed[start + i] = 1.0 if doubt >= CONVINCED else doubt
    return agreed


def _widths_folded(text: str) -> str:
    """Full-width signs as narrow ones, character by character, so that places stay what they were."""
    return "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
