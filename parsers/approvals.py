"""Pre-approval papers (前置审批, domain facts 4.6), scans of the registration form, papers that nobody asks for."""

from collections.abc import Callable

from filing.terms import Material
from parsers import values
from parsers.bid import NO_BID, Bid, Recogniser
from parsers.layout import Fields, Value, Values, labels
from parsers.page import Page, squeeze
from parsers.titles import title

APPROVAL_TITLE = (
    r".{0,16}(互联网新闻信息服务许可证|网络出版服务许可证|互联网出版(服务)?许可证|互联网药品(交易|信息)服务(资格证书?|许可证|备案凭证)|网络文化经营许可证|"
    r"信息网络传播视.节目许可证|网络预约出租汽车经营许可证|互联网医疗保健信息服务.{0,6}|增值电信业务经营许可证|电信与信息服务业务经营许可证|"
    r"广播电视节目制作经营许可证|民办学校办学许可证|办学许可证|校外.{0,6}培训.{0,8}(审批|许可).{0,6}|出版物经营许可证|医疗器械网络销售备案.{0,4}|"
    r"金融许可证|支付业务许可证|经营证券期货业务许可证|前置审批.{0,12}|电子公告服务.{0,8})(\(?(正本|副本)\)?)?.{0,8}"
)
APPROVAL_LABELS = labels(
    approval_number="许可证编号 证书编号 编号 许可证号 经营许可证编号 证书号 批准文号",
    entity_name="""
        单位名称 公司名称 名称 网站主办单位 主办单位 服务机构名称 机构名称 企业名称 法人名称 持证单位 服务单位
        学校名称
    """,
    legal_representative="法定代表人 负责人 主要负责人 法定代表人(负责人)",
    address="住所 地址 公司住所 单位地址 注册地址 经营地址 单位住所",
    domain="网站域名 域名 网址 网站网址 网站域名(网址) 服务网址",
    valid="有效期 有效期限 有效期至 证书有效期 许可证有效期 有效期截止日期",
    ends="""
        发证机关 发证日期 业务种类 经营范围 网站名称 服务性质 业务覆盖范围 批准机关 服务项目 注册资本
        类型 IP地址 经济类型
    """,
)
FORM_TITLE = r".{0,20}(备案(资料|信息)?登记表|备案信息(采集|登记)?表|备案资料表|信息登记表|备案申请表)(-?.{0,12})?"

NOT_ASKED_FOR = (
    ("居住证", r".{0,10}(居住证|暂住证|居住证明)"),
    ("护照", r"(中华人民共和国)?护照(passport)?"),
    ("备案信息真实性承诺书", r".{0,16}真实性(承诺书|责任告知书|声明)"),
    ("网站建设方案书", r".{0,16}(网站建设方案|网站建设计划).{0,6}"),
    ("更名函", r".{0,10}(更名函|名称变更.{0,6})"),
    ("商标注册证", r".{0,4}商标注册证.{0,4}"),
    ("开户许可证", r".{0,6}(开户许可证|基本存款账户信息)"),
    ("税务登记证", r".{0,6}税务登记证.{0,6}"),
    ("户口簿", r".{0,6}(居民户口簿|常住人口登记卡)"),
    ("合同", r".{0,20}(合同书?|服务协议)"),
    ("发票", r".{0,16}发票"),
)
"""Papers that customers send along: named for the specialist, no material of any policy."""


def bid_approval(page: Page) -> Bid:
    """The whole name of the permit as a title, and what permits say."""
    found = title(page, APPROVAL_TITLE)
    evidence = len(Fields.of(page, APPROVAL_LABELS).keys()) + page.has("发证机关", "许可", "批准", "经审查", "同意")
    return Bid(4.5 + min(4.0, 0.7 * evidence), titled=True) if found and evidence >= 2 else NO_BID


def read_approval(page: Page) -> Values:
    """title, entity_name, approval_number (the permit's), legal_representative, address, domain, valid_from and _to."""
    fields, found = Fields.of(page, APPROVAL_LABELS), Values()
    if heading := title(page, APPROVAL_TITLE):
        found["title"] = Value(heading.text, (heading.line,))
    for key, lines, clean in _WRITTEN:
        if (value := fields.one(key, lines)) and (text := clean(str(value.text))):
            found[key] = value.now(text)
    if value := fields.one("valid", lines=2):
        dates = values.dates(str(value.text))
        found |= {"valid_to": value.now(dates[-1])} if dates else {}
        found |= {"valid_from": value.now(dates[0])} if len(dates) > 1 else {}
    return found


def _first_domain(text: str) -> str | None:
    return next(iter(values.domains(text)), None)


_WRITTEN: tuple[tuple[str, int, Callable[[str], str | None]], ...] = (
    ("entity_name", 2, values.organisation),
    ("approval_number", 1, squeeze),
    ("legal_representative", 1, values.foreign_or_person),
    ("address", 2, squeeze),
    ("domain", 1, _first_domain),
)
"""Key, lines that the value may run over, and what makes it clean."""


def bid_form(page: Page) -> Bid:
    """A registration form that was printed and scanned: it is recognised, its cells are for the specialist."""
    found = title(page, FORM_TITLE)
    words = ("主办单位", "主办者", "网站名称", "网站域名", "负责人", "接入", "证件号码", "通信地址", "手机", "服务器")
    return Bid(4.5 + 0.5 * page.has(*words), titled=True) if found and page.has(*words) >= 4 else NO_BID


def read_form(page: Page) -> Values:
    """Only the title: a form counts where its cells can be read, in the spreadsheet."""
    heading = title(page, FORM_TITLE)
    return {"title": Value(heading.text, (heading.line,))} if heading else {}


def not_asked_for(page: Page) -> str:
    """The Chinese name of a known paper that no filing asks for, or ""."""
    return next((name for name, pattern in NOT_ASKED_FOR if title(page, pattern)), "")


RECOGNISERS = (
    Recogniser(Material.PRE_APPROVAL, bid_approval, read_approval),
    Recogniser(Material.REGISTRATION_FORM, bid_form, read_form),
)
