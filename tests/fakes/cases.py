"""Complete fictitious cases for tests: `enterprise_case()` and `individual_case()`, changed by keyword.

enterprise_case(province="广东", without=["backdrop_photo"])     a paper left out
enterprise_case(manager="李四")                                   website principal is not the legal representative
enterprise_case(sizes={"business_license": 512_000})             one file exactly at the bound
enterprise_case(facts={"domain_certificate": {"holder": "王五"}}) a fact of one paper changed (None: not read)
enterprise_case(kind="备案接入", website_icp_number="苏ICP备12345678号-1")  any other keyword is a form field
individual_case(entity_principal_landline=None)                  an empty field
enterprise_case(unsure={"business_license"})                     papers whose facts a person should look at
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from filing.case import Case, Submission
from filing.mail import Mail, SubjectLine
from filing.paper import Fact, FormNote, Paper
from filing.places import PROVINCES
from filing.terms import Fate, MailClass, Material
from tests.fakes.people import Organisation, Person

Value = str | tuple[str, ...] | None
Fields = Mapping[str, Value]
SHANGHAI = timezone(timedelta(hours=8))
TUESDAY_NINE = datetime(2026, 9, 15, 9, 0, tzinfo=SHANGHAI)
PROVIDERS = {"江苏": "中网科技（苏州）股份有限公司", "安徽": "安徽易速网络科技有限公司"}
MAILBOXES = {"江苏": "jiangsu", "安徽": "anhui"}
BIG = 512_001  # one byte above the strict lower bound of [001:111-113]
REGISTRAR = "样例域名注册有限公司"
SHEETS = {"广东": "网站备案真实性核验单-广东"}
LETTERS = {"上海": "网站负责人委托书-上海", "湖南": "湖南和安徽企业备案委托书", "安徽": "湖南和安徽企业备案委托书"}


def fact(value: Value, *, sure: bool = True, source: str = "text", label: str | None = None) -> Fact:
    """A fact that was read; None stands for an empty text."""
    return Fact(value or "", sure=sure, source=source, label=label)


def paper(material: Material | str, facts: Fields | None = None, **over: Any) -> Paper:
    """One recognised paper. `facts` with the value None are left out; `over` are fields of Paper, and `sure`."""
    kind = Material(material)
    sure = over.pop("sure", True)
    read = {k: fact(v, sure=sure, source="ocr") for k, v in (facts or {}).items() if v is not None}
    plain = Paper(name=f"{kind.value}.jpg", size=BIG, sha256=f"sha-{kind.value}", fate=Fate.MATERIAL, facts=read)
    return replace(plain, **{"material": kind, **over})


def form_paper(fields: Fields, **over: Any) -> Paper:
    """A registration form of which these fields are filled in; a real one has about 38 KB."""
    read = {k: fact(v, source="cell", label=k) for k, v in fields.items() if v is not None}
    plain = Paper("网站备案资料登记表-用户.xls", 38_000, "sha-form", Fate.FORM, Material.REGISTRATION_FORM, facts=read)
    return replace(plain, **over)


def mail(access: str = "江苏", subject: str = "", **over: Any) -> Mail:
    """A plain mail of a customer to the mailbox of an access province."""
    plain = Mail(
        mailbox=MAILBOXES.get(access, access),
        sha256="sha-mail",
        received_at=TUESDAY_NINE,
        mail_class=MailClass.NORMAL,
        message_id="<1@customer.example>",
        sender="customer@customer.example",
        subject=subject,
    )
    return replace(plain, **over)


def case_of(
    papers: Collection[Paper],
    *,
    access: str = "江苏",
    subject_line: SubjectLine | None = None,
    body: Fields | None = None,
) -> Case:
    """A case of one mail with these papers. `body` are facts of its text (keys of the form)."""
    line = subject_line or SubjectLine()
    said = {k: fact(v, source="body") for k, v in (body or {}).items() if v is not None}
    text = "+".join((line.entity_name or "", *line.domains))
    return Case(access).with_(Submission(mail(access, text), line, tuple(papers), said))


def person_fields(role: str, person: Person) -> Fields:
    """The form's fields of one person; role is `entity_principal` or `website_principal`."""
    values: dict[str, Value] = {
        "name": person.name,
        "cert_type": "身份证",
        "cert_no": person.id_number,
        "mobile": "13800000001",
    }
    values |= {"landline": f"{PROVINCES[person.province].area_codes[0]}-80000001", "email": "box@customer.example"}
    return {f"{role}_{key}": value for key, value in values.items()}


def site_fields(access: str, domain: str, site: str, service: str) -> Fields:
    """The form's fields of website and access."""
    return {
        "site_name": site,
        "domains": (domain,),
        "home_url": domain,
        "service_type": service,
        "access_provider": PROVIDERS.get(access),
        "access_method": "虚拟主机",
        "server_location": access,
        "server_ips": ("192.0.2.10",),
    }


def entity_fields(name: str, nature: str, certificate: tuple[str, str], address: str, province: str) -> Fields:
    """The form's fields of the entity; `certificate` is (type, number)."""
    return {
        "kind": "新增备案",
        "entity_name": name,
        "entity_nature": nature,
        "entity_cert_type": certificate[0],
        "entity_cert_no": certificate[1],
        "entity_cert_address": address,
        "entity_province": PROVINCES[province].full,
        "entity_city": "某某市",
        "entity_county": "某某区",
        "entity_mail_address": address,
    }


