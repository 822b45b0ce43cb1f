"""What people's acts teach: per rule, how often it spoke and how often a person said that it was wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from filing.acts import KINDS
from filing.event import Event, EventKind


@dataclass(frozen=True, slots=True)
class RuleLesson:
    """Of one rule: in how many cases it found something, was overridden, was taken back by accepting; why."""

    code: str
    found: int
    overridden: int
    accepted: int
    reasons: Mapping[str, int]

    @property
    def share(self) -> float:
        """How often people disagreed, 0-1."""
        return (self.overridden + self.accepted) / self.found if self.found else 0.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader got wrong, and how often: a material (`was` → `should`) or a value (`was` is its key)."""

    reader: str
    was: str
    should: str
    times: int


@dataclass(frozen=True, slots=True)
class Lessons:
    """Rules, most disputed first; corrections, most frequent first; reasons for which better copies were asked."""

    rules: tuple[RuleLesson, ...]
    materials: tuple[Correction, ...]
    facts: tuple[Correction, ...]
    copies: Mapping[str, int]


def lessons(events: Iterable[Event]) -> Lessons:
    """From the ledger, oldest first. What was taken back again teaches nothing."""
    told = list(_standing(events))
    materials = Counter(_material(e) for e in told if e.kind is EventKind.MATERIAL_CORRECTED)
    facts = Counter(_fact(e) for e in told if e.kind is EventKind.FACT_CORRECTED)
    copies = Counter(str(e.data["reason"]) for e in told if e.kind is EventKind.COPY_ASKED)
    return Lessons(_rules(told), _sorted(materials), _sorted(facts), dict(copies.most_common()))


def _standing(events: Iterable[Event]) -> Iterable[Event]:
    """The entries without the acts that were revoked: the newest of its kind in its case that is in force."""
    kept: list[Event | None] = []
    by_case: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
    for event in events:
        if event.kind is EventKind.ACT_REVOKED:
            open_ = by_case[event.case_id, str(event.data["kind"])]
            if open_:
                kept[open_.pop()] = None
        elif event.kind in KINDS:
            by_case[event.case_id, event.kind].append(len(kept))
        kept.append(event)
    return (event for event in kept if event is not None)


def _rules(told: list[Event]) -> tuple[RuleLesson, ...]:
    found = {(code, e.case_id) for e in told if e.kind is EventKind.CASE_JUDGED for code in _codes(e)}
    cases = Counter(code for code, _ in found)
    overridden = Counter(str(e.data["code"]) for e in told if e.kind is EventKind.FINDING_OVERRIDDEN)
    accepted = Counter(code for e in told if e.kind is EventKind.CASE_ACCEPTED for code in set(_codes(e)))
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in told:
        if event.kind is EventKind.FINDING_OVERRIDDEN:
            reasons[str(event.data["code"])][str(event.data["reason"])] += 1
    lines = (RuleLesson(code, n, overridden[code], accepted[code], dict(reasons[code])) for code, n in cases.items())
    return tuple(sorted(lines, key=lambda line: (-line.share, -line.found, line.code)))


def _codes(event: Event) -> list[str]:
    codes = event.data.get("codes", [])
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _material(event: Event) -> tuple[str, str, str]:
    return str(event.data["reader"]), str(event.data["from"] or ""), str(event.data["to"] or "")


def _fact(event: Event) -> tuple[str, str, str]:
    should = "" if event.data.get("was_read") else "unread"
    return str(event.data["reader"]), str(event.data["key"]), should


def _sorted(counted: Counter[tuple[str, str, str]]) -> tuple[Correction, ...]:
    return tuple(Correction(*what, times) for what, times in sorted(counted.items(), key=lambda i: (-i[1], i[0])))
