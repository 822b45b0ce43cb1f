"""Rules on the registration form itself: 「需按备案要求，将所列项目内容，全部填写齐全」 [001:327]."""

import re
from collections.abc import Iterator

from checks.compare import compare_names
from checks.domains import form_domains, has_www, plain_domain, split_list
from checks.facts import blank, form_fact, from_ocr, is_individual, items, owned_label, shown
from checks.fields import invalid_reason
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.numbers import landline_ok
from filing.paper import FormNote
from filing.places import province_of_address, short_province
from filing.terms import CHINESE, EntityType, Material, Verdict
from policy.requirements import FieldAsk, Requirements

FORM = Material.REGISTRATION_FORM
LANDLINES = ("entity_principal_landline", "website_principal_landline")
ICP_KEYS = frozenset({"entity_icp_number", "website_icp_number", "icp_password"})
WHOLE = "no_form_fields"


def _notes(case: Case, kind: str) -> list[FormNote]:
    return [n for n in case.form.notes if n.kind == kind] if case.form else []


def sample_only(case: Case, asks: Requirements) -> bool:
    """Whether nothing but the form's example was filled in."""
    name = form_fact(case, "entity_name")
    typical = name is None or name.text in asks.sample_values
    return bool(_notes(case, "sample")) and typical


def _verdict(case: Case) -> Verdict:
    """What OCR did not see on a scanned form may be there all the same."""
    return Verdict.UNSURE if from_ocr(case.form) else Verdict.FAIL


