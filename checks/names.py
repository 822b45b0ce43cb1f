"""Rules that compare names: 「填写的信息是要和单位证件和个人证件上登记的信息进行核对的」 [000:42]."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.compare import abbreviates, closest, compare_ids, compare_names
from checks.domains import domain_ok, form_domains, plain_domain, split_list
from checks.facts import entity_facts, first, form_fact, is_individual, unread
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import edit_distance, same_name
from filing.paper import Fact, Paper
from filing.terms import CHINESE, Material, Verdict
from policy.requirements import Requirements

LICENCE = Material.BUSINESS_LICENSE
WEBSITE_ID = Material.WEBSITE_PRINCIPAL_ID
LEGAL_ID = Material.LEGAL_REPRESENTATIVE_ID
LETTERS = (Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT, Material.AUTHORIZATION_LETTER)
CHECKED = "000 第1步「填写的信息是要和单位证件和个人证件上登记的信息进行核对的，核对不上备案将被退回」"


def _differs(code: str, form: Fact, paper: Paper, read: Fact, material: Material, what: str) -> Finding | None:
    verdict = compare_names(form, read)
    if verdict is Verdict.PASS:
        return None
    facts: dict[str, Json] = {"what": what, "form": form.text, "paper": read.text}
    facts |= {"paper_title": CHINESE[material], "file": paper.name}
    return Finding(code, verdict, material, facts)


def _entity_paper(case: Case, asks: Requirements) -> tuple[Material, str]:
    return (WEBSITE_ID, "name") if is_individual(case, asks) else (LICENCE, "entity_name")


def _entity_names(case: Case, asks: Requirements) -> tuple[Fact, Paper, Fact] | None:
    material, key = _entity_paper(case, asks)
    form, found = form_fact(case, "entity_name"), first(case.of(material), key)
    return (form, *found) if form and found else None


@rule("NAM001", "主办者名称与证件不一致", cites=CHECKED)
def entity_name_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The form's entity against the licence, or an individual's ID card (C058)."""
    pair, (material, key) = _entity_names(case, asks), _entity_paper(case, asks)
    if pair is None:
        papers = list(case.of(material))
        if papers and form_fact(case, "entity_name") and not is_individual(case, asks):
            yield unread("NAM001", papers[-1], material, key)
        return
    form, paper, read = pair
    if is_individual(case, asks) or not abbreviates(form, read):
        finding = _differs("NAM001", form, paper, read, material, "主办单位名称")
        yield from [finding] if finding else []
    yield from _licences_of_others(case, form, paper)


def _licences_of_others(case: Case, form: Fact, counted: Paper) -> Iterator[Finding]:
    """Sent beside the entity's own, or after it: whose they are, and why they came, a person finds out."""
    for paper in case.papers:
        read = paper.facts.get("entity_name")
        beside = paper.superseded and paper.material is LICENCE and paper.mail >= counted.mail
        finding = _differs("NAM001", form, paper, read, LICENCE, "主办单位名称") if beside and read else None
        if finding:
            yield replace(finding, verdict=Verdict.UNSURE)


@rule("NAM002", "主办者名称为简写或缩写", cites="001 P4「不允许简写或缩写」")
def entity_name_abbreviated(case: Case, asks: Requirements) -> Iterator[Finding]:
    """中网科技 for 中网科技（苏州）股份有限公司 (C206, G15)."""
    pair = None if is_individual(case, asks) else _entity_names(case, asks)
    if pair and abbreviates(pair[0], pair[2]):
        finding = _differs("NAM002", *pair, LICENCE, "主办单位名称")
        yield from [finding] if finding else []


@rule("NAM003", "网站负责人与身份证不一致", cites=CHECKED)
def website_principal_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The form's website principal against their ID card."""
    form, found = form_fact(case, "website_principal_name"), first(case.of(WEBSITE_ID), "name")
    if form is None or _is_the_entity(case, asks, form):
        return
    if found:
        finding = _differs("NAM003", form, *found, WEBSITE_ID, "网站负责人姓名")
        yield from [finding] if finding else []
    elif papers := [p for p in case.of(WEBSITE_ID) if p.text("sides") != "emblem"]:
        yield unread("NAM003", papers[-1], WEBSITE_ID, "name")


def _is_the_entity(case: Case, asks: Requirements, principal: Fact) -> bool:
    """An individual who keeps their own site: NAM001 has compared them already, if the card could be read."""
    own = is_individual(case, asks) and same_name(principal.text, case.form_text("entity_name") or "")
    return own and first(case.of(WEBSITE_ID), "name") is not None


