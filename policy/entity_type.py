"""Whether an individual files, an enterprise, or which other organisation (A10, domain table §5.2)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from filing.case import Case
from filing.names import fold, looks_like_organisation, looks_like_person
from filing.numbers import clean_number, id_number_ok, uscc_ok
from filing.terms import EntityType, Material

_E = EntityType
_CODES = {
    "4": _E.ENTERPRISE, "2": _E.GOVERNMENT, "3": _E.PUBLIC_INSTITUTION, "5": _E.INDIVIDUAL,
    "6": _E.SOCIAL_ORGANIZATION, "9": _E.PRIVATE_NON_ENTERPRISE, "10": _E.FOUNDATION, "11": _E.LAW_FIRM,
}  # fmt: skip
_OTHER_CODES = frozenset(["1", "12", "13", "14", "15", "16", "17", "18", "19", "20"])
_NATURES = {
    _E.ENTERPRISE: (
        "企业 企业单位 企业法人 公司 有限公司 有限责任公司 股份有限公司 股份公司 私营企业 民营企业 "
        "国有企业 外资企业 合伙企业 个人独资企业 独资企业 个体工商户 个体户 个体 农民专业合作社 合作社 商户"
    ),
    _E.INDIVIDUAL: "个人 自然人 个人用户 个人性质 个人网站 私人",
    _E.GOVERNMENT: "政府机关 政府 党政机关 国家机关 机关 机关单位 行政机关 行政单位 政府部门",
    _E.PUBLIC_INSTITUTION: "事业单位 事业 事业法人",
    _E.SOCIAL_ORGANIZATION: "社会团体 社团 社团法人 社会团体法人",
    _E.PRIVATE_NON_ENTERPRISE: "民办非企业单位 民办非企业 民非 社会服务机构",
    _E.FOUNDATION: "基金会",
    _E.LAW_FIRM: "律师事务所 律师执业机构 律所",
    _E.OTHER: (
        "国防机构 军队 部队 外国在华文化中心 群众性团体 群众性团体组织 群团组织 司法鉴定机构 司法鉴定 "
        "宗教团体 宗教活动场所 境外机构 医疗机构 公证机构 集体经济 集体经济组织 农村集体经济组织 "
        "仲裁机构 其他 其它 其他组织"
    ),
}
_BY_NATURE = {word: kind for kind, words in _NATURES.items() for word in words.split()}
_NATURE_WORDS = re.compile("|".join(sorted(map(re.escape, _BY_NATURE), key=len, reverse=True)))
_TITLES = (
    (re.compile("民办非企业|社会服务机构"), _E.PRIVATE_NON_ENTERPRISE),
    (re.compile("事业单位"), _E.PUBLIC_INSTITUTION),
    (re.compile("社会团体"), _E.SOCIAL_ORGANIZATION),
    (re.compile("基金会"), _E.FOUNDATION),
    (re.compile("律师事务所"), _E.LAW_FIRM),
    (re.compile("营业执照|个体工商户"), _E.ENTERPRISE),
    (re.compile("身份证|护照|通行证|居住证|台胞证|军官证"), _E.INDIVIDUAL),
    (re.compile("医疗机构|部队代号|宗教"), _E.OTHER),
)
_USCC = {
    "11": _E.GOVERNMENT, "12": _E.PUBLIC_INSTITUTION, "31": _E.LAW_FIRM, "51": _E.SOCIAL_ORGANIZATION,
    "52": _E.PRIVATE_NON_ENTERPRISE, "53": _E.FOUNDATION, "91": _E.ENTERPRISE, "92": _E.ENTERPRISE, "93": _E.ENTERPRISE,
}  # fmt: skip
_ENDINGS = (
    (re.compile("(协会|学会|商会|联合会)$"), _E.SOCIAL_ORGANIZATION),
    (re.compile("基金会$"), _E.FOUNDATION),
    (re.compile("律师事务所$"), _E.LAW_FIRM),
    (re.compile("(人民政府|街道办事处|管理局)$"), _E.GOVERNMENT),
    (
        re.compile("(学校|小学|中学|大学|学院|医院|卫生院|研究院|研究所|图书馆|博物馆|文化馆|电视台|委员会|中心)$"),
        _E.OTHER,
    ),
)


@dataclass(frozen=True, slots=True)
class Nature:
    """What the entity is; `source` is form | certificate | uscc | name, "" if nothing says; 个体工商户 is marked."""

    entity_type: EntityType | None
    source: str = ""
    individual_business: bool = False


def entity_type(case: Case) -> Nature:
    """By the form's nature, else the certificate on file, else its number, else the shape of the name."""
    kind, source = next(((kind, source) for kind, source in _evidence(case) if kind), (None, ""))
    return Nature(kind, source, kind is _E.ENTERPRISE and _individual_business(case))


