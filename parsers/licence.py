"""Licences and registration certificates of entities: 营业执照 and its sisters (domain facts 2.1, 6.2-6.5)."""

import re

from filing.numbers import clean_number, org_code_ok, registration_number_ok, uscc_ok
from filing.terms import Material
from parsers import values
from parsers.bid import NO_BID, Bid, Recogniser
from parsers.layout import Fields, Value, Values, labels
from parsers.naming import organisations
from parsers.page import Page, squeeze
from parsers.titles import title

TITLE = (
    r"(中华人民共和国)?[\u4e00-\u9fff]{0,14}(营业执照|法人证书|法人登记证书?|法人资格证书|单位(\(法人\))?登记证书?|组织机构代码证|统一社会信用代码证书?|"
    r"社会服务机构登记证书?|宗教活动场所登记证|代表机构登记证|事务所执业许可证|分所执业许可证|医疗机构执业许可证|公证机构执业证|司法鉴定许可证|"
    r"基金会登记证书?|团体登记证书?)(书)?\(?(正本|副本|电子|电子版|正、副本|正副本)?.{0,8}"
)
NOT_THE_PAPER = r".*(复印件|扫描件|原件|号码?|信息|照片|类型|提供|上传|提交|名称).*"

LABELS = labels(
    uscc="""
        统一社会信用代码 社会信用代码 信用代码 统一社会信用代码/注册号 注册号 注册号/统一社会信用代码 证照编号
        执业许可证号 许可证号 登记证号 证书编号 代码 登记号 事证号 社证字第 机构代码
    """,
    entity_name="""
        名称 企业名称 单位名称 机构名称 公司名称 律师事务所名称 字号名称 个体工商户名称 中文名称 工会名称
        场所名称 医疗机构名称 学校名称 称
    """,
    legal_representative="""
        法定代表人 法人代表 法定代表人姓名 经营者 经营者姓名 执行事务合伙人 执行合伙人 委派代表 负责人 投资人
        主要负责人 首席代表 投资人姓名 执行事务合伙 负责人姓名 执行事务合伙人委派代表 法定代表人(负责人)
        业主姓名 组织形式负责人
    """,
    address="""
        住所 营业场所 经营场所 主要经营场所 地址 场所 注册地址 主要办事机构所在地 办公住所 机构住所
        经营场所/住所 企业住所 住所(经营场所) 机构地址 单位地址 办公地址 企业地址 登记住所 所 址
    """,
    kind="类型 企业类型 公司类型 主体类型 机构类型 经济性质 组成形式 组织形式 型",
    founded="成立日期 注册日期 成立时间 登记日期",
    valid="营业期限 经营期限 合伙期限 有效期限 有效期 证书有效期 驻在期限",
    valid_to="有效期至 有效期截止 有效期限至",
    ends="""
        经营范围 业务范围 宗旨和业务范围 注册资本 注册资金 开办资金 实收资本 登记机关 发证机关 发证日期 经费来源
        举办单位 业务主管单位 出资额 核准日期 登记状态 活动地域 颁发单位 年检记录 扫描二维码 执业许可日期
        主管机关 发照日期 颁发日期 诊疗科目 原始基金数额 国家企业信用信息公示系统网址
    """,
)

_EVIDENCE = ("uscc", "entity_name", "legal_representative", "address", "kind", "founded", "valid")
_MORE = ("经营范围", "业务范围", "注册资本", "开办资金", "登记机关", "发证机关", "举办单位", "国家企业信用信息公示系统")


def bid(page: Page) -> Bid:
    """By its title and the labels that only licences bear together; a title alone (a cell of a form) is not enough."""
    found = title(page, TITLE)
    fields = Fields.of(page, LABELS)
    evidence = len(fields.keys() & set(_EVIDENCE)) + 0.7 * min(4, page.has(*_MORE)) + (1.5 if _numbers(page) else 0)
    if found and not re.fullmatch(NOT_THE_PAPER, found.text.replace("统一社会信用代码", "")) and evidence >= 1.5:
        prominence = 3.5 if found.prominence > 1.25 else 2.0
        return Bid(prominence + evidence, titled=True)
    strong = {"uscc", "entity_name"} <= fields.keys() and page.has("经营范围", "业务范围", "登记机关")
    return Bid(evidence - 1, titled=False) if strong and evidence >= 6 else NO_BID


