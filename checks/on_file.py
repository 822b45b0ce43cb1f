"""Rules on what is on file outside of the case: other cases, the blacklist, products, the domain name system."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from checks.domains import form_domains, is_ip, plain_domain
from checks.facts import form_fact, items
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import same_name
from filing.numbers import clean_number, clean_phone, upgrade_id
from filing.records import Listed, Product
from filing.terms import Fate, FilingKind, Material, Verdict
from policy.requirements import Requirements

FORM = Material.REGISTRATION_FORM
CERTS = ("entity_cert_no", "entity_principal_cert_no", "legal_rep_cert_no", "website_principal_cert_no")
ON_PAPERS = ("uscc", "registration_number", "org_code", "id_number")
MOBILES = ("entity_principal_mobile", "website_principal_mobile")


@rule(
    "ELI004",
    "该证件号码已有主体备案号",
    cites="000 第一步「每一个备案主体只能有一个唯一的主体备案号…由这个单位或个人的证件号来认定」",
)
def entity_has_a_number(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A first filing by whom another case knows as filed: 新增网站 is what they need (C070)."""
    known: list[Json] = list(case.records.icp_numbers)
    if known and asks.filing_kind is FilingKind.INITIAL:
        yield Finding("ELI004", Verdict.UNSURE, FORM, {"numbers": known})


@rule("ELI005", "同一域名另有在办备案", cites="001 P4「您所填写的信息与系统中现存的信息重复」")
def domain_in_another_case(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A specialist sees which of the two is meant (C210)."""
    others: list[Json] = list(case.records.same_domain)
    if others:
        yield Finding("ELI005", Verdict.UNSURE, FORM, {"cases": others})


@rule("ELI007", "列入黑名单", cites="001 P3「对于虚假信息及时录入黑名单表」")
def blacklisted(case: Case, asks: Requirements) -> Iterator[Finding]:
    """By certificate number, mobile, domain or full name. Never told to the customer (C115, G35)."""
    for row in case.records.blacklist:
        matched: list[Json] = list(_matched(case, row))
        if matched:
            yield Finding("ELI007", Verdict.UNSURE, facts={"matched": matched, "reason": row.reason})
            return


def _matched(case: Case, row: Listed) -> Iterator[str]:
    if row.cert_no and upgrade_id(clean_number(row.cert_no)) in _certificates(case):
        yield "证件号码"
    if row.domain and plain_domain(row.domain) in _domains(case):
        yield "域名"
    if row.mobile and clean_phone(row.mobile) in _mobiles(case):
        yield "手机号码"
    if row.entity_name and same_name(row.entity_name, case.entity_name or ""):
        yield "主办者名称"


def _certificates(case: Case) -> set[str]:
    typed = [fact.text for key in CERTS if (fact := form_fact(case, key))]
    read = [t for p in case.papers if p.fate is Fate.MATERIAL for key in ON_PAPERS if (t := p.text(key))]
    return {upgrade_id(clean_number(text)) for text in (*typed, *read)}


def _domains(case: Case) -> set[str]:
    named = [*case.domains, *(d for s in case.submissions for d in s.subject_line.domains)]
    return {plain_domain(d) for d in named}


def _mobiles(case: Case) -> set[str]:
    return {clean_phone(v) for key in MOBILES for v in items(form_fact(case, key))}


@rule("PRD001", "没有对应的有效期接入产品", cites="001 P1 第三步「需有对应的有效期接入产品」")
def no_product_in_force(case: Case, asks: Requirements) -> Iterator[Finding]:
    """By domain or IP of the form, else by the customer's name (C088). Silent without a list of products."""
    products = case.records.products
    if products is None or case.form is None:
        return
    own = [p for p in products if _of_case(case, p)]
    if any(p.valid_to is None or p.valid_to >= asks.day for p in own):
        return
    until = max((p.valid_to.isoformat() for p in own if p.valid_to), default=None)
    yield Finding("PRD001", Verdict.UNSURE, facts={"reason": "expired" if own else "none", "valid_to": until})


def _of_case(case: Case, product: Product) -> bool:
    if product.domain and plain_domain(product.domain) in _domains(case):
        return True
    if product.ip and product.ip in items(form_fact(case, "server_ips")):
        return True
    return same_name(product.customer, case.entity_name or "")


@rule("DNS001", "域名解析不在我公司机房", cites="001 P1 第三步「域名解析必须是我公司机房的IP」")
def domain_resolves_elsewhere(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Only what was looked up, and only if our ranges are set. A domain that does not resolve yet says nothing."""
    ranges = [ip_network(r) for p in asks.providers for r in p.ip_ranges or ()]
    for domain, addresses in _looked_up(case):
        outside: list[Json] = [a for a in addresses if not any(ip_address(a) in r for r in ranges)]
        if ranges and outside:
            yield Finding("DNS001", Verdict.UNSURE, FORM, {"domain": domain, "addresses": outside})


@rule("DNS002", "多个域名未指向同一网站", cites="001 P4「需所有域名均指向同一网站」")
def domains_resolve_apart(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Two domains of one site without any address in common (C204)."""
    found = _looked_up(case)
    apart: list[Json] = [d for d, addresses in found[1:] if not set(addresses) & set(found[0][1])]
    if apart:
        yield Finding("DNS002", Verdict.UNSURE, FORM, {"domain": found[0][0], "others": apart})


def _looked_up(case: Case) -> list[tuple[str, tuple[str, ...]]]:
    domains = [plain_domain(d) for d in form_domains(case) if not is_ip(d)]
    return [(d, case.records.addresses[d]) for d in domains if case.records.addresses.get(d)]
