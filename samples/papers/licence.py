"""Business licences as printed since 2019 (landscape), 2014-2019 (portrait) and before (with 注册号)."""

from datetime import date
from random import Random

from PIL import Image

from samples.companies import Company
from samples.papers.canvas import A4, Pen, Sheet, chinese_date, wrapped
from samples.papers.seal import round_seal, stamp

PAPER = (250, 247, 236)
GOLD = (178, 138, 58)
TITLE = Pen(104, "Serif", "Bold", (40, 34, 30))
LABEL = Pen(27, "Serif", "Bold")
VALUE = Pen(27, "Sans")
NOTICE = "国家企业信用信息公示系统网址： http://www.gsxt.gov.cn"
REPORT = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告"
Rows = list[tuple[str, str]]


def licence(company: Company, rng: Random) -> Image.Image:
    """副本 in the landscape layout of 2019, 1754 x 1240 pixels; labels follow the kind of company."""
    sheet = Sheet.blank((A4[1], A4[0]), PAPER)
    _frame(sheet)
    _emblem(sheet, (877, 148), 62)
    sheet.title(232, "营业执照", TITLE, spacing=46)
    sheet.line((877, 388), "（副　本）", Pen(34), "mm")
    sheet.line((150, 246), "统一社会信用代码", Pen(25, "Serif", "Bold"))
    sheet.line((150, 286), company.uscc, Pen(30, "Sans", "Bold"))
    _code(sheet, (1436, 190), 150, rng)
    sheet.paragraph(
        (1424, 350),
        "扫描二维码登录‘国家\n企业信用信息公示系\n统’了解更多登记、备\n案、许可、监管信息。",
        210,
        Pen(17),
        1.3,
    )
    left, right = _columns(company)
    _rows(sheet, left, (150, 462), 640)
    _rows(sheet, right, (1010, 462), 450)
    _authority(sheet, company.authority, _issued(company, 2020), (1260, 920), rng)
    sheet.line((130, 1106), NOTICE, Pen(17))
    sheet.line((600, 1106), REPORT, Pen(17))
    sheet.line((1622, 1106), "国家市场监督管理总局监制", Pen(17), "ra")
    return sheet.image


def _columns(company: Company) -> tuple[Rows, Rows]:
    who = (company.person_label, company.legal_representative.name)
    left = [("名称", company.name), ("类型", company.type_name), who, ("经营范围", company.scope)]
    founded = chinese_date(company.founded)
    if company.kind == "sole_trader":
        return left, [("组成形式", "个人经营"), ("注册日期", founded), ("经营场所", company.address)]
    if company.kind == "partnership":
        return left, [("出资额", company.capital), ("成立日期", founded), ("主要经营场所", company.address)]
    place = "营业场所" if company.kind == "branch" else "住所"
    capital = [] if company.kind in ("branch", "sole_owner") else [("注册资本", company.capital)]
    return left, [*capital, ("成立日期", founded), ("营业期限", _term(company)), (place, company.address)]


def _term(company: Company) -> str:
    if company.term_to is None:
        return "长期"
    return f"{chinese_date(company.founded)}至{chinese_date(company.term_to)}"


def _rows(sheet: Sheet, rows: Rows, at: tuple[int, int], width: int) -> None:
    """Spread labels on the left, wrapped values right of them."""
    x, y = at
    for label, value in rows:
        sheet.spread((x, y), label, max(140, LABEL.width(label)), LABEL)
        below = sheet.paragraph((x + 176, y), value, width - 10, VALUE, 1.35)
        y = round(max(below + 20, y + 66))


def _authority(sheet: Sheet, name: str, issued: date, at: tuple[int, int], rng: Random) -> None:
    x, y = at
    sheet.spread((x - 130, y), "登记机关", 190, Pen(28, "Serif", "Bold"))
    stamp(sheet.image, round_seal(name, diameter=250), (x + 150, y + 40), rng)
    sheet.line((x + 60, y + 110), f"{issued.year} 年 {issued.month:02d} 月 {issued.day:02d} 日", Pen(28))


def _issued(company: Company, earliest: int) -> date:
    return company.founded.replace(year=max(company.founded.year, earliest), day=min(company.founded.day, 28))


