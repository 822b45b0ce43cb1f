"""What the entity signs: verification form, security commitment, authorisation letter (domain facts 2.1, 5.4)."""

import re
from functools import partial
from itertools import chain

from filing.terms import Material
from parsers import values
from parsers.bid import NO_BID, Bid, Recogniser
from parsers.layout import Fields, Value, Values, labels
from parsers.naming import organisations
from parsers.page import Page
from parsers.prose import HAN, ORGANISATION, PERSON, Prose
from parsers.titles import title

LABELS = labels(
    entity_name="""
        网站主办者名称 网站主办者 主办者名称 主办者姓名 主办单位名称 主办单位或主办人名称 主办单位或主办人全称
        主办单位 主办者 主办单位全称 主办者全称 网站主办单位 网站主办单位名称 单位名称 单位全称 公司名称
        企业名称 主体名称 开办者 网站开办者 承诺单位 承诺单位名称 责任单位 责任单位名称 委托单位 委托单位名称
        授权单位 授权单位名称 授权方 委托方 承诺方 承诺人 责任人 网站开办单位 法人单位 主办单位/主办人
        网站主办者(单位或个人) 主办人 网站主办者姓名 委托企业 主办单位盖章
    """,
    domain="网站域名 域名 备案域名 域名列表 网站域名列表 申请备案域名 网站域名(网址) 涉及域名",
    principal="""
        网站负责人姓名 网站负责人 互联网信息服务负责人 ICP负责人 互联网信息服务负责人姓名 网站管理员 负责人姓名
        网站负责人签字 网站负责人签名
    """,
    agent="""
        被授权人 被授权人姓名 受托人 受托人姓名 受委托人 受委托人姓名 被委托人 被委托人姓名 代理人 委托代理人
        受权人 授权代表 被授权人签字 受托人签字 代理人姓名 受托方 被授权方
    """,
    registrar="域名注册服务商 域名注册商 注册服务商 域名注册服务机构 注册商 域名注册服务机构名称",
    ends="""
        接入商 接入服务商 接入单位 接入服务单位 网站名称 网站类型 服务器放置地 服务器放置地点 网站接入方式
        接入方式 网站IP地址 IP地址 核验人 核验人签字 核验日期 日期 单位盖章 盖章 签字 身份证号 身份证号码
        证件号码 证件类型 联系电话 手机 手机号码 电子邮箱 联系地址 通信地址 法定代表人 法定代表人签字 法人代表
        委托人 授权人 委托事项 授权事项 委托期限 授权期限 授权范围 网站首页网址 首页网址 主体负责人
        主体负责人签字 职务 部门 性别 有效期限 委托权限 备案号 甲方 乙方 固定电话 办公电话 接入服务提供者
        证件住所 核验地点 采集人 主办单位性质 单位性质 致 网站备案号 服务内容 证件有效期 备注 联系人 承诺日期
        统一社会信用代码 营业执照号码 营业执照注册号 负责人签字 单位公章 加盖公章 网站负责人身份证号
        网站负责人身份证号码 网站负责人电话 网站负责人手机 网站负责人证件号码 网站负责人联系方式
        主办单位证件号码 主办单位证件类型 主办者证件号码 核验材料留存 邮箱
    """,
)

VERIFICATION_TITLE = r".{0,20}核验(单|表)(\(?.{0,12}\)?)?|.{0,8}互联网信息服务备案承诺书"
COMMITMENT_TITLE = (
    r".{0,24}(信息|网络)安全(管理|保障|保护)?.{0,6}(责任书|承诺书|协议书?|保证书|责任状)(\(?.{0,10}\)?)?|"
    r".{0,24}安全(责任|保证|承诺)书"
)
AUTHORISATION_TITLE = r".{0,24}(委托书|授权书|委托函|授权函|委托授权书|授权证明|授权委托)(\(?.{0,12}\)?)?"

