"""Fictitious companies and other organisations: every field that their certificates and forms show."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.numbers import credit_code, random_organisation_body, registration_number
from samples.people import Person, person
from samples.places import City, city_of

BRANDS = (
    "甲乙",
    "青禾",
    "拾光",
    "云帆",
    "沐森",
    "启铭",
    "恒远",
    "晟翔",
    "鹿鸣",
    "砚池",
    "禾木",
    "佰川",
    "映雪",
    "锦程",
)
TRADES = ("科技", "机电设备", "软件", "商贸", "环保工程", "包装材料", "精密模具", "网络技术")
SCOPE = (
    "一般项目：技术服务、技术开发、技术咨询；计算机系统服务；软件开发；机械设备销售；五金产品批发；日用百货销售"
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）。"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of organisation is registered. `head`: first two characters of its credit code."""

    head: str
    nature: str
    suffix: str
    type_name: str
    person_label: str


KINDS = {
    "company": Kind("91", "企业", "有限公司", "有限责任公司(自然人投资或控股)", "法定代表人"),
    "joint_stock": Kind("91", "企业", "股份有限公司", "股份有限公司(非上市、自然人投资或控股)", "法定代表人"),
    "sole_owner": Kind("91", "企业", "设计工作室", "个人独资企业", "投资人"),
    "partnership": Kind("91", "企业", "管理咨询合伙企业（有限合伙）", "有限合伙企业", "执行事务合伙人"),
    "branch": Kind("91", "企业", "有限公司{city}分公司", "有限责任公司分公司(自然人投资或控股)", "负责人"),
    "sole_trader": Kind("92", "企业", "经营部", "个体工商户", "经营者"),
    "public_institution": Kind("12", "事业单位", "", "事业单位法人", "法定代表人"),
    "social_organization": Kind("51", "社会团体", "行业协会", "社会团体法人", "法定代表人"),
}


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation. `kind` is a key of KINDS; `term_to` None means open-ended; `capital` is the printed text."""

    name: str
    kind: str
    uscc: str
    registration_number: str
    legal_representative: Person
    address: str
    founded: date
    term_to: date | None
    capital: str
    scope: str
    authority: str
    landline: str
    city: City

    @property
    def province(self) -> str:
        """Short name of the province."""
        return self.city.province

    @property
    def nature(self) -> str:
        """主办单位性质 as the registration form writes it."""
        return KINDS[self.kind].nature

    @property
    def type_name(self) -> str:
        """类型 as the licence prints it."""
        return KINDS[self.kind].type_name

    @property
    def person_label(self) -> str:
        """The label beside the legal representative's name: 法定代表人, 经营者, 执行事务合伙人 …"""
        return KINDS[self.kind].person_label


def company(
    seed: int | str,
    province: str = "江苏",
    *,
    kind: str = "company",
    name: str | None = None,
    city: str | None = None,
    legal_representative: Person | None = None,
) -> Company:
    """The company of a seed: the same one every time. Name, city and legal representative may be given."""
    rng = Random(f"company/{seed}/{province}/{kind}")
    place = city_of(province, rng, city)
    county = place.county_code(rng)
    founded = date(2003, 3, 1) + timedelta(days=rng.randrange(6500))
    address = place.address(rng)
    return Company(
        name=name or _name(rng, place, kind),
        kind=kind,
        uscc=credit_code(KINDS[kind].head, county, random_organisation_body(rng)),
        registration_number=registration_number(county, f"{rng.randrange(10**8):08d}"),
        legal_representative=legal_representative or person(f"{seed}/legal", province, city=city),
        address=address,
        founded=founded,
        term_to=founded.replace(year=founded.year + 30, day=min(founded.day, 28)) if rng.random() < 0.4 else None,
        capital=f"{rng.choice(('壹佰', '伍佰', '壹仟'))}万元整",
        scope=SCOPE,
        authority=_authority(place, kind),
        landline=place.landline(rng),
        city=place,
    )


def _name(rng: Random, city: City, kind: str) -> str:
    short = city.name.removesuffix("市")
    if kind == "public_institution":
        body = rng.choice(("水文监测中心", "园林绿化管理所", "图书馆"))
        return f"{city.name}{rng.choice(('青屏', '白榆', '云溪'))}{body}"
    if kind == "social_organization":
        return f"{city.name}{rng.choice(('包装', '模具', '花卉'))}{KINDS[kind].suffix}"
    if kind == "sole_trader":
        return f"{city.name}青屏区{rng.choice(BRANDS)}五金{KINDS[kind].suffix}"
    return f"{short}{rng.choice(BRANDS)}{rng.choice(TRADES)}{KINDS[kind].suffix.format(city=short)}"


def _authority(city: City, kind: str) -> str:
    if kind == "public_institution":
        return f"{city.name}事业单位登记管理局"
    if kind == "social_organization":
        return f"{city.name}民政局"
    return f"{city.name}市场监督管理局"