def portrait_licence(company: Company, rng: Random) -> Image.Image:
    """副本 in the portrait layout of 2014-2019: one column, the credit code below the title."""
    sheet = Sheet.blank(A4, PAPER)
    _frame(sheet)
    _emblem(sheet, (620, 170), 66)
    sheet.title(262, "营业执照", TITLE, spacing=40)
    sheet.line((620, 418), "（副　本）", Pen(34), "mm")
    sheet.line((690, 478), "统一社会信用代码", Pen(26, "Serif", "Bold"))
    sheet.line((690, 516), company.uscc, Pen(28, "Sans"))
    place = {"sole_trader": "经营场所", "branch": "营业场所", "partnership": "主要经营场所"}.get(company.kind, "住所")
    rows = [
        ("名称", company.name),
        ("类型", company.type_name),
        (place, company.address),
        (company.person_label, company.legal_representative.name),
        ("注册资本", company.capital),
        ("成立日期", chinese_date(company.founded)),
        ("营业期限", _term(company)),
        ("经营范围", company.scope),
    ]
    _rows(sheet, rows, (170, 600), 700)
    _code(sheet, (180, 1340), 170, rng)
    sheet.line((265, 1520), "在线扫码获取详细信息", Pen(18), "ma")
    _authority(sheet, company.authority, _issued(company, 2016), (760, 1360), rng)
    sheet.line((620, 1640), NOTICE, Pen(20), "mm")
    return sheet.image


def old_licence(company: Company, rng: Random) -> Image.Image:
    """企业法人营业执照 before 2014, with the 15-digit 注册号 and 法定代表人姓名."""
    sheet = Sheet.blank(A4, PAPER)
    _frame(sheet)
    _emblem(sheet, (620, 190), 70)
    sheet.title(290, "企业法人营业执照", Pen(82, "Serif", "Bold", (160, 30, 34)), spacing=14)
    sheet.line((620, 430), "（副　本）", Pen(36), "mm")
    sheet.line((1080, 478), f"注册号 {company.registration_number}", Pen(28), "ra")
    rows = [
        ("名称", company.name),
        ("住所", company.address),
        ("法定代表人姓名", company.legal_representative.name),
        ("注册资本", company.capital),
        ("实收资本", company.capital),
        ("公司类型", company.type_name),
        ("经营范围", company.scope),
        ("成立日期", chinese_date(company.founded)),
        ("营业期限", f"自{chinese_date(company.founded)} 至{chinese_date(company.term_to)}"),
    ]
    _ruled_rows(sheet, rows, (160, 560))
    authority = company.authority.replace("市场监督", "工商行政")
    _authority(sheet, authority, _issued(company, 2004), (760, 1380), rng)
    sheet.line((620, 1610), "中华人民共和国国家工商行政管理总局制", Pen(20), "mm")
    return sheet.image


def _ruled_rows(sheet: Sheet, rows: Rows, at: tuple[int, int]) -> None:
    x, y = at
    for label, value in rows:
        sheet.spread((x, y), label, 220, LABEL)
        for row in wrapped(value, 640, VALUE):
            sheet.line((x + 260, y), row, VALUE)
            sheet.draw.line((x + 250, y + 40, x + 920, y + 40), fill=(150, 140, 120), width=1)
            y += 44
        y += 24


def _frame(sheet: Sheet) -> None:
    width, height = sheet.image.size
    for inset, thick in ((48, 12), (68, 3), (84, 2)):
        sheet.draw.rectangle((inset, inset, width - inset, height - inset), outline=GOLD, width=thick)
    for x in range(110, width - 110, 36):
        for y in (70, height - 84):
            sheet.draw.arc((x, y, x + 30, y + 14), 0, 360, fill=(206, 178, 112))


def _emblem(sheet: Sheet, centre: tuple[int, int], radius: int) -> None:
    """A plain red and gold disc stands for the national emblem, which samples do not reproduce."""
    x, y = centre
    sheet.draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius), fill=(196, 34, 32), outline=(214, 170, 62), width=9
    )
    for step in range(5):
        side = x - radius // 2 + step * radius // 4
        sheet.draw.ellipse((side - 5, y - 16, side + 5, y - 6), fill=(236, 196, 80))
    sheet.draw.rectangle((x - radius // 2, y + 8, x + radius // 2, y + 22), fill=(236, 196, 80))


def _code(sheet: Sheet, at: tuple[int, int], side: int, rng: Random) -> None:
    """A square that looks like a QR code and says nothing."""
    cells, (left, top) = 29, at
    step = side / cells
    for row in range(cells):
        for column in range(cells):
            if rng.random() < 0.48:
                x, y = left + column * step, top + row * step
                sheet.draw.rectangle((x, y, x + step, y + step), fill=(20, 20, 20))
    for corner in ((0, 0), (cells - 7, 0), (0, cells - 7)):
        x, y = left + corner[0] * step, top + corner[1] * step
        sheet.draw.rectangle((x, y, x + 7 * step, y + 7 * step), fill=(20, 20, 20))
        sheet.draw.rectangle((x + step, y + step, x + 6 * step, y + 6 * step), fill=PAPER)
        sheet.draw.rectangle((x + 2 * step, y + 2 * step, x + 5 * step, y + 5 * step), fill=(20, 20, 20))
