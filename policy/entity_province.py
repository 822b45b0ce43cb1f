"""In which province the entity is (用户属地), by evidence in the order of A04. Never the access province."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from filing.case import Case
from filing.numbers import clean_number, id_number_ok, registration_number_ok, uscc_ok
from filing.paper import Fact
from filing.places import (
    province_of_address,
    province_of_icp,
    province_of_id,
    province_of_landline,
    province_of_registration,
    province_of_uscc,
    short_province,
)
from filing.terms import EntityType, Material

STRONG = ("form", "cert_address", "paper_address")
"""People move and companies register elsewhere: numbers and telephones only corroborate."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that points to a province; `sure` as the fact it was read from."""

    province: str
    source: str
    sure: bool

    @property
    def strong(self) -> bool:
        """Whether it may decide."""
        return self.source in STRONG


def evidence(case: Case, entity: EntityType | None) -> tuple[Evidence, ...]:
    """All evidence, best first."""
    return tuple(
        Evidence(province, source, fact.sure)
        for source, fact, read in _facts(case, entity)
        if fact and (province := read(fact.text))
    )


Read = Callable[[str], str | None]


def _facts(case: Case, entity: EntityType | None) -> Iterator[tuple[str, Fact | None, Read]]:
    form = case.form.facts if case.form else {}
    yield "form", form.get("entity_province"), _province_named
    yield "form", form.get("entity_city"), province_of_address
    yield "cert_address", form.get("entity_cert_address"), province_of_address
    for paper in case.of(_certificate(entity)):
        yield "paper_address", paper.facts.get("address"), province_of_address
    yield "uscc", form.get("entity_cert_no"), _province_of_certificate
    for paper in case.of(Material.BUSINESS_LICENSE):
        yield "uscc", paper.facts.get("uscc"), _province_of_certificate
    for key in ("entity_cert_no", "entity_principal_cert_no", "website_principal_cert_no"):
        yield "id_number", form.get(key), _province_of_id
    for key in ("entity_principal_landline", "website_principal_landline"):
        yield "landline", form.get(key), province_of_landline
    for key in ("entity_icp_number", "website_icp_number"):
        yield "icp_number", form.get(key) or case.body_fact(key), province_of_icp


def _certificate(entity: EntityType | None) -> Material:
    """Whose address is the entity's: an individual's is on the ID card."""
    return Material.WEBSITE_PRINCIPAL_ID if entity is EntityType.INDIVIDUAL else Material.BUSINESS_LICENSE


def _province_named(text: str) -> str | None:
    """江苏, 江苏省, 江苏省苏州市, or the code 320000 of GB/T 2260 that some forms' drop-down lists hold."""
    if re.fullmatch(r"\d{2}0000", text.strip()):
        return province_of_id(text)
    return short_province(text) or province_of_address(text)


def _province_of_certificate(number: str) -> str | None:
    """A USCC's or a 15-digit registration number's; a 15-digit ID number does not pass the check of the latter."""
    if uscc_ok(number):
        return province_of_uscc(number)
    return province_of_registration(number) if registration_number_ok(number) else None


def _province_of_id(number: str) -> str | None:
    """Of an 18-digit ID number only: the old 15 digits could as well be a registration number."""
    return province_of_id(number) if len(clean_number(number)) == 18 and id_number_ok(number) else None
