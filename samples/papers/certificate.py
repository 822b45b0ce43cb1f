"""Domain certificates as registrars issue them: three layouts with Chinese and bilingual labels, and a screenshot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from PIL import Image

from samples.papers.canvas import A4, Pen, Sheet, chinese_date
from samples.papers.seal import round_seal, stamp

REGISTRARS = ("甲禾域名服务（苏州）有限公司", "南京云栖网络信息有限公司", "合肥星桥数码科技股份有限公司")
TITLE = (38, 74, 122)


@dataclass(frozen=True, slots=True)
class Registration:
    """Who holds a domain, with which registrar, from when until when."""

    domain: str
    holder: str
    registrar: str = REGISTRARS[0]
    registered: date = date(2019, 3, 12)
    expires: date = date(2029, 3, 12)


def bilingual(facts: Registration, rng: Random) -> Image.Image:
    """Landscape, a label in Chinese and English on each line: 域名/Domain Name … (1754 x 1240)."""
    sheet = Sheet.blank((A4[1], A4[0]), (250, 252, 254))
    _border(sheet, (96, 132, 178))
    sheet.title(170, "域名注册证书", Pen(82, "Serif", "Bold", TITLE), spacing=24)
    sheet.line((877, 316), "Certificate of Domain Name Registration", Pen(36, "Serif", "Regular", TITLE), "mm")
    rows = [
        ("域名", "Domain Name", facts.domain),
        ("域名所有者", "Registrant", facts.holder),
        ("注册商", "Registrar", facts.registrar),
        ("注册日期", "Registration Date", f"{facts.registered:%Y-%m-%d}"),
        ("到期日期", "Expiration Date", f"{facts.expires:%Y-%m-%d}"),
    ]
    for place, (chinese, english, value) in enumerate(rows):
        y = 420 + 84 * place
        sheet.line((260, y), f"{chinese} / {english}：", Pen(32, "Serif", "Bold"))
        sheet.line((780, y), value, Pen(32, "Sans"))
    text = "以上域名已由本注册商完成注册，并记录在本注册商的注册数据库中。证书内容以注册数据库为准。"
    sheet.paragraph((260, 880), text, 1240, Pen(26), 1.6)
    _issuer(sheet, facts, (1340, 1030), rng)
    return sheet.image


def tabular(facts: Registration, rng: Random) -> Image.Image:
    """Portrait with a ruled table: 域名, 域名持有者, 域名注册服务机构 … (1240 x 1754)."""
    sheet = Sheet.blank()
    _border(sheet, (168, 40, 44))
    sheet.title(210, "国际域名注册证书", Pen(76, "Serif", "Bold", (168, 40, 44)), spacing=10)
    sheet.paragraph((170, 400), "兹证明下列域名已经注册，注册信息如下：", 900, Pen(32), 1.6)
    rows = [
        ("域　　名", facts.domain),
        ("域名持有者", facts.holder),
        ("域名注册服务机构", facts.registrar),
        ("注册时间", chinese_date(facts.registered)),
        ("到期时间", chinese_date(facts.expires)),
        ("域名服务器", "ns1.dns-host.example\nns2.dns-host.example"),
    ]
    for place, (label, value) in enumerate(rows):
        top = 500 + 110 * place
        sheet.box((160, top, 480, top + 110))
        sheet.box((480, top, 1080, top + 110))
        sheet.line((320, top + 55), label, Pen(30, "Serif", "Bold"), "mm")
        size = 30 if "\n" not in value else 26
        sheet.paragraph((500, top + (36 if size == 30 else 18)), value, 570, Pen(size, "Sans"), 1.4)
    _issuer(sheet, facts, (830, 1400), rng)
    return sheet.image


def narrative(facts: Registration, rng: Random) -> Image.Image:
    """Landscape, the statement as one sentence, dates below it: 注册人, 有效期至 (1754 x 1240)."""
    sheet = Sheet.blank((A4[1], A4[0]), (254, 251, 240))
    _border(sheet, (188, 148, 66))
    sheet.title(180, "中国国家顶级域名证书", Pen(76, "Serif", "Bold", (120, 82, 20)), spacing=16)
    sheet.line((877, 320), "Domain Name Certificate", Pen(32, "Serif", "Regular", (120, 82, 20)), "mm")
    sheet.line((877, 440), facts.domain, Pen(64, "Sans", "Bold"), "mm")
    text = f"兹证明上述域名的注册人为“{facts.holder}”，该域名由{facts.registrar}负责注册管理。"
    sheet.paragraph((260, 540), text, 1240, Pen(34), 1.7)
    sheet.line((260, 720), f"注册人(Registrant)：{facts.holder}", Pen(32))
    sheet.line((260, 790), f"注册服务机构(Sponsoring Registrar)：{facts.registrar}", Pen(32))
    sheet.line((260, 860), f"注册日期：{chinese_date(facts.registered)}", Pen(32))
    sheet.line((900, 860), f"有效期至：{chinese_date(facts.expires)}", Pen(32))
    _issuer(sheet, facts, (1340, 1020), rng)
    return sheet.image


def screenshot(facts: Registration, rng: Random) -> Image.Image:
    """The registrar's console with the verified holder, as a customer cuts it out of the screen (1280 x 760)."""
    sheet = Sheet.blank((1280, 760), (245, 247, 250))
    sheet.draw.rectangle((0, 0, 1280, 64), fill=(32, 84, 150))
    sheet.line((36, 32), "域名控制台 > 域名信息", Pen(26, "Sans", "Regular", (255, 255, 255)), "lm")
    sheet.draw.rectangle((36, 96, 1244, 724), fill=(255, 255, 255), outline=(220, 224, 230))
    sheet.line((72, 124), "基本信息", Pen(28, "Sans", "Bold"))
    rows = [
        ("域名", facts.domain),
        ("域名持有者(中文)", facts.holder),
        ("持有者实名认证", "已实名认证"),
        ("域名注册商", facts.registrar),
        ("注册时间", f"{facts.registered:%Y-%m-%d} {rng.randint(8, 20):02d}:{rng.randint(0, 59):02d}:11"),
        ("到期时间", f"{facts.expires:%Y-%m-%d} {rng.randint(8, 20):02d}:{rng.randint(0, 59):02d}:11"),
    ]
    for place, (label, value) in enumerate(rows):
        sheet.line((72, 200 + 78 * place), label, Pen(24, "Sans", "Regular", (120, 126, 136)))
        sheet.line((400, 200 + 78 * place), value, Pen(24, "Sans"))
    return sheet.image


LAYOUTS: tuple[Callable[[Registration, Random], Image.Image], ...] = (bilingual, tabular, narrative)
"""The certificates that bear a seal."""


def _border(sheet: Sheet, colour: tuple[int, int, int]) -> None:
    width, height = sheet.image.size
    for inset, thick in ((52, 8), (74, 2)):
        sheet.draw.rectangle((inset, inset, width - inset, height - inset), outline=colour, width=thick)


def _issuer(sheet: Sheet, facts: Registration, at: tuple[int, int], rng: Random) -> None:
    x, y = at
    sheet.line((x, y), facts.registrar, Pen(28), "mm")
    stamp(sheet.image, round_seal(facts.registrar, diameter=210), (x, y), rng)
    sheet.line((x, y + 56), chinese_date(facts.registered), Pen(28), "mm")
