"""Rules on certificate numbers, their check digits and dates."""

import re
from collections.abc import Iterator
from datetime import date

from checks.compare import compare_ids, compare_licence_numbers, licence_kind
from checks.completeness import number_texts
from checks.facts import first, form_fact, is_individual, owned_label, shown, title, unread
from checks.fields import is_id_field
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.masking import mask_number
from filing.numbers import clean_number, find_icp_numbers, find_police_numbers, id_number_ok, upgrade_id
from filing.paper import Fact, Paper
from filing.terms import CHINESE, Fate, Material, Verdict
from policy.requirements import Requirements

LICENCE_KEYS = ("uscc", "registration_number", "org_code")
CHECKED = "000 第1步「填写的信息是要和单位证件和个人证件上登记的信息进行核对的，核对不上备案将被退回」"
FORM = Material.REGISTRATION_FORM


def _licence_number(case: Case) -> tuple[Paper, Fact] | None:
    found = (first(case.of(Material.BUSINESS_LICENSE), key) for key in LICENCE_KEYS)
    return next((f for f in found if f), None)


def _id_pairs(case: Case, asks: Requirements) -> Iterator[tuple[str, Material]]:
    """Which field of the form is on which card."""
    own = "entity_cert_no" if is_individual(case, asks) else "website_principal_cert_no"
    fields = [key for key in (own, "website_principal_cert_no") if form_fact(case, key)]
    if fields:
        yield fields[0], Material.WEBSITE_PRINCIPAL_ID
    boss = "legal_rep_cert_no" if form_fact(case, "legal_rep_cert_no") else "entity_principal_cert_no"
    if not is_individual(case, asks):
        yield boss, Material.LEGAL_REPRESENTATIVE_ID


def _lost(case: Case, key: str) -> bool:
    """FRM003 has asked for this number already."""
    return any(n.kind == "lost_digits" and n.key == key for n in (case.form.notes if case.form else ()))


def _differs(key: str, form: Fact, paper: Paper, read: Fact, material: Material) -> dict[str, Json]:
    facts: dict[str, Json] = {"key": key, "form": mask_number(form.text), "paper": mask_number(read.text)}
    if places := _places(clean_number(form.text), clean_number(read.text)):
        facts["at"] = places
    return facts | {"paper_title": CHINESE[material], "file": paper.name, "label": form.label or "证件号码"}


def _places(typed: str, read: str) -> list[Json]:
    """Which characters differ, counted from 1: masked, two numbers may look the same."""
    if len(typed) != len(read):
        return []
    return [str(n) for n, (a, b) in enumerate(zip(typed, read, strict=True), 1) if a != b]


@rule("NUM001", "主办单位证件号码与证件不一致", cites=CHECKED)
def licence_number_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Only numbers whose checks hold on both sides prove a difference."""
    form, licences = form_fact(case, "entity_cert_no"), list(case.of(Material.BUSINESS_LICENSE))
    if form is None or not licences or is_individual(case, asks) or _lost(case, "entity_cert_no"):
        return
    found = _licence_number(case)
    if found is None:
        if first(iter(licences), "entity_name"):
            yield unread("NUM001", licences[-1], Material.BUSINESS_LICENSE, "uscc")
        return
    verdict = compare_licence_numbers(form.text, found[1])
    if verdict is not Verdict.PASS:
        facts = _differs("entity_cert_no", form, *found, Material.BUSINESS_LICENSE)
        yield Finding("NUM001", verdict, Material.BUSINESS_LICENSE, facts)


@rule("NUM002", "身份证号码与证件不一致", cites=CHECKED)
def id_number_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The number on each card against its field (G31)."""
    seen: set[tuple[str, str]] = set()
    for key, material in _id_pairs(case, asks):
        form, found = form_fact(case, key), first(case.of(material), "id_number")
        if form is None or not is_id_field(case, asks, key) or _lost(case, key):
            continue
        same = (clean_number(form.text), found[0].name if found else "")
        if found and same not in seen and compare_ids(form.text, found[1]) is not Verdict.PASS:
            facts = _differs(key, form, *found, material)
            yield Finding("NUM002", compare_ids(form.text, found[1]), material, facts)
        elif found is None and first(case.of(material), "name"):
            yield unread("NUM002", list(case.of(material))[-1], material, "id_number")
        seen.add(same)