def read(page: Page) -> Values:
    """entity_name, uscc, legal_representative, address, kind, valid_from, valid_to, title."""
    fields = Fields.of(page, LABELS)
    found: Values = {}
    for key, value in (
        ("entity_name", _entity_name(fields, page)),
        ("uscc", _number(fields, page)),
        ("legal_representative", _representative(fields)),
        ("address", _plain(fields.one("address", lines=3))),
        ("kind", _plain(fields.one("kind", lines=2))),
    ):
        if value:
            found[key] = value
    if heading := title(page, TITLE):
        found["title"] = Value(heading.text, (heading.line,))
    return found | _period(fields)


def _entity_name(fields: Fields, page: Page) -> Value | None:
    """Beside its label; if the label was not seen, the only line that is an organisation's whole name."""
    for value in organisations(fields, "entity_name"):
        if len(value.text) >= 3:
            return value
    lone = [
        Value(name, (i,))
        for i, line in enumerate(page.lines)
        if (name := values.organisation(line.text)) and re.search(r"(公司|事务所|合作社)$", name) and len(name) >= 6
    ]
    return lone[0] if len(lone) == 1 else None


def _representative(fields: Fields) -> Value | None:
    for value in fields.all("legal_representative", lines=2):
        name = values.foreign_or_person(str(value.text)) or _partner(str(value.text))
        if name:
            return value.now(name)
    return None


def _partner(text: str) -> str | None:
    """A partnership may be run by a company: 「苏州甲乙管理有限公司（委派代表：张三）」 names the person."""
    match = re.search(r"委派代表[:：]?\s*(.+)", text)
    return values.person(match[1].strip("（）()")) if match else None


def _number(fields: Fields, page: Page) -> Value | None:
    """A number that proves itself wherever it stands; else what stands beside the label."""
    proven = _numbers(page)
    if proven:
        return proven[0]
    for value in fields.all("uscc", below=True):
        number = values.certificate_number(str(value.text))
        if number and (len(number) >= 12 or (len(number) >= 8 and any(c.isdigit() for c in number))):
            return value.now(number)
    return None


def _numbers(page: Page) -> list[Value]:
    """USCCs whose two checks hold, then registration numbers and organisation codes, best first."""
    found: list[tuple[int, Value]] = []
    for i, line in enumerate(page.lines):
        text = clean_number(line.text)
        for match in re.finditer(r"(?<![0-9A-Z])(?:[0-9A-Z]{18}|\d{15})(?![0-9A-Z])", text):
            if uscc_ok(match[0]) or registration_number_ok(match[0]):
                found.append((-len(match[0]), Value(match[0], (i,))))
        found += [
            (0, Value(m, (i,)))
            for m in re.findall(r"(?<![0-9A-Z])[0-9A-Z]{8}-[0-9X](?![0-9A-Z])", squeeze(line.text))
            if org_code_ok(m)
        ]
    return [value for _, value in sorted(found, key=lambda item: item[0])]


def _plain(value: Value | None) -> Value | None:
    text = squeeze(str(value.text)).strip(":：;；,，。_-—·") if value else ""
    return value.now(text) if value and text else None


def _period(fields: Fields) -> Values:
    """valid_from and valid_to of 营业期限 or 有效期; a licence without an end says nothing of it."""
    found: Values = {}
    if value := fields.one("valid", lines=2):
        start, end = values.period(str(value.text))
        found |= {k: value.now(v) for k, v in (("valid_from", start), ("valid_to", end)) if v}
    if (value := fields.one("valid_to")) and (dates := values.dates(str(value.text))):
        found["valid_to"] = value.now(dates[-1])
    return found


RECOGNISER = Recogniser(Material.BUSINESS_LICENSE, bid, read)
