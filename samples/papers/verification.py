"""网站备案信息真实性核验单: the general sheet, that of 广东 and that of 北京 [001:79-81]."""

from dataclasses import dataclass
from datetime import date
from random import Random

from PIL import Image

from samples.papers.canvas import Pen, Sheet, chinese_date
from samples.papers.seal import round_seal, sign, stamp
from samples.papers.table import Table, ticked

TITLE = "网站备案信息真实性核验单"
GUANGDONG_TITLE = "广东省网站备案信息真实性核验单"
PLEDGE = (
    "本人已履行网站备案信息当面核验手续，承诺网站备案信息真实有效。本人了解并同意：如网站备案信息不真实，"
    "将自愿承担相应的法律责任，并自愿承受信息通信行业主管部门对本网站采取的列入黑名单、停止接入等处理措施。"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What is written on the sheet. `organisation` False for an individual, whose sheet bears no seal."""

    entity_name: str
    domain: str
    principal: str
    certificate: str
    provider: str
    ip: str
    organisation: bool = True
    day: date = date(2026, 11, 12)


def verification_form(
    facts: Verified, rng: Random, *, title: str = TITLE, registrar: str = "", pledge: str = ""
) -> Image.Image:
    """The general sheet; `registrar` is written after the domain, as 北京 asks [001:81]."""
    sheet = Sheet.blank()
    sheet.title(96, title, Pen(46, "Serif", "Bold"), spacing=4)
    table = Table(sheet, 180)
    table.row("网站主办者名称", facts.entity_name)
    table.row("网站类型", ticked("单位" if facts.organisation else "个人", "单位", "个人"))
    table.row("网站域名", f"{facts.domain}　{registrar}".strip())
    _subject(table, facts)
    _contact_and_site(table)
    _access(table, facts)
    _kept(table, facts)
    _verifier(sheet, table.y, facts)
    _customer(sheet, table.y + 150, facts, pledge, rng)
    return sheet.image


def guangdong_form(facts: Verified, rng: Random) -> Image.Image:
    """The sheet of 广东: its own title and the pledge copied out by hand above the signature [001:81]."""
    return verification_form(facts, rng, title=GUANGDONG_TITLE, pledge=PLEDGE)


def _subject(table: Table, facts: Verified) -> None:
    table.band("一、主体信息核验")
    if facts.organisation:
        kinds = ticked("营业执照", "营业执照", "组织机构代码证", "事业单位法人证书", "其他")
    else:
        kinds = ticked("身份证", "身份证", "护照", "台胞证", "其他")
    table.row("主体资质证件", kinds)
    table.row("主体证件号码", facts.certificate)
    table.row("证件与原件一致", ticked("是", "是", "否"), "网站负责人", facts.principal)


def _contact_and_site(table: Table) -> None:
    table.band("二、联系方式核验")
    table.row("手机号码", ticked("已核验", "已核验", "未核验"), "固定电话", ticked("已核验", "已核验", "未核验"))
    table.row("电子邮箱", ticked("已核验", "已核验", "未核验"), "通信地址", ticked("已核验", "已核验", "未核验"))
    table.band("三、网站信息核验")
    table.row("网站名称合规", ticked("是", "是", "否"), "前置审批", ticked("不涉及", "涉及", "不涉及"))
    table.row("域名所有者", ticked("与网站主办者一致", "与网站主办者一致", "不一致"))


def _access(table: Table, facts: Verified) -> None:
    table.band("四、接入信息核验")
    table.row("接入服务单位", facts.provider)
    table.row("接入方式", ticked("虚拟主机", "专线", "主机托管", "虚拟主机", "其他"))
    table.row("网站IP地址", facts.ip)


def _kept(table: Table, facts: Verified) -> None:
    table.band("五、核验材料留存")
    held = ["网站负责人证件", "网站负责人照片", "域名证书"] + ["主体证件"] * facts.organisation
    table.row("留存材料", "　".join(f"☑{name}" for name in held))


def _verifier(sheet: Sheet, y: int, facts: Verified) -> None:
    """The provider's own line; it is signed at the provider's later, so only the labels stand there."""
    pen = Pen(25)
    sheet.line((130, y + 30), "核验人签字：", pen)
    sheet.line((520, y + 30), "接入服务单位（盖章）：", pen)
    sheet.line((920, y + 30), "年　　月　　日", pen)
    sheet.line((130, y + 80), f"核验人承诺：已按要求对上述备案信息进行核验。{facts.provider}", Pen(20))
    for x in range(110, 1130, 22):
        sheet.draw.line((x, y + 124, x + 12, y + 124), fill=(60, 60, 60), width=2)


def _customer(sheet: Sheet, top: int, facts: Verified, pledge: str, rng: Random) -> None:
    pen, y = Pen(26), top
    if pledge:
        sheet.line((130, y), "网站负责人手写承诺：", Pen(24, "Serif", "Bold"))
        y = round(sheet.paragraph((130, y + 40), pledge, 980, Pen(27, "Serif", "Regular", (34, 40, 96)), 1.45))
    sheet.line((130, y + 18), "网站主办者已知悉并确认以上备案信息真实、准确。", pen)
    sheet.line((130, y + 84), "网站负责人签字" + ("（单位盖章）：" if facts.organisation else "："), pen)
    sign(sheet.image, (470, y + 98), rng)
    sheet.line((760, y + 84), f"日期：{chinese_date(facts.day)}", pen)
    if facts.organisation:
        stamp(sheet.image, round_seal(facts.entity_name), (640, y + 94), rng)