def type_of_nature(text: str) -> EntityType | None:
    """主办单位性质 in words or as the regulator's code ("4 企业"); None for 单位, nothing known, or several at once."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if plain in set(EntityType):
        return EntityType(plain)
    words = {_BY_NATURE[word] for word in _NATURE_WORDS.findall(plain)}
    if words:
        return words.pop() if len(words) == 1 else None
    code = re.sub(r"\D", "", plain)
    return _E.OTHER if code in _OTHER_CODES else _CODES.get(code)


def type_of_uscc(number: str) -> EntityType | None:
    """By the first two characters of a valid unified social credit code."""
    return _USCC.get(clean_number(number)[:2], _E.OTHER) if uscc_ok(number) else None


def type_of_name(name: str) -> EntityType | None:
    """By its shape: 李四 is a person, …有限公司 an enterprise."""
    plain = fold(name)
    if kind := next((kind for pattern, kind in _ENDINGS if pattern.search(plain)), None):
        return kind
    if looks_like_organisation(name):
        return _E.ENTERPRISE
    return _E.INDIVIDUAL if looks_like_person(name) else None


def _evidence(case: Case) -> Iterator[tuple[EntityType | None, str]]:
    """Each piece of evidence in turn; 单位 alone says that it is not an individual, so it waits for the rest."""
    nature = case.form_text("entity_nature") or ""
    yield type_of_nature(nature), "form"
    yield _type_of_title(case.form_text("entity_cert_type") or ""), "form"
    for licence in case.of(Material.BUSINESS_LICENSE):
        yield _type_of_title(licence.text("title") or ""), "certificate"
        yield type_of_uscc(licence.text("uscc") or ""), "certificate"
    number = case.form_text("entity_cert_no") or ""
    yield type_of_uscc(number), "uscc"
    yield _E.INDIVIDUAL if id_number_ok(number) else None, "uscc"
    yield from ((_E.ENTERPRISE, "certificate") for _ in case.of(Material.BUSINESS_LICENSE))
    yield type_of_name(_name(case)), "name"
    yield _E.ENTERPRISE if "单位" in nature else None, "form"


def _type_of_title(title: str) -> EntityType | None:
    return next((kind for pattern, kind in _TITLES if pattern.search(title)), None)


def _name(case: Case) -> str:
    subjects = (s.subject_line.entity_name for s in reversed(case.submissions))
    return case.form_text("entity_name") or next((name for name in subjects if name), "")


def _individual_business(case: Case) -> bool:
    """个体工商户 (A10: an enterprise, but a specialist should know)."""
    texts = [case.form_text("entity_nature"), case.form_text("entity_cert_type")]
    numbers = [case.form_text("entity_cert_no")]
    for licence in case.of(Material.BUSINESS_LICENSE):
        texts.append(licence.text("title"))
        numbers.append(licence.text("uscc"))
    said = any("个体" in text for text in texts if text)
    return said or any(n and uscc_ok(n) and clean_number(n).startswith("92") for n in numbers)
