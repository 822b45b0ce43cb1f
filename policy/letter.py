"""Whether a letter of authorisation is due: the website principal is not the legal representative [001:104]."""

from collections.abc import Iterator

from filing.case import Case
from filing.names import confusable, same_name
from filing.paper import Fact
from filing.terms import Material


def principal_differs(case: Case) -> bool | None:
    """True or False if both names are known and can be trusted; None if not.

    A name that OCR read with doubt proves nothing where the form's own word, or a look-alike, says the opposite.
    """
    principal, representatives = _principal(case), list(_representatives(case))
    if principal is None or not representatives:
        return None
    best = representatives[0]
    differs = [not same_name(principal.text, name.text) for name in representatives]
    if principal.sure and best.sure:
        return differs[0]
    doubtful = len(set(differs)) > 1 or (differs[0] and confusable(principal.text, best.text))
    return None if doubtful else differs[0]


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
