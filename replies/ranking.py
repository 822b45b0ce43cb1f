"""Which known question a text asks: character pairs weighted by their rarity, and words that tell. Small and pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from replies.plain_words import Vocabulary

_UNIT = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]")
_SENTENCE = re.compile(r"[。！？!?；;\n\r]+")
_CLAUSE = re.compile(r"[，,、：:\s]+")
PAIR, CLAUSE = 0.95, 0.85  # how far pieces of a sentence are trusted
TRUST = {"named": 1.0, "hinted": 0.6, "": 0.48}  # how far a sentence is trusted by whether our subject stands in it
NAMED_ELSEWHERE = 0.8  # it stands in another sentence
COVERED = 0.4  # share of the score that asks how much of the question an entry's variants know together
TOLD = (0.0, 0.1, 0.18, 0.26, 0.32)  # what 0, 1, 2 … telling words add
UNKNOWN = 3.8  # rarity of a pair that no entry knows: that of one which a single entry of fifty knows
PIECES = 60


@dataclass(frozen=True, slots=True)
class Known:
    """One entry: ways to put its question, and sets of words (as `plain` leaves them) of which all must stand there."""

    variants: Sequence[str]
    keys: Sequence[Sequence[str]] = ()


class Ranking:
    """Entries by code, and how near a text comes to each."""

    def __init__(self, entries: Mapping[str, Known], words: Vocabulary) -> None:
        self._words, self._entries = words, entries
        variants = [(code, _grams(words.plain(v))) for code, entry in entries.items() for v in entry.variants]
        self._known: dict[str, set[str]] = defaultdict(set)
        self._where: dict[str, list[int]] = defaultdict(list)  # gram → numbers of variants
        for number, (code, grams) in enumerate(variants):
            self._known[code] |= grams
            for gram in grams:
                self._where[gram].append(number)
        spread = Counter(gram for known in self._known.values() for gram in known)
        self._rarity = {gram: math.log(1 + len(entries) / n) for gram, n in spread.items()}
        self._variants = [(code, math.sqrt(self._weight(grams))) for code, grams in variants]

    def best(self, text: str) -> tuple[str, float]:
        """The entry that a piece of the text comes nearest to, and how near: 0 to about 1.3; ("", 0.0) for none."""
        elsewhere = NAMED_ELSEWHERE if self._words.on_subject(text) == "named" else 0.0
        near = [("", 0.0)]
        for piece, whole in islice(_pieces(text), PIECES):
            trust = whole * max(elsewhere, TRUST[self._words.on_subject(piece)])
            near += [(code, trust * score) for code, score in self._scores(self._words.plain(piece))]
        return max(near, key=lambda scored: scored[1])

    def _scores(self, plain: str) -> Iterator[tuple[str, float]]:
        asked = _grams(plain)
        weight, nearest = self._weight(asked), self._nearest(asked)
        for code, near in nearest.items():
            covered = self._weight(asked & self._known[code]) / weight
            told = max((len(k) for k in self._entries[code].keys if all(word in plain for word in k)), default=0)
            alike = near / math.sqrt(weight)
            yield code, (1 - COVERED) * alike + COVERED * covered + TOLD[min(told, len(TOLD) - 1)]

    def _nearest(self, asked: frozenset[str]) -> dict[str, float]:
        """Each entry's nearest variant: the weight of what it shares with the question by the root of its own."""
        shared: dict[int, float] = defaultdict(float)
        for gram in asked:
            for number in self._where.get(gram, ()):
                shared[number] += self._rarity[gram]
        nearest: dict[str, float] = defaultdict(float)
        for number, weight in shared.items():
            code, root = self._variants[number]
            nearest[code] = max(nearest[code], weight / root)
        return nearest

    def _weight(self, grams: Iterable[str]) -> float:
        return sum(self._rarity.get(gram, UNKNOWN) for gram in grams)


def _grams(plain: str) -> frozenset[str]:
    units = _UNIT.findall(plain)
    return frozenset([*units, *map("".join, pairwise(units))])


def _pieces(text: str) -> Iterator[tuple[str, float]]:
    """Sentences; neighbouring clauses and single ones too, for people explain before they ask, but less trusted."""
    for sentence in [s for s in _SENTENCE.split(text) if s.strip()]:
        yield sentence, 1.0
        clauses = [c for c in _CLAUSE.split(sentence) if c]
        if len(clauses) > 1:
            yield from ((a + b, PAIR) for a, b in pairwise(clauses))
            yield from ((c, CLAUSE) for c in clauses if len(c) >= 6)