_NOT_A_NAME = re.compile(
    r"书|公司|单位|签字|签名|盖章|签章|公章|网站|负责|委托|授权|本人|我|以下|身份|同志|先生|女士|办理|备案|贵|下述|该|上述|全权"
)
_CAUSE = (
    r"(?:同志|先生|女士|[（(，,、：:]|为(?:我|本|网站|公司|单位|互联网|ICP|备案|办)|作为|担任|负责|"
    r"办理|全权|身份证|系|代表|前往|前来|到)"
)
_ROLE = r"(?:为|担任|作为)(?:我|本|该)?(?:单位|公司|司)?(?:的)?(?:网站|互联网信息服务|ICP|备案)"
_REMARK = r"(?:同志|先生|女士)?(?:[（(][^（()）]{4,40}[)）])?[，,]?"
_AGENT_IN_PROSE = (
    rf"(?<!被)(?:授权|委托|委派|指定|任命|派)(?:(?:我|本|贵)(?:单位|公司|司|方|校|院|所|局))?(?:单位|公司)?"
    rf"(?:员工|职工|工作人员|的|网站负责人|互联网信息服务负责人|姓名|[:：])*(?P<value>{PERSON})(?={_CAUSE})",
    rf"(?:员工|职工|职员|工作人员|兹有|现有)(?P<value>{PERSON}){_REMARK}(?:性别|身份证|证件|居民身份证|公民身份)",
    rf"(?:单位|公司|本司|我司|员工|职工|兹有|现有|由)(?P<value>{PERSON}){_REMARK}{_ROLE}",
    rf"(?<![{HAN}])(?P<value>{PERSON}){_REMARK}{_ROLE}",
)
_ID_NUMBER = r"(?:身份证|证件)(?:号码|号)?[:：为是]?(?P<value>[1-9]\d{16}[\dXx])(?!\d)"
_DOMAIN_IN_PROSE = (
    r"(?:域名|网站)(?P<value>[a-z0-9][a-z0-9\-.]{1,60}\.[a-z]{2,12})(?=[的之，,。)）（(和、]|等|网站|备案)"
)
_BOSS_IN_PROSE = (
    rf"法定代表人(?:姓名)?[:：](?P<value>{PERSON})(?=[，,。；;（(]|身份证|证件|[被受]|网站|职务|性别|住|电话|联系|统一|委托|授权|兹|现)",
    rf"(?:我|本人)(?P<value>{PERSON})(?=系{ORGANISATION}的?法定代表人)",
)
_ENTITY_IN_PROSE = (
    rf"(?:我|本)(?:单位|公司|司|企业|机构|方)[（(:：，,]?(?P<value>{ORGANISATION})",
    rf"(?P<value>{ORGANISATION})(?:[（(](?:以下简称|下称|盖章|公章|单位盖章|加盖公章|委托人|委托单位|授权单位|主办|(?:单位|公司|企业)?(?:名称|全称)[）)])|(?:[兹现特今]?(?:授权|委托|委派|指定)|法定代表人|因|作为|系网站|就))",
    rf"作为(?P<value>{ORGANISATION})的?网站",
)


def _bid(page: Page, pattern: str, anchors: tuple[str, ...], needs: int) -> Bid:
    """A title of its own and a few of the words that such a paper cannot do without."""
    found = title(page, pattern)
    hits = page.has(*anchors)
    if found and hits >= needs:
        return Bid(5.0 + min(3.0, 0.5 * hits) + (0.5 if found.prominence > 1.2 else 0), titled=True)
    return NO_BID


def bid_verification(page: Page) -> Bid:
    """《网站备案真实性核验单》 and its province's own versions; its own sections where the title was cut off."""
    words = (
        "主办者",
        "主办单位",
        "域名",
        "核验人",
        "核验",
        "签字",
        "主体信息",
        "网站信息",
        "接入信息",
        "负责人",
        "备案",
        "接入",
        "承诺",
    )
    titled = _bid(page, VERIFICATION_TITLE, words, 3)
    sections = page.has("主体信息核验", "联系方式核验", "网站信息核验", "接入信息核验", "核验材料留存", "核验人签字")
    return titled if titled.score or sections < 4 else Bid(5.0 + 0.3 * sections)


def bid_commitment(page: Page) -> Bid:
    """《网站备案信息安全责任书》 under any of its names; without its title by the law it cites and what it promises."""
    words = (
        "承诺",
        "责任",
        "遵守",
        "法律",
        "法规",
        "互联网信息服务管理办法",
        "国际联网",
        "国家安全",
        "有害信息",
        "保证",
        "信息安全",
        "违反",
        "网站",
    )
    titled = _bid(page, COMMITMENT_TITLE, words, 3)
    body = page.has(
        "国际联网安全保护管理办法",
        "互联网信息服务管理办法",
        "危害国家安全",
        "承诺",
        "责任",
        "不得制作",
        "有害信息",
        "淫秽",
    )
    return titled if titled.score or body < 5 else Bid(5.0 + 0.2 * body)


def bid_authorisation(page: Page) -> Bid:
    """《网站负责人委托书》, 授权书 and the versions of 上海, 湖南 and 安徽: title and delegation."""
    words = (
        "授权",
        "委托",
        "网站",
        "备案",
        "负责人",
        "身份证",
        "办理",
        "法律责任",
        "签字",
        "盖章",
        "单位",
        "公司",
        "代理",
        "受托",
    )
    return _bid(page, AUTHORISATION_TITLE, words, 3)


def _read(page: Page, pattern: str, agent: bool) -> Values:
    body = _below_title(page, pattern)
    fields, prose = Fields.of(body, LABELS), Prose(body)
    person = _agent(fields, prose) if agent else _person(fields, "principal")
    found = {
        "title": _title(page, pattern),
        "entity_name": _entity(fields, prose),
        "domain": _domain(fields, prose),
        "name": person,
        "registrar": _registrar(fields),
    }
    if agent:
        found |= {"id_number": _number_of(person, prose), "legal_representative": _boss(prose)}
    return {key: value for key, value in found.items() if value}


