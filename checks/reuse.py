"""「如果以前提交过相应的证件，就不用再提交重复的证件」 [000:157]: proposed, a person confirms (A09)."""

from collections.abc import Iterator

from checks.facts import form_fact
from filing.acts import ReuseConfirmed
from filing.case import Case
from filing.finding import Json
from filing.names import same_name
from filing.numbers import clean_number, upgrade_id
from filing.paper import Paper
from filing.terms import Material
from policy.requirements import Requirements

LICENCE_KEYS = ("uscc", "registration_number", "org_code")
ROLES = {
    Material.WEBSITE_PRINCIPAL_ID: ("website_principal",),
    Material.LEGAL_REPRESENTATIVE_ID: ("legal_rep", "entity_principal"),
}


def reused(case: Case, material: Material) -> bool:
    """Whether a person has confirmed that a copy of an earlier case serves here."""
    return any(isinstance(act, ReuseConfirmed) and act.material is material for act in case.acts)


def on_file_before(case: Case, asks: Requirements, material: Material) -> dict[str, Json]:
    """{"reuse": reference, "file": name} if the policy allows it and an earlier case holds a copy that still counts."""
    if material not in asks.reuse:
        return {}
    wanted = set(_wanted(case, material))
    for reference, paper in reversed(case.records.earlier):
        if _still_valid(paper, asks) and any(_is_of(paper, name, number) for name, number in wanted):
            return {"reuse": reference, "file": paper.name}
    return {}


def _wanted(case: Case, material: Material) -> Iterator[tuple[str, str]]:
    """Name and number that the paper must bear, as the form has them: both, never one of them."""
    roles = ROLES.get(material, ("entity",))
    for role in roles:
        name, number = form_fact(case, f"{role}_name"), form_fact(case, f"{role}_cert_no")
        if name and number:
            yield name.text, upgrade_id(clean_number(number.text))


def _is_of(paper: Paper, name: str, number: str) -> bool:
    borne = paper.text("entity_name") or paper.text("name") or ""
    numbers = [t for key in (*LICENCE_KEYS, "id_number") if (t := paper.text(key))]
    return same_name(borne, name) and any(upgrade_id(clean_number(t)) == number for t in numbers)


def _still_valid(paper: Paper, asks: Requirements) -> bool:
    until = paper.text("valid_to") or "长期"
    return not until[:1].isdigit() or until >= asks.day.isoformat()