@rule("NAM004", "法定代表人不一致", cites=CHECKED)
def legal_representative_differs(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Licence against form, and the ID card against the licence (A19). 经营者 and 负责人 are the same field."""
    if is_individual(case, asks):
        return
    on_licence = first(case.of(LICENCE), "legal_representative")
    form = form_fact(case, "legal_rep_name") or form_fact(case, "entity_principal_name")
    if form and on_licence:
        finding = _differs("NAM004", form, *on_licence, LICENCE, "法定代表人（主体负责人）姓名")
        yield from [finding] if finding else []
    elif form and first(case.of(LICENCE), "entity_name"):
        yield unread("NAM004", list(case.of(LICENCE))[-1], LICENCE, "legal_representative")
    yield from _legal_id(case, form, on_licence)


def _legal_id(case: Case, form: Fact | None, on_licence: tuple[Paper, Fact] | None) -> Iterator[Finding]:
    """The card must be the person's of the licence; without one, of the form. A card of either is not told twice."""
    due = [f for f in (on_licence and on_licence[1], form) if f]
    alone = [p for p in case.of(LEGAL_ID) if not p.also and p.text("sides") != "emblem"]
    if alone and not any(p.text("name") for p in alone):
        yield unread("NAM004", alone[-1], LEGAL_ID, "name")
    for paper in alone:
        read = paper.facts.get("name")
        verdict, nearest = closest(due, read) if read else (Verdict.PASS, None)
        if read and nearest and verdict is not Verdict.PASS:
            facts: dict[str, Json] = {"what": "法定代表人姓名", "form": nearest.text, "paper": read.text}
            yield Finding("NAM004", verdict, LEGAL_ID, facts | {"paper_title": CHINESE[LEGAL_ID], "file": paper.name})


@rule("NAM005", "域名所有者不是主办者", cites="001 P1 第二步「域名所有人和网站主办者需一致」")
def foreign_domain_holder(case: Case, asks: Requirements) -> Iterator[Finding]:
    """The holder must bear the entity's name as form or licence has it (C032), or its people's under `miit_264`."""
    names = entity_facts(case, asks)
    for paper in case.of(Material.DOMAIN_CERTIFICATE) if names else ():
        holder = paper.facts.get("holder")
        if holder is None or not holder.text:
            yield unread("NAM005", paper, Material.DOMAIN_CERTIFICATE, "holder")
            continue
        verdict, nearest = closest(names, holder)
        if nearest and verdict is not Verdict.PASS and not _permitted(case, asks, holder):
            yield _holder(paper, holder, nearest, _doubt(asks, holder, verdict))


def _permitted(case: Case, asks: Requirements, holder: Fact) -> bool:
    """A20: since 2018 a unit's legal representative may hold its domain."""
    licence = first(case.of(LICENCE), "legal_representative")
    bosses = [f for f in (licence and licence[1], form_fact(case, "entity_principal_name")) if f]
    return asks.domain_owner_policy == "miit_264" and any(same_name(b.text, holder.text) for b in bosses)


def _doubt(asks: Requirements, holder: Fact, verdict: Verdict) -> Verdict:
    """A Latin holder may be the entity's English name; under `miit_264` a shareholder may prove themselves."""
    latin = not re.search(r"[\u3400-\u9fff]", holder.text)
    return Verdict.UNSURE if latin or asks.domain_owner_policy == "miit_264" else verdict


def _holder(paper: Paper, holder: Fact, nearest: Fact, verdict: Verdict) -> Finding:
    facts: dict[str, Json] = {"form": nearest.text, "paper": holder.text, "file": paper.name}
    facts |= {"domain": paper.text("domain"), "paper_title": CHINESE[Material.DOMAIN_CERTIFICATE]}
    return Finding("NAM005", verdict, Material.DOMAIN_CERTIFICATE, facts)


@rule(
    "NAM006",
    "核验单等所写主办者、人员或域名与登记表不一致",
    cites="001 P3.3 3「查看核验单内容于备案系统内信息是否一致」",
)
def letter_of_another(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Filled in by hand as often as not: a hint only. Of the other letters only what is certain is told."""
    for material in LETTERS:
        for paper in case.of(material):
            names = entity_facts(case, asks)
            facts = _another_entity(names, paper) | _another_domain(case, paper) | _another_person(case, paper)
            if facts and (material is Material.VERIFICATION_FORM or _proven(case, names, paper)):
                about: dict[str, Json] = {"paper_title": CHINESE[material], "file": paper.name}
                yield Finding("NAM006", Verdict.UNSURE, material, facts | about)


def _proven(case: Case, names: list[Fact], paper: Paper) -> bool:
    """A name that is certainly another one, or a domain that was read for certain, or that nobody misread so far."""
    entity, domain = paper.facts.get("entity_name"), paper.facts.get("domain")
    other_entity = entity is not None and closest(names, entity)[0] is Verdict.FAIL
    strange = domain is not None and bool(_another_domain(case, paper))
    other_domain = strange and domain is not None and (domain.sure or _far(domain.text, form_domains(case)))
    return other_entity or other_domain or bool(_another_person(case, paper))


def _another_person(case: Case, paper: Paper) -> dict[str, Json]:
    """Who signs, or is authorised, is the website's principal; names on 核验单 are compared by hand."""
    principal, read = form_fact(case, "website_principal_name"), paper.facts.get("name")
    if paper.material is Material.VERIFICATION_FORM or principal is None or read is None:
        return {}
    own, number = case.form_text("website_principal_cert_no"), paper.facts.get("id_number")
    other_number = own is not None and number is not None and compare_ids(own, number) is Verdict.FAIL
    differs = compare_names(principal, read) is Verdict.FAIL or other_number  # both numbers hold: not a misreading
    return {"form_person": principal.text, "paper_person": read.text} if differs else {}


def _far(read: str, listed: Iterable[str]) -> bool:
    """Half of the characters differ from every domain of the form: no misreading."""
    return all(2 * edit_distance(read, d) >= max(len(read), len(d)) for d in listed)


def _another_entity(names: list[Fact], paper: Paper) -> dict[str, Json]:
    """A sheet that says what the licence says is right; then the form is wrong, which NAM001 tells."""
    read = paper.facts.get("entity_name")
    verdict, nearest = closest(names, read) if read and read.text else (Verdict.PASS, None)
    return {"form": nearest.text, "paper": read.text} if read and nearest and verdict is not Verdict.PASS else {}


def _another_domain(case: Case, paper: Paper) -> dict[str, Json]:
    listed, read = form_domains(case), paper.text("domain")
    named = [d for d in split_list(read or "") if domain_ok(plain_domain(d))]  # 北京 wants a registrar's name beside it
    strange = [d for d in named if plain_domain(d) not in map(plain_domain, listed)]
    return {"form_domains": "、".join(listed), "paper_domain": read} if listed and strange else {}
