"""For each code one case that trips it and one that is near it and does not."""

from dataclasses import replace
from datetime import date
from typing import Any

from filing.acts import CopyAsked
from filing.case import Case
from filing.mail import SubjectLine
from filing.paper import Fact, FormNote, Paper
from filing.records import Listed, Product, Records
from filing.terms import Fate, Problem, Verdict
from tests.fakes.cases import enterprise_case, form_paper, individual_case, paper
from tests.fakes.people import Person, uscc

FAIL, UNSURE = Verdict.FAIL, Verdict.UNSURE
NAME = "苏州甲乙科技有限公司"


def looking(material: str, **quality: Any) -> Case:
    """The enterprise case with one paper's measurements set."""
    case = enterprise_case()
    papers = {i: replace(p, quality=quality) for i, p in enumerate(case.papers) if p.material == material}
    return case.with_papers(papers)


def blurred(*, read: bool) -> Case:
    case = enterprise_case(unsure=() if read else {"business_license"})
    papers = {
        i: replace(p, quality={"blur": 40.0}) for i, p in enumerate(case.papers) if p.material == "business_license"
    }
    return case.with_papers(papers)


def file(name: str, fate: Fate, problem: Problem | None = None) -> Paper:
    return Paper(name, 600_000, f"sha-{name}", fate, problem=problem)


def broken(problem: Problem) -> Case:
    return enterprise_case(without=["backdrop_photo"], add=[file("IMG_1.jpg", Fate.UNREADABLE, problem)])


def resent(problem: Problem) -> Case:
    """The file came again in the second mail and is whole: nothing to tell."""
    first = broken(problem)
    photo = paper("backdrop_photo", sha256="sha-second")
    return first.with_(replace(first.latest, papers=(photo,)))


def with_newer(case: Case, *papers: Paper) -> Case:
    """The case after a second mail with these papers."""
    return case.with_(replace(case.latest, papers=papers))


def asked_again(case: Case) -> Case:
    """A specialist wants a better copy of the licence."""
    return replace(case, acts=(CopyAsked("sha-business_license", "blurred", "字迹模糊，无法辨认", "请重新扫描"),))


def subject(name: str | None, *domains: str, confident: bool = True) -> SubjectLine:
    return SubjectLine(name, domains, confident=confident)


def said_in_mail(case: Case, kind: str) -> Case:
    """The body speaks of a kind and names an ICP number."""
    facts = {"filing_kind": kind, "website_icp_number": "苏ICP备12345678号-1"}
    body = {key: Fact(value, sure=True, source="body") for key, value in facts.items()}
    return replace(case, submissions=(*case.submissions[:-1], replace(case.latest, body=body)))


def changed_hands(*, card: bool) -> Case:
    """The second mail's form names another principal; whether the first one's ID card had come."""
    first = enterprise_case(manager="李四", without=() if card else ("website_principal_id",))
    second = enterprise_case(manager="王小明")
    ids = [p for p in second.papers if p.material == "website_principal_id"]
    form = form_paper({k: f.value for k, f in second.form.facts.items()} if second.form else {}, sha256="sha-2")
    return first.with_(replace(first.latest, papers=(form, *ids)))


SIDES = ("portrait", "emblem")
OTHER_ID = Person("王五", "江苏", "007").id_number
BAD_ID = Person().id_number[:-1] + ("1" if Person().id_number[-1] != "1" else "2")

OTHER_CASE = Records(icp_numbers=("苏ICP备12345678号",), same_domain=("BA-20260901-0001",))
EXPIRED = Product(domain="www.example.com", valid_to=date(2026, 9, 14))
IN_FORCE = Product(customer="苏州甲乙科技有限公司", valid_to=date(2026, 9, 15))


def form_of(name: str, *domains: str) -> Paper:
    """A second form in the same mail."""
    return form_paper({"entity_name": name, "domains": domains}, sha256=f"sha-form-{name}{domains}", name="2.xls")


def on_file(records: Records, **changes: Any) -> Case:
    return replace(enterprise_case(**changes), records=records)