@rule("FRM001", "登记表栏目未填写", cites="001 P4「将所列项目内容，全部填写齐全」")
def empty_field(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A field that is asked of this entity is empty. Landlines are FRM007's, ICP numbers MAT004's."""
    if case.form is None:
        scans = list(case.of(FORM))  # a picture of it, of which no field was read: nobody has compared anything yet
        lost: dict[str, Json] = {"label": "全部栏目", "reason": "unreadable_form"}
        yield from (Finding("FRM001", Verdict.UNSURE, FORM, lost | {"file": p.name}) for p in scans[-1:])
        return
    if sample_only(case, asks):
        return
    if _notes(case, WHOLE):
        yield Finding("FRM001", Verdict.UNSURE, FORM, {"label": "全部栏目", "reason": "unreadable_form"})
        return
    spoilt = {n.key for n in _notes(case, "lost_digits")}
    for ask in asks.fields:
        if ask.key not in spoilt and ask.key not in (*LANDLINES, *ICP_KEYS) and form_fact(case, ask.key) is None:
            yield Finding("FRM001", _verdict(case), FORM, _field(ask) | {"reason": "empty"})


def _field(ask: FieldAsk) -> dict[str, Json]:
    return {"key": ask.key, "label": ask.label, "section": ask.section, "example": ask.example}


@rule("FRM002", "登记表栏目填写不合规范", cites="001 P4「需按备案要求准确填写，包括格式、内容等」")
def invalid_field(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A mobile number of ten digits, an address without @ …: what no reading could make valid."""
    if case.form is None or sample_only(case, asks):
        return
    labels = {a.key: a for a in asks.fields}
    for key, fact in case.form.facts.items():
        reason = None if blank(fact.text) else invalid_reason(case, asks, key)
        if reason:
            known = (
                _field(labels[key]) if key in labels else {"key": key, "label": owned_label(key, fact), "example": ""}
            )
            facts: dict[str, Json] = {**known, "reason": reason, "value": shown(key, fact.text)}
            yield Finding("FRM002", Verdict.FAIL if fact.sure else Verdict.UNSURE, FORM, facts)


@rule("FRM003", "号码在表格中失真", cites="000 第一步「填写的信息是要和单位证件和个人证件上登记的信息进行核对的」")
def digits_lost(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Excel keeps 15 digits of a number: 3.30302E+17 has lost three (G32). Format the cell as text."""
    for note in _notes(case, "lost_digits"):
        facts: dict[str, Json] = {"key": note.key, "label": note.label or note.key, "raw": shown("cert_no", note.raw)}
        yield Finding("FRM003", Verdict.FAIL, FORM, facts)


@rule("FRM004", "登记表仍是填写样例", cites="001 P1 第二步「用户真实完整填写」")
def sample_left_in_place(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Only where the sample is all there is: an example beside a filled-in row harms nobody."""
    if sample_only(case, asks):
        labels: list[Json] = [n.label for n in _notes(case, "sample") if n.label]
        yield Finding("FRM004", Verdict.FAIL, FORM, {"labels": labels})


@rule("FRM005", "接入商名称与接入省不符", cites="001 P4「用户网站备案接入商的填写规范」")
def wrong_access_provider(case: Case, asks: Requirements) -> Iterator[Finding]:
    """安徽易速网络科技有限公司 for 滁州, 中网科技（苏州）股份有限公司 for 江苏 [001:333-334]."""
    fact = form_fact(case, "access_provider")
    if fact is None:
        return
    due = asks.provider.legal_name
    verdict = compare_names(type(fact)(due, sure=True, source="cell"), fact)
    if verdict is not Verdict.PASS:
        yield Finding("FRM005", verdict, FORM, {"form": fact.text, "due": due, "province": asks.access_province})


@rule(
    "FRM013",
    "备案类型与来信所说不同",
    cites="001 P4「网站备案信息变更（包括新增网站、域名、新增接入），需用户提供备案号」",
)
def kind_said_otherwise(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The form says 新增备案, the mail speaks of another kind (A13, C073): a person asks."""
    if asks.filing_kind_said:
        facts: dict[str, Json] = {"form": CHINESE[asks.filing_kind], "said": CHINESE[asks.filing_kind_said]}
        facts["number"] = bool(case.icp_numbers)
        yield Finding("FRM013", Verdict.UNSURE, FORM, facts)


@rule("FRM012", "服务器放置地填写不符", cites="000 第二步「网站发布地点一律选择浙江」")
def wrong_server_location(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Only where the policy names a place (C019). Advice: there the provider's own system is where it is typed in."""
    fact = form_fact(case, "server_location") if asks.server_location else None
    named = short_province(fact.text) or province_of_address(fact.text) if fact else None
    if fact and named and named != asks.server_location:
        facts: dict[str, Json] = {"found": fact.text, "due": asks.server_location}
        yield Finding("FRM012", Verdict.UNSURE, FORM, facts, holds=False)


@rule("FRM006", "服务器IP不在我公司机房", cites="000 第二步「此ip应该为我们公司的ip地址」")
def foreign_ip(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Only if the ranges are set: otherwise nothing can be said (A39)."""
    if asks.ips_outside:
        outside: list[Json] = list(asks.ips_outside)
        yield Finding("FRM006", _verdict(case), FORM, {"ips": outside, "province": asks.access_province})


@rule("FRM007", "缺少固定电话", cites="001 P1 第二步「个人也需要固定电话的省份：辽宁，重庆，广西」")
def landline_lacking(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Units always, individuals in three provinces (C024, G08). A mobile or a 400 number is no landline."""
    if case.form is None or not asks.landline_required or sample_only(case, asks) or _notes(case, WHOLE):
        return
    given = [t for key in LANDLINES for t in items(form_fact(case, key))]
    if not any(landline_ok(part) for t in given for part in (t, *re.split(r"[;；,，、/\s]+", t))):
        facts: dict[str, Json] = {
            "given": list(dict.fromkeys(shown("landline", t) for t in given)),
            "why": asks.landline_cites,
        }
        facts |= {"province": asks.entity_province, "individual": is_individual(case, asks)}
        yield Finding("FRM007", _verdict(case), FORM, facts)


@rule("FRM008", "域名前带有www", cites="000 第二步「域名的话可以输入多个，前面不能加www」")
def www_in_domain(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The field of domains only; a home page may have it (C064)."""
    wrong = [d for d in form_domains(case) if has_www(d)]
    if wrong:
        facts: dict[str, Json] = {"found": list(wrong), "due": [plain_domain(d) for d in wrong]}
        yield Finding("FRM008", _verdict(case), FORM, facts)


@rule("FRM009", "首页网址多于一个", cites="000 第二步「首页的网址，根据最新的要求只能输入一个」")
def several_home_pages(case: Case, asks: Requirements) -> Iterator[Finding]:
    """C063."""
    pages = list(dict.fromkeys(p for t in items(form_fact(case, "home_url")) for p in split_list(t)))
    if len(pages) > 1:
        found: list[Json] = list(pages)
        yield Finding("FRM009", _verdict(case), FORM, {"found": found})


@rule("FRM010", "网站服务内容与主办者性质不符", cites="000 第二步「单位网站一般选单位门户网站，个人网站一定要选其他」")
def wrong_service_content(case: Case, asks: Requirements) -> Iterator[Finding]:
    """「个人网站一定要选其他」 is a rule, 「一般选」 for units is not (C065)."""
    fact = form_fact(case, "service_type")
    if fact is None or asks.entity_type is None:
        return
    individual = asks.entity_type is EntityType.INDIVIDUAL
    wrong = "其他" not in fact.text.replace("其它", "其他") if individual else "个人空间" in fact.text
    if wrong:
        facts: dict[str, Json] = {"found": fact.text, "due": "其他" if individual else "单位门户网站"}
        yield Finding("FRM010", Verdict.FAIL if fact.sure else Verdict.UNSURE, FORM, facts)
