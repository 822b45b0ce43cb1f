"""Domain certificates of any registrar: a table of labels, English beside Chinese, or one sentence of prose."""

import re
from itertools import chain

from filing.terms import Material
from parsers import values
from parsers.bid import NO_BID, Bid, Recogniser
from parsers.layout import Fields, Value, Values, labels
from parsers.naming import organisations
from parsers.page import Page
from parsers.prose import ORGANISATION, PERSON, Prose
from parsers.titles import title

TITLE = (
    r"[\u4e00-\u9fffa-z0-9.()]{0,20}域名(注册|所有权|持有|权属|实名认证|信息|服务)?(证书|证明|登记证书?|信息查询)(domain.*|certificate.*)?|"
    r"(domainname)?(registration)?certificate(of)?(domain)?(name)?(registration)?|域名注册证|(international)?domainname(registration)?certificate"
)
LABELS = labels(
    domain="域名 域名名称 注册域名 英文域名 中文域名 DomainName Domain 域名(DomainName) 持有域名 证书域名",
    holder="""
        域名所有者 域名所有人 域名持有者 域名持有人 域名注册者 域名注册人 域名所属者 域名所属单位 注册者 注册人
        注册者名称 注册人姓名 所有者 所有人 持有者 持有人 持有者名称 域名所有者中文 域名持有者名称
        域名所有者名称 注册人/机构 注册单位 域名注册单位 域名所有者/Registrant 单位名称 域名注册人名称 组织名称
        Registrant RegistrantName RegistrantOrganization DomainHolder DomainOwner Owner Holder 注册者/单位
        域名权利人 登记人 域名登记人 域名所有者(中文) 域名所有者单位 RegistrantContact
    """,
    registrar="""
        域名注册服务机构 注册服务机构 域名注册商 注册商 所属注册商 域名注册服务商 注册服务商 顶级域名注册商
        注册机构 SponsoringRegistrar Registrar 服务机构 域名服务机构 证书颁发机构 颁发机构 RegistrarName
        发证机构
    """,
    created="""
        域名注册日期 域名注册时间 注册日期 注册时间 创建时间 创建日期 生效日期 RegistrationDate CreationDate
        CreatedDate RegisteredDate RegisterDate CreatedOn RegistrationTime 起始日期 CreationTime RegisteredOn
    """,
    expires="""
        域名到期日期 域名到期时间 到期日期 到期时间 过期时间 过期日期 有效期至 截止日期 ExpirationDate
        ExpiryDate ExpireDate ExpiresOn RegistrarRegistrationExpirationDate 域名过期时间 失效日期 域名有效期至
        ExpirationTime RegistryExpiryDate Expires
    """,
    period="有效期 有效期限 注册期限 域名有效期 注册年限 域名有效期限 Validity TermofValidity",
    ends="""
        域名注册证书 域名证书 域名注册信息 域名信息 域名控制台 域名实名认证 域名所有权证书 域名注册证 域名数据库
        域名状态 DNS DNS服务器 域名服务器 域名解析服务器 NameServer 注册者联系人邮箱 注册者联系人电子邮件
        注册邮箱 证书编号 证件号码 实名认证状态 实名认证 联系邮箱 状态 所有者联系邮箱 所有者联系人邮箱 备案号
        域名证书编号 域名注册证书编号 域名持有者类型 域名持有者类别 持有者类型 所有者类型 注册者ID 注册者英文
        域名所有者英文 域名所有者类型 域名类型 说明 DomainStatus DNSSEC RegistrantEmail RegistrantContactEmail
        CertificateNo 注册商服务器 更新时间 更新日期 UpdatedDate RegistrarURL RegistrarWHOISServer
        RegistrarIANAID 注册局 管理机构 联系人
    """,
)

_BEGINS = "(?:注册|生效|起始)(?:日期|时间)|(?:已?于|自)(?=[0-9年月日./-]{8,11}(?:起|注册|生效|在|由|通过))"
_DATE = r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?"
_NO_NAME = re.compile(
    r"@|https?:|^[0-9.\-/: ]+$|"
    r"^(?:过户|修改|变更|编辑|查看|查询|管理|复制|更多|设置|续费|锁定|解锁|隐私保护|转[入出移]|下载|认证|已?实名认证|信息)+$"
)
"""What stands beside such a label and names nobody."""
_OWN_WORDS = re.compile(r"本机构|上述|下列|该域名|注册商|数据库")
_HAN_IN_PROSE = (
    r"域名[为是:：“\"]?(?P<value>(?:(?!域名)[\u4e00-\u9fffA-Za-z0-9\-]){1,20}"
    r"\.(?:中国|公司|网络|政务|公益|网址|商城|在线|集团))"
)
_HOLDER_IN_PROSE = (
    rf"(?:由|归|属于|为)(?P<value>{ORGANISATION}|{PERSON}|[^，。,;；:：]{{2,40}}?)(?:注册|所有|持有|申请注册|合法持有|依法注册|拥有)",
    r"(?:特?兹?(?:证明|核准|确认))[，,:：]?(?:贵?单位)?(?P<value>[^，。,;；:：.]{2,40}?)(?:已|于|为|在|是|注册|合法|拥有|依法|成为|系)",
    r"(?:certif(?:y|ies)that)(?P<value>.{2,60}?)(?:hasregistered|istheregistr|istheholder|istheowner|owns)",
)  # fmt: skip