def resolved(*addresses: str, **changes: Any) -> Case:
    """Its domains in order, each resolving to one address."""
    domains = ("example.com", "example.org")
    found = {d: (a,) for d, a in zip(domains, addresses, strict=False)}
    return on_file(Records(addresses=found), domains=domains[: len(addresses)], **changes)


TRIPS: dict[str, tuple[Case, Verdict]] = {
    "SUB001": (enterprise_case(subject_line=subject(None)), FAIL),
    "SUB002": (enterprise_case(subject_line=subject("上海丙丁贸易有限公司", "example.com")), FAIL),
    "SUB003": (enterprise_case(subject_line=subject(NAME, "example.org")), FAIL),
    "SUB004": (enterprise_case(add=[form_of("上海丙丁贸易有限公司", "example.org")]), UNSURE),
    "ROU001": (enterprise_case(access="安徽", server_ips=("203.0.113.7",)), FAIL),
    "ELI001": (enterprise_case(province="新疆"), FAIL),
    "ELI002": (individual_case(site_name="苏州甲乙科技有限公司"), UNSURE),
    "ELI003": (enterprise_case(site_name="甲乙医药网"), UNSURE),
    "ELI004": (on_file(OTHER_CASE), UNSURE),
    "ELI005": (on_file(OTHER_CASE), UNSURE),
    "ELI007": (on_file(Records(blacklist=(Listed(cert_no=Person("张三").id_number, reason="虚假信息"),))), UNSURE),
    "PRD001": (on_file(Records(products=(EXPIRED,))), UNSURE),
    "DNS001": (resolved("192.0.2.1"), UNSURE),
    "DNS002": (resolved("203.0.113.1", "203.0.113.2"), UNSURE),
    "ELI006": (enterprise_case(province="浙江", kind="变更备案", entity_icp_number="苏ICP备12345678号"), FAIL),
    "MAT001": (enterprise_case(without=["backdrop_photo"]), FAIL),
    "MAT002": (enterprise_case(province="广东", facts={"verification_form": {"title": "网站备案真实性核验单"}}), FAIL),
    "MAT003": (enterprise_case(facts={"website_principal_id": {"sides": ("portrait",)}}), FAIL),
    "MAT004": (enterprise_case(kind="备案接入"), FAIL),
    "SIZ001": (enterprise_case(sizes={"business_license": 512_000}), FAIL),
    "SIZ002": (enterprise_case(sizes={"business_license": 90_000_000}), UNSURE),
    "FIL001": (enterprise_case(add=[file("a.jpg", Fate.UNRECOGNISED)]), UNSURE),
    "FIL002": (broken(Problem.PASSWORD), FAIL),
    "FIL003": (enterprise_case(without=["backdrop_photo"], add=[file("a.zip", Fate.LINK_ONLY)]), FAIL),
    "FIL004": (broken(Problem.DAMAGED), FAIL),
    "FIL005": (broken(Problem.OVER_LIMITS), FAIL),
    "FRM001": (enterprise_case(site_name=None), FAIL),
    "FRM002": (enterprise_case(website_principal_mobile="1380000"), FAIL),
    "FRM003": (
        enterprise_case(
            entity_principal_cert_no=None,
            notes=(FormNote("lost_digits", "entity_principal_cert_no", "号码", "3.2E+17"),),
        ),
        FAIL,
    ),
    "FRM004": (enterprise_case(entity_name=None, notes=(FormNote("sample", "entity_name", "主办单位名称"),)), FAIL),
    "FRM005": (enterprise_case(access_provider="安徽易速网络科技有限公司"), FAIL),
    "FRM006": (enterprise_case(server_ips=("192.0.2.9",)), FAIL),
    "FRM007": (
        individual_case(province="辽宁", entity_principal_landline=None, website_principal_landline="4008001234"),
        FAIL,
    ),
    "FRM008": (enterprise_case(domains=("www.example.com",)), FAIL),
    "FRM009": (enterprise_case(home_url="example.com、www.example.com"), FAIL),
    "FRM010": (individual_case(service_type="单位门户网站"), FAIL),
    "FRM013": (said_in_mail(enterprise_case(), "add_access"), UNSURE),
    "FRM014": (enterprise_case(add=[form_of("苏州甲乙科技有限公司", "example.com", "example.org")]), UNSURE),
    "FRM012": (enterprise_case(server_location="江苏省苏州市"), UNSURE),
    "FRM011": (enterprise_case(entity_cert_address="江苏省南京市别处区别处大道999号"), UNSURE),
    "NAM001": (enterprise_case(entity_name="上海丙丁贸易有限公司"), FAIL),
    "NAM002": (enterprise_case(entity_name="甲乙科技"), FAIL),
    "NAM003": (
        enterprise_case(website_principal_name="李小四", website_principal_cert_no=OTHER_ID, manager="李四"),
        UNSURE,
    ),
    "NAM004": (enterprise_case(facts={"business_license": {"legal_representative": "赵六六"}}), FAIL),
    "NAM005": (enterprise_case(facts={"domain_certificate": {"holder": "王五"}}), FAIL),
    "NAM006": (enterprise_case(facts={"verification_form": {"domain": "example.org"}}), UNSURE),
    "NUM001": (enterprise_case(facts={"business_license": {"uscc": uscc("江苏", "91", "MA00007")}}), FAIL),
    "NUM002": (enterprise_case(facts={"website_principal_id": {"id_number": OTHER_ID}}), FAIL),
    "NUM003": (enterprise_case(entity_principal_cert_no=BAD_ID), FAIL),
    "NUM004": (enterprise_case(facts={"website_principal_id": {"valid_to": "2026-09-14"}}), FAIL),
    "ICP001": (enterprise_case(kind="备案接入", website_icp_number="浙公网安备33010002000001号"), FAIL),
    "SIT001": (enterprise_case(site_name="中国甲乙网"), FAIL),
    "SIT002": (individual_case(site_name="苏州生活"), UNSURE),
    "QUA007": (changed_hands(card=True), UNSURE),
    "SIT003": (enterprise_case(site_name="甲乙私服网"), UNSURE),
    "QUA001": (blurred(read=False), UNSURE),
    "QUA002": (looking("business_license", grey_copy=True, red_seal=False), UNSURE),
    "QUA003": (looking("verification_form", grey_copy=False, red_seal=False), UNSURE),
    "QUA004": (individual_case(province="江西"), UNSURE),
    "QUA005": (looking("backdrop_photo", editor="Adobe Photoshop"), UNSURE),
    "QUA006": (looking("verification_form", fax=True), UNSURE),
    "QUA008": (looking("business_license", moire=120.0), UNSURE),
    "QUA009": (looking("website_principal_id", temporary=1), UNSURE),
    "ASK001": (asked_again(enterprise_case()), FAIL),
}

