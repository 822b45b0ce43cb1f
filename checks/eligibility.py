"""Rules on whether this entity may file this site at all, by this way."""

from collections.abc import Iterator

from checks.facts import form_fact, is_individual
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import fold, looks_like_organisation, looks_like_person
from filing.places import place_names, province_of_icp
from filing.terms import EntityType, FilingKind, Material, Verdict
from policy.requirements import Requirements

PRE_APPROVAL_WORDS = (
    "新闻", "出版", "教育", "学校", "培训", "医疗", "医院", "医药", "药品", "药房", "药店", "保健", "器械",
    "论坛", "BBS", "社区", "留言板", "文化", "影视", "视频", "音乐", "小说", "游戏", "广播", "电视", "电影",
)  # fmt: skip
"""Words of the trades in 「网站内容涉及新闻、出版、教育…需先办理前置审批」 [001:314]; a hit is a question (A33)."""

NATIONAL_WORDS = ("中国", "中华")
"""「网站名称不能以中国、中华等全国性概念字样」 [001:316]."""

NATIONAL_LIKE = ("全国", "国家", "中央")
"""Words that 「等」 may cover: a specialist decides."""


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
    """By the names alone: a hint (C047, C200)."""
    site, name = case.form_text("site_name") or "", case.form_text("entity_name") or ""
    if asks.entity_type is EntityType.INDIVIDUAL:
        strange = next((t for t in (site, name) if looks_like_organisation(t)), None)
    else:
        strange = name if asks.entity_type and looks_like_person(name) and not _has_licence(case) else None
    if strange:
        facts: dict[str, Json] = {"name": strange, "individual": is_individual(case, asks)}
        yield Finding("ELI002", Verdict.UNSURE, Material.REGISTRATION_FORM, facts)


def _has_licence(case: Case) -> bool:
    """A one-man business may bear its keeper's name; its licence says so."""
    return any(True for _ in case.of(Material.BUSINESS_LICENSE))


@rule("ELI003", "涉及前置审批，暂缺审批文件", cites="001 P4「需先办理前置审批，在备案过程中需出具相关审核合格文件」")
def pre_approval_lacking(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Ticked on the form: certain. Words in the site's name: a question, never a refusal (C201)."""
    if any(True for _ in case.of(Material.PRE_APPROVAL)):
        return
    ticked = form_fact(case, "pre_approval")
    if ticked and not ticked.text.startswith(("无", "不", "否", "未", "□")):
        verdict = Verdict.FAIL if ticked.sure else Verdict.UNSURE
        yield Finding("ELI003", verdict, Material.PRE_APPROVAL, {"ticked": ticked.text})
        return
    site = case.form_text("site_name") or ""
    words: list[Json] = [w for w in PRE_APPROVAL_WORDS if w.lower() in fold(site)]
    if words:
        yield Finding("ELI003", Verdict.UNSURE, Material.PRE_APPROVAL, {"site_name": site, "words": words})


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


@rule("SIT001", "网站名称含全国性概念字样", cites="001 P4「网站名称不能以中国、中华等全国性概念字样」")
def national_site_name(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Unless the registered name itself carries the word (C203)."""
    site = form_fact(case, "site_name")
    if site is None or is_individual(case, asks):
        return
    name = case.form_text("entity_name") or ""
    word = next((w for w in (*NATIONAL_WORDS, *NATIONAL_LIKE) if w in site.text and w not in name), None)
    if word:
        proven = word in NATIONAL_WORDS and site.sure
        facts: dict[str, Json] = {"site_name": site.text, "word": word}
        yield Finding("SIT001", Verdict.FAIL if proven else Verdict.UNSURE, Material.REGISTRATION_FORM, facts)


@rule("SIT002", "个人网站名称含地域名称", cites="001 P4「个人网站网站名称一般不允许带有地域名称。如苏州、江苏等」")
def place_in_individuals_site_name(case: Case, asks: Requirements) -> Iterator[Finding]:
    """「一般」: there are exceptions, so a specialist looks (C202)."""
    site = case.form_text("site_name")
    if not site or not is_individual(case, asks):
        return
    place = next((p for p in sorted(place_names(), key=len, reverse=True) if p in site), None)
    if place:
        yield Finding("SIT002", Verdict.UNSURE, Material.REGISTRATION_FORM, {"site_name": site, "place": place})
