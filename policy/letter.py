"""Whether a letter of authorisation is due: the website principal is not the legal representative [001:104]."""

from collections.abc import Iterator
from typing import Literal

from filing.case import Case
from filing.names import confusable, is_abbreviation, same_name
from filing.paper import Fact
from filing.terms import Material

Letter = Literal["due", "not_due", "doubtful", "unknown"]


def letter(case: Case) -> Letter:
    """`unknown`: not both names are known; `doubtful`: they are, but so read that a person should look.

    The licence decides before the form. A name that OCR read with doubt proves nothing where a surer word of the form
    says the opposite, or where it only looks unlike. Nor does a licence of another company: it was sent by mistake.
    """
    principal, representatives = _principal(case), list(_representatives(case))
    if principal is None or not representatives:
        return "unknown"
    differs = [not same_name(principal.text, name.text) for name in representatives]
    sure = [principal.sure and name.sure for name in representatives]
    alike = differs[0] and confusable(principal.text, representatives[0].text)
    if len(set(differs)) > 1:
        return _answer(differs[0]) if sure[0] and not alike and not _licence_of_another(case) else "doubtful"
    if alike and not any(sure):
        return "doubtful"
    return _answer(differs[0])


def _licence_of_another(case: Case) -> bool:
    entity = case.form_text("entity_name")
    names = [p.text("entity_name") for p in case.of(Material.BUSINESS_LICENSE)][-1:]
    return any(n and entity and not (confusable(n, entity) or is_abbreviation(entity, n)) for n in names)


def _answer(differs: bool) -> Letter:
    return "due" if differs else "not_due"


def _principal(case: Case) -> Fact | None:
    return _named(case, "website_principal_name")


def _named(case: Case, *keys: str) -> Fact | None:
    facts = case.form.facts if case.form else {}
    return next((facts[key] for key in keys if key in facts and facts[key].text.strip()), None)


def _representatives(case: Case) -> Iterator[Fact]:
    """The legal representative as the licence, else the form, names them: best first."""
    licences = [p.facts.get("legal_representative") for p in case.of(Material.BUSINESS_LICENSE)]
    yield from [name for name in licences if name and name.text.strip()][-1:]
    if form := _named(case, "legal_rep_name", "entity_principal_name"):
        yield form
