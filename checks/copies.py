"""Which copy of a paper counts: the newest, unless it is worse than what it would replace (A37), or another's."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.compare import compare_names
from checks.facts import form_fact
from checks.holders import sides
from checks.looks import illegible
from filing.case import Case
from filing.paper import Paper
from filing.terms import Fate, Material, Verdict
from policy.requirements import LookAsk, Requirements

ID_MATERIALS = frozenset({Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID})
Placed = tuple[int, Paper]
Looks = tuple[LookAsk, ...]


def supersede(case: Case, asks: Requirements | None, looks: Looks) -> Case:
    """Mark the papers that a later mail replaced. Papers of one mail never replace each other: they may be pages."""
    fresh = [(i, replace(p, superseded=False)) for i, p in enumerate(case.papers)]
    groups: dict[Material, list[Placed]] = {}
    for i, paper in fresh:
        if paper.fate in (Fate.MATERIAL, Fate.FORM) and paper.material and paper.material is not Material.ID_CARD:
            groups.setdefault(paper.material, []).append((i, paper))
    old = {i for group in groups.values() for i in _replaced(group, asks, looks)}
    old |= _of_others(case, groups.get(Material.BUSINESS_LICENSE, []))
    return case.with_papers({i: replace(p, superseded=i in old) for i, p in fresh})


def _of_others(case: Case, licences: list[Placed]) -> set[int]:
    """Beside a licence that bears the form's name, one that bears another: it does not speak for the entity."""
    form = form_fact(case, "entity_name")
    named = [(i, p.facts["entity_name"]) for i, p in licences if "entity_name" in p.facts and not p.ruled]
    strange = {i for i, name in named if form and compare_names(form, name) is not Verdict.PASS}
    return strange if len(strange) < len(named) else set()


def _replaced(group: list[Placed], asks: Requirements | None, looks: Looks) -> Iterator[int]:
    useless = {
        i for i, p in group if any(_worse(p, q, asks, looks) for _, q in group if q.mail < p.mail and _alike(p, q))
    }
    yield from useless
    kept = [(i, p) for i, p in group if i not in useless]
    for i, paper in kept:
        if _covered(paper, [q for _, q in kept if q.mail > paper.mail]):
            yield i


def _alike(new: Paper, old: Paper) -> bool:
    """Whether the new paper is meant to replace the old one."""
    if new.material is Material.DOMAIN_CERTIFICATE:
        return not new.text("domain") or not old.text("domain") or new.text("domain") == old.text("domain")
    return new.material not in ID_MATERIALS or set(sides(new)) <= set(sides(old))


def _covered(old: Paper, newer: list[Paper]) -> bool:
    if not newer:
        return False
    if old.material in ID_MATERIALS:
        return set(sides(old)) <= _all_sides(newer)
    return any(_alike(new, old) for new in newer)


def _all_sides(papers: Iterable[Paper]) -> set[str]:
    return {side for p in papers for side in sides(p)}


def _worse(new: Paper, old: Paper, asks: Requirements | None, looks: Looks) -> bool:
    if illegible(new, looks) and not illegible(old, looks):
        return True
    bounded = asks is not None and new.material in asks.min_bytes_for
    return asks is not None and bounded and new.size <= asks.min_bytes < old.size