@rule("NUM003", "登记表中的号码校验不通过", cites="000 第1步「填写信息一定要准确」")
def check_digit_fails(case: Case, asks: Requirements) -> Iterator[Finding]:
    """With the paper's value where it could be read (G31). A paper that says the same is not the form's fault."""
    keys = ("entity_cert_no", "entity_principal_cert_no", "legal_rep_cert_no", "website_principal_cert_no")
    told: set[str] = set()
    for key in keys:
        fact = form_fact(case, key)
        if (
            fact is None
            or _lost(case, key)
            or not _check_fails(case, asks, key, fact)
            or clean_number(fact.text) in told
        ):
            continue
        told.add(clean_number(fact.text))
        paper = _on_paper(case, asks, key)
        agreed = paper is not None and clean_number(paper.text) == clean_number(fact.text)
        facts: dict[str, Json] = {
            "key": key,
            "label": owned_label(key, fact, "证件号码"),
            "form": mask_number(fact.text),
        }
        facts |= {"paper": mask_number(paper.text) if paper and paper.sure and not agreed else None}
        if facts["paper"] and paper and (places := _places(clean_number(fact.text), clean_number(paper.text))):
            facts["at"] = places
        yield Finding("NUM003", Verdict.FAIL if fact.sure and not agreed else Verdict.UNSURE, FORM, facts)


def _check_fails(case: Case, asks: Requirements, key: str, fact: Fact) -> bool:
    """Of the right length, and yet its check digit, date or province does not hold. Other kinds are not judged."""
    number = clean_number(fact.text)
    if is_id_field(case, asks, key):
        born = upgrade_id(number)[6:14]
        holds = id_number_ok(number) and born <= f"{asks.day:%Y%m%d}"
        return bool(re.fullmatch(r"\d{17}[\dX]|\d{15}", number)) and not holds
    uscc = len(number) == 18 and re.fullmatch(r"[0-9A-Z]{18}", number)
    return bool(key == "entity_cert_no" and not is_individual(case, asks) and uscc) and not (
        licence_kind(number) or id_number_ok(number)
    )


def _on_paper(case: Case, asks: Requirements, key: str) -> Fact | None:
    if key == "entity_cert_no" and not is_individual(case, asks):
        found = _licence_number(case)
    else:
        material = Material.WEBSITE_PRINCIPAL_ID
        if key in ("legal_rep_cert_no", "entity_principal_cert_no") and not is_individual(case, asks):
            material = Material.LEGAL_REPRESENTATIVE_ID
        found = first(case.of(material), "id_number")
    return found[1] if found else None


@rule("NUM004", "证件已过期或即将到期", cites="000 第4步「省通行管理局要定期核查证件」")
def expired_certificate(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Expired on the day of the mail: certain if the date was surely read. Soon: a specialist decides."""
    for paper in case.papers:
        fact = paper.facts.get("valid_to")
        until = _day(fact.text) if fact and paper.fate is Fate.MATERIAL and not paper.superseded else None
        if (
            fact is None
            or until is None
            or paper.material is None
            or until >= _months_on(asks.day, asks.expiry_warning_months)
        ):
            continue
        expired = until < asks.day
        facts: dict[str, Json] = {"valid_to": fact.text, "expired": expired, "file": paper.name}
        verdict = Verdict.FAIL if expired and fact.sure else Verdict.UNSURE
        yield Finding("NUM004", verdict, paper.material, facts | {"title": title(asks, paper.material)})


def _day(text: str) -> date | None:
    """None for 长期 and for what is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _months_on(day: date, months: int) -> date:
    """The same day some months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day


@rule("ICP001", "填写的是公安备案号，不是ICP备案号", cites="001 P1 第二步 10「请同时提供备案号和备案密码」")
def police_number(case: Case, asks: Requirements) -> Iterator[Finding]:
    """浙公网安备… is the police's number (G33)."""
    typed = [t for t in number_texts(case) if find_police_numbers(t)]
    if typed and not any(find_icp_numbers(t) for t in number_texts(case)):
        yield Finding("ICP001", Verdict.FAIL, FORM, {"found": shown("icp", typed[0])})
