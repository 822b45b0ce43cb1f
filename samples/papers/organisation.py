"""Certificates of other organisations, and a licence that a pre-approved business needs."""

from datetime import date
from random import Random

from PIL import Image

from samples.companies import Company
from samples.papers.canvas import A4, Pen, Sheet, chinese_date, wrapped
from samples.papers.seal import round_seal, stamp

PURPOSE = "为社会公众提供公益服务。承担本行业的技术支持、资料整理与公共服务工作。"


def institution_certificate(body: Company, rng: Random) -> Image.Image:
    """事业单位法人证书（副本）, landscape."""
    rows = [
        ("名称", body.name),
        ("宗旨和业务范围", PURPOSE),
        ("住所", body.address),
        ("法定代表人", body.legal_representative.name),
        ("经费来源", "财政补助"),
        ("开办资金", "￥120万元"),
        ("举办单位", f"{body.city.name}人民政府"),
    ]
    return _certificate("事业单位法人证书", body, rows, "登记管理机关", rng)


def association_certificate(body: Company, rng: Random) -> Image.Image:
    """社会团体法人登记证书（副本）, landscape."""
    rows = [
        ("名称", body.name),
        ("业务范围", PURPOSE),
        ("住所", body.address),
        ("法定代表人", body.legal_representative.name),
        ("活动地域", body.city.name),
        ("注册资金", "叁万元"),
    ]
    return _certificate("社会团体法人登记证书", body, rows, "发证机关", rng)


def _certificate(title: str, body: Company, rows: list[tuple[str, str]], office: str, rng: Random) -> Image.Image:
    sheet = Sheet.blank((A4[1], A4[0]), (252, 248, 238))
    for inset, thick in ((48, 10), (70, 3)):
        sheet.draw.rectangle((inset, inset, A4[1] - inset, A4[0] - inset), outline=(176, 52, 46), width=thick)
    sheet.title(130, title, Pen(78, "Serif", "Bold", (150, 30, 30)), spacing=18)
    sheet.line((877, 274), "（副　本）", Pen(32), "mm")
    sheet.line((1600, 330), f"统一社会信用代码 {body.uscc}", Pen(28), "ra")
    label, value, y = Pen(29, "Serif", "Bold"), Pen(29, "Sans"), 400.0
    for name, text in rows:
        sheet.spread((180, y), name, 230, label)
        for row in wrapped(text, 1040, value):
            sheet.line((450, y), row, value)
            y += 44
        y += 26
    sheet.line((180, y + 20), f"有效期 自{chinese_date(date(2024, 4, 1))} 至{chinese_date(date(2029, 4, 1))}", value)
    sheet.line((1100, 1060), f"{office}", label)
    stamp(sheet.image, round_seal(body.authority, diameter=240), (1400, 1040), rng)
    return sheet.image


def food_licence(company: Company, rng: Random) -> Image.Image:
    """A paper of a pre-approved business: 食品经营许可证, portrait."""
    sheet = Sheet.blank(A4, (246, 250, 244))
    sheet.draw.rectangle((60, 60, A4[0] - 60, A4[1] - 60), outline=(60, 120, 70), width=10)
    sheet.title(200, "食品经营许可证", Pen(80, "Serif", "Bold", (40, 96, 52)), spacing=14)
    rows = [
        ("经营者名称", company.name),
        ("统一社会信用代码", company.uscc),
        ("法定代表人", company.legal_representative.name),
        ("住所", company.address),
        ("经营场所", company.address),
        ("主体业态", "食品销售经营者（网络经营）"),
        ("经营项目", "预包装食品销售"),
        ("许可证编号", f"JY1{company.uscc[2:8]}00{rng.randrange(10**6):06d}"),
        ("有效期至", chinese_date(date(2029, 6, 30))),
    ]
    label, value = Pen(30, "Serif", "Bold"), Pen(30, "Sans")
    for place, (name, text) in enumerate(rows):
        sheet.spread((150, 440 + 90 * place), name, 280, label)
        sheet.paragraph((470, 440 + 90 * place), text, 640, value, 1.3)
    stamp(sheet.image, round_seal(company.authority, diameter=240), (900, 1400), rng)
    sheet.line((640, 1390), "发证机关", label)
    return sheet.image
