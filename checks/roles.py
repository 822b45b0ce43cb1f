"""Which role each ID card plays in its case, and which copy of a paper counts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from checks.copies import supersede
from checks.facts import form_fact, organisation_without_form
from checks.hints import ID_ROLES, hinted_by
from checks.holders import Holder, holders
from filing.case import Case
from filing.names import confusable, looks_like_person, same_name
from filing.numbers import upgrade_id
from filing.paper import Paper
from filing.terms import EntityType, Fate, Material
from policy.requirements import LookAsk, Requirements

WEBSITE, LEGAL = ID_ROLES
CARDS = (Material.ID_CARD, WEBSITE, LEGAL)


@dataclass(frozen=True, slots=True)
class Role:
    """Who is expected in a role, by the form and the licence."""

    material: Material
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def settle_roles(case: Case, asks: Requirements | None = None, looks: tuple[LookAsk, ...] = ()) -> Case:
    """The case with a role for each ID card and with replaced copies marked. Pure, idempotent, order-independent.

    By `looks` a supplement that cannot be read does not replace an earlier copy that can. With `asks`, which has them,
    the lower bound of a file's size is known too, and one that is too small does not replace one that passed (A37).
    """
    return supersede(_with_roles(case, asks), asks, asks.looks if asks else looks)


def _with_roles(case: Case, asks: Requirements | None) -> Case:
    cards = [(i, p) for i, p in enumerate(case.papers) if p.fate is Fate.MATERIAL and p.material in CARDS]
    people = holders(cards)
    roles = _individual(case, people) if _by_individual(case, asks) else _organisation(case, people)
    return case.with_papers(dict(_cast(people, roles)))


def _cast(people: list[Holder], roles: list[set[Material]]) -> Iterator[tuple[int, Paper]]:
    """The website principal is named first: one card in two roles has the second in `also`. A person knows better."""
    for person, parts in zip(people, roles, strict=True):
        ordered = [m for m in ID_ROLES if m in parts] or [Material.ID_CARD]
        for position, paper in person.cards:
            yield position, paper if paper.ruled else paper.with_material(*ordered)


def _by_individual(case: Case, asks: Requirements | None) -> bool:
    if asks and asks.entity_type:
        return asks.entity_type is EntityType.INDIVIDUAL
    nature = form_fact(case, "entity_nature")
    if nature:
        return "个人" in nature.text and "独资" not in nature.text
    return not organisation_without_form(case) and looks_like_person(_stated_name(case))


def _stated_name(case: Case) -> str:
    said = [s.subject_line.entity_name for s in case.submissions]
    return (case.form_text("entity_name") or next((n for n in reversed(said) if n), None)) or ""


def _individual(case: Case, people: list[Holder]) -> list[set[Material]]:
    """An individual is asked for one card: their own, as website principal [001:90]."""
    stated = (_stated_name(case), *_texts(case, "website_principal_name"))
    keys = ("website_principal_cert_no", "entity_cert_no")
    role = Role(WEBSITE, tuple(n for n in stated if n), tuple(upgrade_id(t) for k in keys for t in _texts(case, k)))
    roles = _matched(people, [role])
    free = [i for i, parts in enumerate(roles) if not parts]
    if len(free) == len(people) > 0:
        roles[free[0]].add(WEBSITE)
    return roles


def _organisation(case: Case, people: list[Holder]) -> list[set[Material]]:
    website, legal = _expected(case)
    roles = _matched(people, [website, legal])
    for role in (website, legal):
        _give_free(people, roles, role)
    _share(roles, website, legal)
    return roles


def _expected(case: Case) -> tuple[Role, Role]:
    licence = tuple(p.text("legal_representative") or "" for p in case.of(Material.BUSINESS_LICENSE))
    bosses = (*licence, *_texts(case, "legal_rep_name"), *_texts(case, "entity_principal_name"))
    numbers = (*_texts(case, "legal_rep_cert_no"), *_texts(case, "entity_principal_cert_no"))
    keepers, keeper_numbers = _texts(case, "website_principal_name"), _texts(case, "website_principal_cert_no")
    return (
        Role(WEBSITE, keepers, tuple(map(upgrade_id, keeper_numbers))),
        Role(LEGAL, tuple(n for n in bosses if n), tuple(map(upgrade_id, numbers))),
    )


def _texts(case: Case, key: str) -> tuple[str, ...]:
    fact = form_fact(case, key)
    return (fact.text,) if fact else ()


def _matched(people: list[Holder], roles: list[Role]) -> list[set[Material]]:
    """Number and name first; a name that OCR may have bent only where the card fits nobody better."""
    scores = [[_score(person, role) for role in roles] for person in people]
    given: list[set[Material]] = [set() for _ in people]
    for column, role in enumerate(roles):
        best = max((row[column] for row in scores), default=0)
        for i, row in enumerate(scores):
            elsewhere = max(row) > row[column]
            if row[column] == best > 0 and not (best == 1 and elsewhere):
                given[i].add(role.material)
    return given


def _score(person: Holder, role: Role) -> int:
    if any(n in role.numbers for n in person.numbers):
        return 3
    if _any_pair(same_name, person.names, role.names):
        return 2
    return int(_any_pair(confusable, person.names, role.names))


def _any_pair(same: Callable[[str, str], bool], left: Iterable[str], right: Iterable[str]) -> bool:
    return any(same(a, b) for a in left for b in right)


def _give_free(people: list[Holder], roles: list[set[Material]], role: Role) -> None:
    """A card that fits nobody goes where one is lacking: what its file name says first, then in order."""
    if any(role.material in parts for parts in roles):
        return
    free = [i for i, parts in enumerate(roles) if not parts]
    other = LEGAL if role.material is WEBSITE else WEBSITE
    hints = {i: hinted_by(people[i].file_names) for i in free}
    said = [i for i in free if hints[i] is role.material] or [i for i in free if hints[i] is not other]
    if said:
        roles[said[0]].add(role.material)


def _share(roles: list[set[Material]], website: Role, legal: Role) -> None:
    """One card may serve twice [001:103]; who the other person is must be known before a second card is asked for."""
    given = set().union(*roles) if roles else set()
    for lacking, holding in ((website, LEGAL), (legal, WEBSITE)):
        same = _any_pair(same_name, website.names, legal.names)
        if lacking.material not in given and (not lacking.names or same):
            for parts in roles:
                if holding in parts:
                    parts.add(lacking.material)