def id_facts(person: Person) -> Fields:
    """What both sides of an ID card say."""
    return {
        "name": person.name,
        "id_number": person.id_number,
        "sides": ("portrait", "emblem"),
        "issued_by": "某某市公安局",
        "valid_from": "2016-01-01",
        "valid_to": "2036-01-01",
        "address": person.address,
    }


def common_papers(entity: str, domain: str, province: str) -> list[Paper]:
    """The papers 2, 3, 4 and 6 of the list [001:79-99], in the version of the province."""
    sheet = SHEETS.get(province, "网站备案真实性核验单")
    return [
        paper("verification_form", {"title": sheet, "entity_name": entity, "domain": domain}),
        paper("security_commitment", {"title": "网站备案信息安全责任书", "entity_name": entity}),
        paper(
            "domain_certificate",
            {"domain": domain, "holder": entity, "registrar": REGISTRAR, "valid_to": "2030-01-01"},
            size=120_000,
        ),
        paper("backdrop_photo"),
    ]


def licence(organisation: Organisation, legal_representative: str) -> Paper:
    """The licence of an organisation."""
    read: Fields = {
        "title": "营业执照",
        "entity_name": organisation.name,
        "uscc": organisation.uscc,
        "legal_representative": legal_representative,
        "address": organisation.address,
        "valid_from": "2015-01-01",
        "valid_to": "长期",
    }
    return paper("business_license", read)


def enterprise_case(
    *,
    access: str = "江苏",
    province: str = "江苏",
    name: str = "苏州甲乙科技有限公司",
    domain: str = "example.com",
    uscc_kind: str = "91",
    nature: str = "企业",
    manager: str | None = None,
    **changes: Any,
) -> Case:
    """All that an organisation sends. `manager` is a website principal other than the legal representative 张三."""
    company, boss = Organisation(name, province, uscc_kind), Person("张三", province)
    keeper = Person(manager, province, "002") if manager else boss
    fields = {
        **entity_fields(name, nature, ("营业执照", company.uscc), company.address, province),
        **person_fields("entity_principal", boss),
        **person_fields("website_principal", keeper),
        **site_fields(access, domain, "甲乙科技", "单位门户网站"),
    }
    papers = [*common_papers(name, domain, province), licence(company, boss.name), *_id_papers(boss, keeper)]
    return _assembled(access, SubjectLine(name, (domain,), confident=True), fields, papers, **changes)


def _id_papers(boss: Person, keeper: Person) -> list[Paper]:
    if boss == keeper:
        return [paper("website_principal_id", id_facts(boss), also=(Material.LEGAL_REPRESENTATIVE_ID,))]
    letter = {"title": LETTERS.get(boss.province, "网站负责人委托书"), "name": keeper.name}
    return [
        paper("website_principal_id", id_facts(keeper)),
        paper("legal_representative_id", id_facts(boss)),
        paper("authorization_letter", letter),
    ]


def individual_case(
    *,
    access: str = "江苏",
    province: str = "江苏",
    name: str = "李四",
    domain: str = "example.net",
    **changes: Any,
) -> Case:
    """All that an individual sends."""
    person = Person(name, province, "003")
    fields = {
        **entity_fields(name, "个人", ("身份证", person.id_number), person.address, province),
        **person_fields("entity_principal", person),
        **person_fields("website_principal", person),
        **site_fields(access, domain, "李四的读书笔记", "其他"),
    }
    papers = [*common_papers(name, domain, province), paper("website_principal_id", id_facts(person))]
    return _assembled(access, SubjectLine(name, (domain,), confident=True), fields, papers, **changes)


def _assembled(
    access: str,
    line: SubjectLine,
    fields: Fields,
    papers: list[Paper],
    *,
    without: Collection[str] = (),
    facts: Mapping[str, Fields] | None = None,
    sizes: Mapping[str, int] | None = None,
    unsure: Collection[str] = (),
    notes: tuple[FormNote, ...] = (),
    body: Fields | None = None,
    add: Collection[Paper] = (),
    subject_line: SubjectLine | None = None,
    **form_changes: Value,
) -> Case:
    """Apply the keywords that both builders share; what is left over are fields of the form."""
    form = form_paper({**fields, **form_changes}, notes=notes)
    kept = [_changed(p, facts or {}, sizes or {}, unsure) for p in (form, *papers) if str(p.material) not in without]
    return case_of([*kept, *add], access=access, subject_line=subject_line or line, body=body)


def _changed(old: Paper, facts: Mapping[str, Fields], sizes: Mapping[str, int], unsure: Collection[str]) -> Paper:
    key = str(old.material)
    news = facts.get(key, {})
    read = {k: f for k, f in old.facts.items() if k not in news}
    read |= {k: fact(v, source="ocr") for k, v in news.items() if v is not None}
    if key in unsure:
        read = {k: replace(f, sure=False) for k, f in read.items()}
    return replace(old, facts=read, size=sizes.get(key, old.size))
