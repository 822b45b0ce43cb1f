"""Rules on whether this entity may file this site at all, by this way."""

import re
from collections.abc import Iterable, Iterator

from checks.facts import form_fact, is_individual
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import fold, looks_like_organisation, looks_like_person
from filing.numbers import id_number_ok
from filing.places import province_of_icp
from filing.terms import EntityType, FilingKind, Material, Verdict
from policy.requirements import Requirements, TradeAsk

_NONE_OF_THEM = re.compile(r"^[\s\[【(（☑√■✓]*(以上|上述)?(内容|项目)?(均|都|皆|全)?(无|不|否|未|没有|□)")
"""What stands under 前置审批 where nothing of it applies: 无, □新闻 …, ☑以上均不涉及."""


@rule("ELI001", "主办者所在省份暂停备案", cites="001 P1 第二步「用户属地是：新疆，西藏，山东，甘肃 暂停备案」")
def suspended_province(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Stands alone (G09). Weak evidence of the province (an ID number, a telephone) never suspends: it asks (A04)."""
    facts: dict[str, Json] = {"access_province": asks.access_province}
    if asks.suspension:
        yield Finding("ELI001", Verdict.FAIL, facts=facts | {"entity_province": asks.suspension.entity_province})
    elif asks.suspension_unsure:
        seen: list[Json] = list(asks.entity_provinces_seen)
        yield Finding("ELI001", Verdict.UNSURE, facts=facts | {"entity_province": asks.entity_province, "seen": seen})


@rule(
    "ELI002",
    "个人备案单位网站，或单位备案个人网站",
    cites="001 P4「个人网站不能以公司名义备案；公司网站不能以个人名义备案」",
)
def wrong_kind_of_entity(case: Case, asks: Requirements) -> Iterator[Finding]:
    """By the names alone: a hint (C047, C200). An organisation whose certificate is an ID card contradicts itself."""
    site, name = case.form_text("site_name") or "", case.form_text("entity_name") or ""
    if asks.entity_type is EntityType.INDIVIDUAL:
        strange = next((t for t in (site, name) if looks_like_organisation(t)), None)
    else:
        strange = name if asks.entity_type and looks_like_person(name) and not _has_licence(case) else None
    if strange:
        facts: dict[str, Json] = {"name": strange, "individual": is_individual(case, asks)}
        certain = not is_individual(case, asks) and _files_with_id_card(case)
        verdict = Verdict.FAIL if certain else Verdict.UNSURE
        yield Finding("ELI002", verdict, Material.REGISTRATION_FORM, facts | ({"id_card": True} if certain else {}))


def _files_with_id_card(case: Case) -> bool:
    """By the form's own words: the kind of the certificate, and a number that is a citizen's."""
    kind, number = form_fact(case, "entity_cert_type"), form_fact(case, "entity_cert_no")
    told = kind is not None and kind.sure and "身份证" in kind.text
    return told and number is not None and number.sure and id_number_ok(number.text)


def _has_licence(case: Case) -> bool:
    """A one-man business may bear its keeper's name; its licence says so."""
    return any(True for _ in case.of(Material.BUSINESS_LICENSE))


@rule("ELI003", "涉及前置审批，暂缺审批文件", cites="001 P4「需先办理前置审批，在备案过程中需出具相关审核合格文件」")
def pre_approval_lacking(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Ticked on the form: certain. Words in the site's name: a question, never a refusal (C201)."""
    if any(True for _ in case.of(Material.PRE_APPROVAL)):
        return
    ticked = form_fact(case, "pre_approval")
    if ticked and not _NONE_OF_THEM.search(ticked.text):
        verdict = Verdict.FAIL if ticked.sure else Verdict.UNSURE
        facts: dict[str, Json] = {"ticked": ticked.text, "licences": _licences(_trades(asks, ticked.text))}
        yield Finding("ELI003", verdict, Material.PRE_APPROVAL, facts)
        return
    site = case.form_text("site_name") or ""
    hit = _trades(asks, site)
    words: list[Json] = list(dict.fromkeys(w for found in hit.values() for w in found))
    if words:
        facts = {"site_name": site, "words": words, "licences": _licences(hit)}
        yield Finding("ELI003", Verdict.UNSURE, Material.PRE_APPROVAL, facts)


def _trades(asks: Requirements, text: str) -> dict[TradeAsk, list[str]]:
    """The trades that a text hints at, each with the words that do."""
    hit = {t: [w for w in t.words if w.lower() in fold(text)] for t in asks.trades}
    return {trade: words for trade, words in hit.items() if words}


def _licences(trades: Iterable[TradeAsk]) -> list[Json]:
    return list(dict.fromkeys(t.licence for t in trades if t.licence))


@rule("ELI006", "变更备案跨省", cites="000 第三种情况「不能跨省份变更」")
def change_across_provinces(case: Case, asks: Requirements) -> Iterator[Finding]:
    """苏ICP备… cannot become 浙江 by a change: cancel first, then file anew (C079, G34)."""
    number = next((n.text for n in case.icp_numbers), None)
    before = province_of_icp(number) if number else None
    if asks.filing_kind is not FilingKind.CHANGE or None in (before, asks.entity_province):
        return
    if before != asks.entity_province:
        verdict = Verdict.FAIL if asks.entity_province_strong else Verdict.UNSURE
        facts: dict[str, Json] = {"number": number, "before": before, "after": asks.entity_province}
        yield Finding("ELI006", verdict, Material.REGISTRATION_FORM, facts)