def _below_title(page: Page, pattern: str) -> Page:
    """The page without its title, which would be taken for the beginning of a name."""
    found = title(page, pattern)
    row = page.rows[page.row_of[found.line]] if found else ()
    return page.only(i for i in range(len(page.lines)) if i not in row)


def _title(page: Page, pattern: str) -> Value | None:
    found = title(page, pattern)
    if not found:
        return None
    row = "".join(page.lines[i].text for i in page.rows[page.row_of[found.line]])
    return Value(re.sub(r"\s|[《》]", "", page.lines[found.line].text if len(row) > 40 else row), (found.line,))


def _entity(fields: Fields, prose: Prose) -> Value | None:
    """Beside its label, else where the entity calls itself 我单位; never the access provider that is addressed.

    A person counts only where no organisation is named: beside 委托单位（盖章） stands what a seal shows (网络科).
    """
    beside = list(organisations(fields, "entity_name"))
    spoken = (value for pattern in _ENTITY_IN_PROSE for value in prose.find(pattern))
    named = next((v for v in beside if values.is_organisation(str(v.text))), None)
    named = named or next((v.now(name) for v in spoken if (name := _speaker(str(v.text)))), None)
    return named or next((v for v in beside if values.person(str(v.text)) == v.text), None)


def _speaker(text: str) -> str | None:
    """Who speaks, without the words before and without the name of whom the letter is addressed to."""
    name = values.organisation(
        re.sub(
            r"^.*(?:兹有|现|致|我单位|本单位|我公司|本公司|[:：，。]|(?:委托|授权|责任|承诺|保证)书|(?:委托|授权)函|证明)",
            "",
            text,
        )
    )
    if name and (glued := re.fullmatch(r".*公司(.{4,})", name)) and not name.endswith("分公司"):
        name = glued[1]
    return name if name and "接入" not in name and values.is_organisation(name) else None


def _domain(fields: Fields, prose: Prose) -> Value | None:
    """Beside its label, else where a sentence names it."""
    for value in chain(*(fields.all("domain", lines) for lines in (1, 2))):
        if domains := values.public_domains(str(value.text)):
            return value.now("、".join(domains))
    spoken = ((v, values.public_domains(str(v.text))) for v in prose.find(_DOMAIN_IN_PROSE))
    return next((v.now(domains[0]) for v, domains in spoken if domains), None)


def _person(fields: Fields, key: str) -> Value | None:
    for value in fields.all(key):
        name = values.person(str(value.text))
        if name and not _NOT_A_NAME.search(name):
            return value.now(name)
    return None


def _agent(fields: Fields, prose: Prose) -> Value | None:
    """The person authorised: by label, else by the sentence that delegates or names the website's principal."""
    if named := _person(fields, "agent"):
        return named
    for pattern in _AGENT_IN_PROSE:
        for value in prose.find(pattern):
            name = values.person(
                re.sub(
                    r"^(?:兹|现|特|今)?(?:授权|委托|委派|指定|任命|派)(?:我|本)?(?:单位|公司)?(?:员工|职工)?",
                    "",
                    str(value.text),
                )
            )
            if name and not _NOT_A_NAME.search(name):
                return value.now(name)
    return _person(fields, "principal")


def _number_of(person: Value | None, prose: Prose) -> Value | None:
    """The ID number behind a person's name; without a name, the only number of the letter."""
    if person:
        beside = prose.find(rf"{re.escape(str(person.text))}.{{0,40}}?{_ID_NUMBER}")
        if number := next(beside, None):
            return number.now(str(number.text).upper())
    found = {str(value.text).upper(): value for value in prose.find(_ID_NUMBER)}
    return next(v.now(n) for n, v in found.items()) if len(found) == 1 else None


def _boss(prose: Prose) -> Value | None:
    """The legal representative who delegates, where the letter names one in print; a signature is nobody's print."""
    spoken = (value for pattern in _BOSS_IN_PROSE for value in prose.find(pattern))
    return next((v.now(n) for v in spoken if (n := values.person(str(v.text))) and not _NOT_A_NAME.search(n)), None)


def _registrar(fields: Fields) -> Value | None:
    """Beside its label, or after the domain as 北京 asks: 「chinanet.cc 中网科技（苏州）股份有限公司」 [001:81]."""
    if named := next(organisations(fields, "registrar"), None):
        return named
    for value in fields.all("domain", lines=2):
        rest = re.search(rf"[a-z]{{2,}}[\s，,、;；（(]*(?P<name>{ORGANISATION})", str(value.text), re.IGNORECASE)
        if rest and (name := values.organisation(rest["name"])):
            return value.now(name)
    return None


RECOGNISERS = (
    Recogniser(Material.VERIFICATION_FORM, bid_verification, partial(_read, pattern=VERIFICATION_TITLE, agent=False)),
    Recogniser(Material.SECURITY_COMMITMENT, bid_commitment, partial(_read, pattern=COMMITMENT_TITLE, agent=False)),
    Recogniser(
        Material.AUTHORIZATION_LETTER, bid_authorisation, partial(_read, pattern=AUTHORISATION_TITLE, agent=True)
    ),
)
