"""Addresses: written in many ways, so that a difference is only ever shown, never held against anybody."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from checks.facts import first, form_fact, is_individual
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import fold
from filing.terms import CHINESE, Material, Verdict
from policy.requirements import Requirements

_ABOVE = re.compile(r"^(\w{2,8}?(省|自治区))?(\w{1,8}?(市|自治州|盟))?")
ALIKE = 0.6
"""Ratio of common characters below province and city: the same street with another door still is alike."""


@rule("FRM011", "证件住所与证件上的地址不一致", cites="000 第1步「“证件住所”以身份证上的“住址”为准」")
def certificate_address_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A line for the specialist (C060). 通信地址 is never compared: it may differ (C061)."""
    material = Material.WEBSITE_PRINCIPAL_ID if is_individual(case, asks) else Material.BUSINESS_LICENSE
    form, found = form_fact(case, "entity_cert_address"), first(case.of(material), "address")
    if form is None or found is None or alike(form.text, found[1].text):
        return
    facts: dict[str, Json] = {"form": form.text, "paper": found[1].text, "file": found[0].name}
    facts |= {"paper_title": CHINESE[material]}
    yield Finding("FRM011", Verdict.UNSURE, Material.REGISTRATION_FORM, facts, holds=False)


def alike(form: str, paper: str) -> bool:
    """Whether two addresses may be the same place."""
    left, right = (_ABOVE.sub("", fold(text)) for text in (form, paper))
    return left in right or right in left or SequenceMatcher(None, left, right, autojunk=False).ratio() >= ALIKE