PASSES: dict[str, Case] = {
    "SUB001": enterprise_case(),
    "SUB002": enterprise_case(subject_line=subject("苏州甲乙科技有限公司 ", "example.com")),
    "SUB003": enterprise_case(domains=("example.com", "example.org"), subject_line=subject(NAME, "www.example.org")),
    "SUB004": enterprise_case(add=[form_of("苏州甲乙科技有限公司", "example.com", "example.org")]),
    "ROU001": enterprise_case(access="安徽", server_ips=("198.51.100.7",)),
    "ELI001": enterprise_case(province="山西"),
    "ELI002": individual_case(),
    "ELI003": enterprise_case(site_name="甲乙医药网", add=[paper("pre_approval")]),
    "ELI004": on_file(OTHER_CASE, kind="新增网站"),
    "ELI005": enterprise_case(),
    "ELI007": on_file(Records(blacklist=(Listed(entity_name="苏州甲乙有限公司", domain="ample.com"),))),
    "PRD001": on_file(Records(products=(EXPIRED, IN_FORCE))),
    "DNS001": resolved("203.0.113.1"),
    "DNS002": resolved("203.0.113.1", "203.0.113.1"),
    "ELI006": enterprise_case(kind="变更备案", entity_icp_number="苏ICP备12345678号"),
    "MAT001": enterprise_case(),
    "MAT002": enterprise_case(province="广东"),
    "MAT003": enterprise_case(),
    "MAT004": enterprise_case(kind="备案接入", website_icp_number="苏ICP备12345678号-1", icp_password="Ab12cd"),
    "SIZ001": enterprise_case(
        sizes={"business_license": 512_001, "registration_form": 38_000, "domain_certificate": 9_000}
    ),
    "SIZ002": enterprise_case(sizes={"business_license": 1_000_000}),
    "FIL001": enterprise_case(add=[file("logo.png", Fate.DECORATION)]),
    "FIL002": resent(Problem.PASSWORD),
    "FIL003": enterprise_case(add=[file("a.zip", Fate.LINK_ONLY)]),
    "FIL004": resent(Problem.DAMAGED),
    "FIL005": resent(Problem.OVER_LIMITS),
    "FRM001": enterprise_case(investor=None),
    "FRM002": enterprise_case(website_principal_mobile="+852 5123 4567"),
    "FRM003": enterprise_case(),
    "FRM004": enterprise_case(notes=(FormNote("sample", "entity_name", "主办单位名称"),)),
    "FRM005": enterprise_case(access_provider="中网科技(苏州)股份有限公司"),
    "FRM006": enterprise_case(server_ips=("203.0.113.9",)),
    "FRM007": individual_case(province="江苏", entity_principal_landline=None, website_principal_landline=None),
    "FRM008": enterprise_case(home_url="www.example.com"),
    "FRM009": enterprise_case(home_url="http://www.example.com/"),
    "FRM010": enterprise_case(service_type="单位门户网站"),
    "FRM013": said_in_mail(enterprise_case(), "initial"),
    "FRM014": enterprise_case(add=[form_of("苏州甲乙科技有限公司", "example.com")]),
    "FRM012": enterprise_case(server_location="浙江省"),
    "FRM011": enterprise_case(entity_cert_address="江苏某某市样例大道八号"),
    "NAM001": enterprise_case(entity_name="苏州甲乙科技有限公司"),
    "NAM002": enterprise_case(name="苏州甲乙科技（集团）有限公司", entity_name="苏州甲乙科技(集团)有限公司"),
    "NAM003": enterprise_case(manager="李四"),
    "NAM004": enterprise_case(manager="李四"),
    "NAM005": enterprise_case(facts={"domain_certificate": {"holder": "苏州甲乙科技有限公司"}}),
    "NAM006": enterprise_case(facts={"verification_form": {"domain": "WWW.example.com"}}),
    "NUM001": enterprise_case(),
    "NUM002": enterprise_case(),
    "NUM003": enterprise_case(website_principal_cert_type="护照", website_principal_cert_no="E12345678"),
    "NUM004": enterprise_case(facts={"website_principal_id": {"valid_to": "长期"}}),
    "ICP001": enterprise_case(kind="备案接入", website_icp_number="苏ICP备12345678号-1 浙公网安备33010002000001号"),
    "SIT001": enterprise_case(name="中国甲乙科技有限公司", site_name="中国甲乙网"),
    "SIT002": individual_case(site_name="李四的读书笔记"),
    "QUA007": changed_hands(card=False),
    "SIT003": enterprise_case(site_name="甲乙影视"),  # ELI003 asks
    "QUA001": blurred(read=True),
    "QUA002": looking("business_license", grey_copy=True, red_seal=True),
    "QUA003": looking("backdrop_photo", grey_copy=False, red_seal=False),
    "QUA004": enterprise_case(without=["verification_form", "security_commitment", "backdrop_photo"]),
    "QUA005": looking("backdrop_photo", pixels="800x600"),
    "QUA006": looking("verification_form", grey_copy=True),
    "QUA008": looking("business_license", moire=30.0, edge_cut=0),
    "QUA009": looking("website_principal_id", moire=120.0),
    "ASK001": asked_again(with_newer(enterprise_case(), paper("business_license", sha256="sha-second"))),
}

RANGED = frozenset({"ROU001", "FRM006", "DNS001"})
"""Codes that need our ranges to be set."""

PROFILES = {"FRM012": "gaojie"}
"""Rules that only another profile than the classic one trips."""
