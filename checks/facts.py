"""What rules ask of a case again and again: a field of the form, the name that counts, a shown value."""

from collections.abc import Iterator

from filing.case import Case
from filing.finding import Finding, Json
from filing.masking import mask_email, mask_number, mask_phone, mask_text
from filing.names import fold, looks_like_organisation
from filing.paper import Fact, Paper
from filing.terms import CHINESE, EntityType, Material, Verdict
from policy.requirements import Requirements

NUMBER_KEYS = ("cert_no", "id_number", "uscc", "registration_number", "org_code")
OWNERS = {"entity_principal": "主体负责人", "website_principal": "网站负责人", "legal_rep": "法定代表人"}
PHONE_KEYS = ("landline", "mobile", "mobile2", "phone")
BLANK = frozenset(
    {
        *("", "无", "-", "--", "/", "\\", "没有", "暂无", "n/a", "none", "null", "不涉及", "否", "待定", "申请中"),
        *("待分配", "未分配", "待填", "待填写", "待补充", "待提供", "待确认", "稍后提供", "未知", "不详", "不清楚"),
    }
)


def blank(text: str | None) -> bool:
    """Whether a cell says nothing: empty, 无, a dash, 申请中 …"""
    return text is None or fold(text) in BLANK


def form_fact(case: Case, key: str) -> Fact | None:
    """A field of the registration form that says something."""
    fact = case.form.facts.get(key) if case.form else None
    return None if fact is None or blank(fact.text) else fact


def items(fact: Fact | None) -> tuple[str, ...]:
    """A field that may hold several values, one by one."""
    if fact is None:
        return ()
    values = (fact.value,) if isinstance(fact.value, str) else fact.value
    return tuple(v for v in values if v)


def entity_facts(case: Case, asks: Requirements) -> list[Fact]:
    """The names that the entity bears: on the form and on its licence, an individual's on their ID card."""
    found = [form_fact(case, "entity_name")]
    found += [p.facts.get("entity_name") for p in case.of(Material.BUSINESS_LICENSE)]
    if is_individual(case, asks):
        found += [p.facts.get("name") for p in case.of(Material.WEBSITE_PRINCIPAL_ID)]
    return [f for f in found if f and f.text]


def is_individual(case: Case, asks: Requirements) -> bool:
    """Whether an individual files."""
    return asks.entity_type is EntityType.INDIVIDUAL


def first(papers: Iterator[Paper], key: str) -> tuple[Paper, Fact] | None:
    """The newest paper on which `key` was read, with what was read."""
    found = [(p, p.facts[key]) for p in papers if key in p.facts and p.facts[key].text]
    return found[-1] if found else None


def title(asks: Requirements, material: Material) -> str:
    """The exact title that the province asks for, else the material's ordinary name."""
    ask = asks.ask(material)
    return ask.title if ask else f"《{CHINESE[material]}》"


def shown(key: str, text: str) -> str:
    """A value as it may stand in a finding: certificate and telephone numbers masked, an address too."""
    if key.endswith(NUMBER_KEYS):
        return mask_number(text)
    if key.endswith(PHONE_KEYS):
        return mask_phone(text) if len(text) > 7 else text[:3] + "*" * (len(text) - 3)
    return mask_email(text) if key.endswith("email") else mask_text(text)


def from_ocr(paper: Paper | None) -> bool:
    """Whether a form was read by OCR: then what it does not show may only have been missed."""
    return paper is not None and any(f.source == "ocr" for f in paper.facts.values())


def unread(code: str, paper: Paper, material: Material, what: str) -> Finding:
    """A comparison that could not be made, because the paper's value could not be read."""
    facts: dict[str, Json] = {"unread": what, "file": paper.name, "paper_title": CHINESE[material]}
    return Finding(code, Verdict.UNSURE, material, facts)


def organisation_without_form(case: Case) -> bool:
    """Whether the papers alone show that an organisation files."""
    names = [s.subject_line.entity_name for s in case.submissions]
    licensed = any(True for _ in case.of(Material.BUSINESS_LICENSE))
    return licensed or any(n and looks_like_organisation(n) for n in names)


def owned_label(key: str, fact: Fact, default: str = "") -> str:
    """The form's own label, with whose it is: 办公电话 and 证件号码 stand there more than once."""
    whose = next((word for start, word in OWNERS.items() if key.startswith(start)), "")
    label = fact.label or default or key
    return label if not whose or whose in label else f"{whose}{label}"