def bid(page: Page) -> Bid:
    """By title, by labels and by a domain on the page; without a title only the whole set of labels will do."""
    found = title(page, TITLE)
    keys = Fields.of(page, LABELS).keys()
    has_domain = bool(values.domains(page.text))
    weight = {"domain": 1.0, "holder": 1.5, "registrar": 1.0, "created": 1.0, "expires": 1.5, "period": 0.5}
    evidence = sum(weight[k] for k in keys if k in weight) + (1.0 if has_domain else 0)
    phrases = page.has("兹证明", "certifythat", "域名数据库", "国家顶级域名", "注册并已在")
    prose = phrases >= 2 or (phrases and has_domain)
    if found and (evidence >= 2 or prose):
        return Bid(4.0 + evidence + (2 if prose else 0), titled=True)
    whole = has_domain and "holder" in keys and keys & {"expires", "period"} and keys & {"registrar", "created"}
    return Bid(evidence - 0.5, titled=False) if whole else NO_BID


def read(page: Page) -> Values:
    """domain, holder, registrar, valid_from, valid_to, title."""
    fields, prose = Fields.of(page, LABELS), Prose(page)
    found: Values = {}
    for key, value in (
        ("domain", _domain(fields, page, prose)),
        ("holder", _named(fields, "holder") or _from_prose(prose)),
        ("registrar", _named(fields, "registrar")),
        ("valid_from", _date(fields, "created", 0) or _sentence_date(prose, _BEGINS)),
        (
            "valid_to",
            _date(fields, "expires", -1) or _sentence_date(prose, "(?:到期|截止|过期)(?:日期|时间)|有效期至|至"),
        ),
    ):
        if value:
            found[key] = value
    if heading := title(page, TITLE):
        found["title"] = Value(page.lines[heading.line].text.strip(), (heading.line,))
    return _with_period(found, fields)


def _domain(fields: Fields, page: Page, prose: Prose) -> Value | None:
    """Beside its label; else the first domain of the page that is nobody's mail or web address."""
    for value in chain(*(fields.all("domain", lines, below=True) for lines in (1, 2))):
        if domains := [d for d in values.public_domains(str(value.text)) if not _is_address(d, str(value.text))]:
            return value.now(domains[0])
    lone = [
        (d, i) for i, x in enumerate(page.lines) for d in values.public_domains(x.text) if not _is_address(d, x.text)
    ]
    spoken = _wrapped_domain(page, prose) or next((v for v in prose.find(_HAN_IN_PROSE)), None)
    return spoken or (Value(lone[0][0], (lone[0][1],)) if lone else None)


def _wrapped_domain(page: Page, prose: Prose) -> Value | None:
    """A domain that a sentence breaks over two lines."""
    for value in prose.find(
        r"(?<![A-Za-z0-9.\-À-ɏ])(?P<value>[A-Za-z0-9][A-Za-z0-9\-]{1,61}\.(?:com\.|net\.|org\.|gov\.)?[A-Za-z]{2,6})"
    ):
        head = page.lines[value.lines[0]].text
        broken = len(value.lines) == 2 and page.row_of[value.lines[0]] != page.row_of[value.lines[1]]
        if broken and re.search(r"[\u4e00-\u9fff]", head) and not values.domains(head):
            return value.now(str(value.text).lower())
    return None


def _is_address(domain: str, text: str) -> bool:
    """Of a name server, a web page or a registrar's own site."""
    return bool(
        re.search(rf"(https?:|www\.|ns\d|dns|whois|@)[^\s]*{re.escape(domain)}", text.lower())
    ) or domain.startswith(("ns", "dns"))


def _named(fields: Fields, key: str) -> Value | None:
    """The first name beside its label that is neither an address nor what a console offers to do (域名持有者过户)."""
    names = organisations(fields, key, below=True)
    return next((v for v in names if not _NO_NAME.search(str(v.text))), None)


def _from_prose(prose: Prose) -> Value | None:
    for pattern in _HOLDER_IN_PROSE:
        for value in prose.find("(?i)" + pattern):
            text = re.sub(r"^.*(?:证明|核准|确认|兹|域名)[，,:：]?", "", str(value.text))
            if (name := values.organisation(text)) and not values.domains(name) and not _OWN_WORDS.search(name):
                return value.now(name)
    return None


def _date(fields: Fields, key: str, which: int) -> Value | None:
    for value in fields.all(key, lines=2, below=True):
        if dates := values.dates(str(value.text)):
            return value.now(dates[which])
    return None


def _sentence_date(prose: Prose, words: str) -> Value | None:
    for value in prose.find(rf"(?:{words})[为是:：]?(?P<value>{_DATE})"):
        if dates := values.dates(str(value.text)):
            return value.now(dates[0])
    return None


def _with_period(found: Values, fields: Fields) -> Values:
    """有效期 names both ends, or only the last."""
    value = fields.one("period", lines=2, below=True)
    if value:
        dates = values.dates(str(value.text))
        if len(dates) >= 2:
            found.setdefault("valid_from", value.now(dates[0]))
        if dates:
            found.setdefault("valid_to", value.now(dates[-1]))
    return found


RECOGNISER = Recogniser(Material.DOMAIN_CERTIFICATE, bid, read)
