"""Rules on what is there at all: 「以上单文件…」 the list of [001:76-105]."""

import re
from collections.abc import Iterable, Iterator

from checks.domains import domain_ok, form_domains, is_ip, plain_domain, split_list
from checks.facts import form_fact, items, title
from checks.hints import ID_ROLES, hinted, may_be
from checks.holders import sides
from checks.reuse import on_file_before, reused
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import confusable, fold, same_name
from filing.numbers import find_icp_numbers, find_police_numbers
from filing.paper import Paper
from filing.places import PROVINCES
from filing.terms import CHINESE, Fate, FilingKind, Material, Verdict
from policy.requirements import Ask, NumberAsk, Requirements

ELSEWHERE = frozenset({Material.ICP_NUMBER_AND_PASSWORD, Material.PRE_APPROVAL})
"""Judged by MAT004 and ELI003."""

SAID_ALREADY = frozenset({"signature", "seal", "backdrop_look"})
"""Marks that `how` speaks of; a province's own marks (fingerprint, typed domain, registrar) are told beside it."""

SIDES = ("portrait", "emblem")


@rule("MAT001", "缺少材料", cites="001 P1 第二步「用户真实完整填写」1-9")
def missing_material(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Nothing usable was received. A file that is there but could not be recognised may be it: then a person looks."""
    lacking = [a for a in asks.materials if a.material not in ELSEWHERE and not received(case, a.material)]
    lacking = [a for a in lacking if a.material is not Material.DOMAIN_CERTIFICATE or not _only_ips(case)]
    lacking = [a for a in lacking if not _replaceable(case, a.material) and not reused(case, a.material)]
    doubted = _doubted(case, {a.material for a in lacking})
    for ask in lacking:
        again = on_file_before(case, asks, ask.material)
        verdict = Verdict.UNSURE if again or ask.material in doubted else Verdict.FAIL
        yield Finding("MAT001", verdict, ask.material, _wanted(ask) | again)
    yield from _domains_without_certificate(case, asks)
    if asks.authorization_unsure and not received(case, Material.AUTHORIZATION_LETTER):
        facts: dict[str, Json] = {
            "title": f"《{CHINESE[Material.AUTHORIZATION_LETTER]}》",
            "why": "authorization_unsure",
        }
        yield Finding("MAT001", Verdict.UNSURE, Material.AUTHORIZATION_LETTER, facts)


def received(case: Case, material: Material) -> bool:
    """Whether something that can be judged stands for the material."""
    return any(True for _ in case.of(material))


def _wanted(ask: Ask) -> dict[str, Json]:
    notes: list[Json] = [sentence for key, sentence in ask.notes if key not in SAID_ALREADY]
    return {"title": ask.title, "why": ask.why, "how": ask.how, "download": ask.download, "notes": notes}


def _replaceable(case: Case, material: Material) -> bool:
    """A file that says it is this material but could not be opened: FIL… asks for it, it is not missing."""
    broken = (p for p in case.papers if p.fate in (Fate.UNREADABLE, Fate.LINK_ONLY))
    return any(hinted(p) and may_be(p, material) for p in broken)


def _doubted(case: Case, lacking: set[Material]) -> set[Material]:
    """What the files that nothing recognised may be. Many lacking papers cannot all be in one strange file."""
    strange = [p for p in case.papers if p.fate is Fate.UNRECOGNISED]
    doubted = {m for p in strange for m in lacking if may_be(p, m)}
    if _one_person(case) and doubted & set(ID_ROLES):
        doubted |= lacking & set(ID_ROLES)  # 法定代表人就是网站负责人的，一份即可
    named = {m for m in doubted if any(may_be(p, m) and _only(p, m, lacking) for p in strange)}
    return doubted if _cards(doubted) <= max(len(strange), 1) else named | (doubted & {Material.BACKDROP_PHOTO})


def _cards(materials: set[Material]) -> int:
    """How many papers they are at the least: one picture may show the cards of both people, or be of both roles."""
    return len({Material.ID_CARD if m in ID_ROLES else m for m in materials})


def _one_person(case: Case) -> bool:
    """Whether the form names the same person for the website and the entity."""
    boss = case.form_text("legal_rep_name") or case.form_text("entity_principal_name") or ""
    return same_name(boss, case.form_text("website_principal_name") or "")


def _only(paper: Paper, material: Material, lacking: Iterable[Material]) -> bool:
    return not any(may_be(paper, other) for other in lacking if other is not material)


def _only_ips(case: Case) -> bool:
    """「无论…域名方式访问或是通过IP地址的方式访问」 [001:371]: a site may have no domain, so no certificate."""
    domains = form_domains(case)
    return bool(domains) and all(map(is_ip, domains))


def _domains_without_certificate(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Several domains: each needs its certificate (A21). A site that has only an IP address has none."""
    papers, ask = list(case.of(Material.DOMAIN_CERTIFICATE)), asks.ask(Material.DOMAIN_CERTIFICATE)
    if not papers or ask is None:
        return
    read = [p.facts.get("domain") for p in papers if p.text("domain") or p.text("holder")]  # NAM005 tells of the others
    held = [plain_domain(d) for f in read if f for v in items(f) for d in split_list(v)]
    proven = len(read) == len(papers) and all(f is not None and f.sure for f in read)
    if not read:
        return
    domains = [plain_domain(d) for d in form_domains(case)]
    spare = [d for d in held if d not in domains]  # what names a domain of the form exactly was read right
    for domain in domains:
        if domain_ok(domain) and not is_ip(domain) and not any(domain == d or domain.endswith("." + d) for d in held):
            near = any(confusable(domain, d) for d in spare)
            verdict = Verdict.FAIL if proven and not near else Verdict.UNSURE
            others: list[Json] = [d for d in spare if domain_ok(d)]
            yield Finding("MAT001", verdict, ask.material, _wanted(ask) | {"domain": domain, "others": others})


@rule("MAT002", "需使用本省专用版本", cites="001 P1 第二步「广东省需专用《网站备案真实性核验单-广东》」等")
def ordinary_version(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Certain only if the paper's own title is exactly the ordinary one.

    No reading of the province's version loses its ending and nothing else, so that an unsure reading proves it too.
    """
    for ask in asks.materials:
        for paper in case.of(ask.material) if ask.special else ():
            verdict = _version(ask, paper)
            if verdict is not Verdict.PASS:
                facts: dict[str, Json] = {"title": ask.title, "file": paper.name, "found": paper.text("title")}
                yield Finding("MAT002", verdict, ask.material, facts)


def _version(ask: Ask, paper: Paper) -> Verdict:
    found = paper.facts.get("title")
    marks = [p for p in PROVINCES if p in ask.title]
    if found and (_core(found.text) == _core(ask.title) or any(m in found.text for m in marks)):
        return Verdict.PASS
    hinted = any(m in paper.name for m in marks)
    readings = {_core(t) for t in (found.text, found.other) if t} if found else set()
    generic = bool(ask.generic_title) and readings == {_core(ask.generic_title)}
    return Verdict.FAIL if generic and not hinted else Verdict.UNSURE


def _core(text: str) -> str:
    """A title for comparing: 《网站备案信息真实性核验单》 is 网站备案真实性核验单."""
    return re.sub(r"[《》<>()\-—–_:：.]|信息(?=真实性)|xlsx?$|docx?$", "", fold(text))


@rule("MAT003", "身份证只有一面", cites="001 P1 第二步「网站负责人的身份证原件扫描件」")
def one_side_of_an_id_card(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Both sides must be seen, in one file or two (A18, G29)."""
    for material in ID_ROLES if asks.both_id_sides else ():
        papers = list(case.of(material))
        seen = {side for p in papers for side in sides(p)}
        lacks = [side for side in SIDES if side not in seen]
        again = material is ID_ROLES[1] and all(p.material is ID_ROLES[0] for p in papers)
        if asks.ask(material) and len(lacks) == 1 and not again and all(sides(p) for p in papers):
            unknown = any(p.fate is Fate.UNRECOGNISED and may_be(p, material) for p in case.papers)
            yield _one_side(asks, material, papers, lacks[0], Verdict.UNSURE if unknown else Verdict.FAIL)


def _one_side(asks: Requirements, material: Material, papers: list[Paper], side: str, verdict: Verdict) -> Finding:
    name = next((t for p in papers if (t := p.text("name"))), None)
    facts: dict[str, Json] = {"title": title(asks, material), "file": papers[0].name, "lacks": side, "name": name}
    return Finding("MAT003", verdict, material, facts)


@rule("MAT004", "缺少备案号或备案密码", cites="001 P1 第二步 10「请同时提供备案号和备案密码」")
def icp_number_or_password_missing(case: Case, asks: Requirements) -> Iterator[Finding]:
    """In the form, the body or the subject. An access filing needs the site's number (-n) [000:140]."""
    if asks.number is None:
        return
    lacks = _lacks(case, asks.number)
    if lacks:
        access: Json = asks.filing_kind is FilingKind.ADD_ACCESS
        facts: dict[str, Json] = {"which": asks.number.which, "lacks": list(lacks), "access": access}
        yield Finding("MAT004", Verdict.FAIL, Material.ICP_NUMBER_AND_PASSWORD, facts)


def _lacks(case: Case, ask: NumberAsk) -> list[str]:
    numbers = [n for text in number_texts(case) for n in find_icp_numbers(text)]
    lacks = []
    if not numbers and not any(find_police_numbers(t) for t in number_texts(case)):
        lacks.append("number")
    elif numbers and ask.which == "website" and all(n.site is None for n in numbers):
        lacks.append("suffix")
    password = form_fact(case, "icp_password") or case.body_fact("icp_password")
    return [*lacks, "password"] if ask.password and password is None else lacks


def number_texts(case: Case) -> list[str]:
    """Every place where an ICP number is looked for."""
    keys = ("entity_icp_number", "website_icp_number")
    facts = [f for key in keys for f in (form_fact(case, key), case.body_fact(key)) if f]
    return [*(f.text for f in facts), *(n for s in case.submissions for n in s.subject_line.icp_numbers)]
