"""Whose ID cards a case holds: fronts of one person and the backs that belong to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from filing.names import same_name
from filing.numbers import upgrade_id
from filing.paper import Paper

_SIDE_WORDS = re.compile(r"正反面|正面|反面|背面|人像面|国徽面|人像|国徽|front|back|正|反|背|\.\w{2,4}$", re.IGNORECASE)
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:省|市|区|县|旗|公安)")
Placed = tuple[int, Paper]


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's card: its papers with their positions in the case."""

    cards: tuple[Placed, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every reading of the name."""
        facts = [p.facts["name"] for _, p in self.cards if "name" in p.facts]
        return tuple(t for f in facts for t in (f.text, f.other) if t)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number read, upgraded to 18 digits."""
        return tuple(upgrade_id(t) for _, p in self.cards if (t := p.text("id_number")))

    @property
    def sides(self) -> frozenset[str]:
        """The sides that were seen."""
        return frozenset(side for _, p in self.cards for side in sides(p))

    @property
    def file_names(self) -> str:
        """All file names, for hints."""
        return " ".join(p.name for _, p in self.cards)


def sides(paper: Paper) -> tuple[str, ...]:
    """The sides of an ID card that a paper shows; () if the reader cannot tell."""
    fact = paper.facts.get("sides")
    if fact is None:
        return ()
    return (fact.value,) if isinstance(fact.value, str) else fact.value


def holders(cards: Sequence[Placed]) -> list[Holder]:
    """Cards by person. The order of the mail decides nothing: files are taken by name and hash."""
    ordered = sorted(cards, key=lambda placed: (_natural(placed[1].name), placed[1].sha256))
    backs = [c for c in ordered if _only_back(c[1])]
    people: list[Holder] = []
    for card in (c for c in ordered if not _only_back(c[1])):
        people = _joined(people, card)
    return _with_backs(people, backs)


def _only_back(paper: Paper) -> bool:
    return sides(paper) == ("emblem",) and not paper.text("name") and not paper.text("id_number")


def _joined(people: list[Holder], card: Placed) -> list[Holder]:
    number, name = upgrade_id(card[1].text("id_number") or ""), card[1].text("name") or ""
    for i, person in enumerate(people):
        known = bool(number and person.numbers)
        same = number in person.numbers if known else any(same_name(name, n) for n in person.names)
        if same:
            return [*people[:i], replace(person, cards=(*person.cards, card)), *people[i + 1 :]]
    return [*people, Holder((card,))]


def _with_backs(people: list[Holder], backs: list[Placed]) -> list[Holder]:
    """A back bears no name: the likeliest pairs first, and whoever lacks a back before whoever has one."""
    if not people:
        return [Holder(tuple(backs))] if backs else []
    left = list(backs)
    while left:
        person, back = max(
            ((h, b) for h in people for b in left),
            key=lambda pair: ("emblem" not in pair[0].sides, _affinity(pair[0], pair[1][1])),
        )
        people = [replace(h, cards=(*h.cards, back)) if h is person else h for h in people]
        left.remove(back)
    return people


def _affinity(person: Holder, back: Paper) -> float:
    """A name in the file's name, then the issuing authority's place in the address, then alike file names."""
    named = any(len(n) > 1 and n in back.name for n in person.names)
    place = _PLACE.findall(back.text("issued_by") or "")
    addresses = "".join(p.text("address") or "" for _, p in person.cards)
    near = any(word in addresses for word in place)
    alike = max(_alike(p.name, back.name) for _, p in person.cards)
    return 4 * named + 2 * near + alike


def _alike(a: str, b: str) -> float:
    left, right = _SIDE_WORDS.sub("", a), _SIDE_WORDS.sub("", b)
    return SequenceMatcher(None, left, right, autojunk=False).ratio() if left or right else 1.0


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(d or 0), t) for d, t in re.findall(r"(\d{1,9})|(\D+)", name))
