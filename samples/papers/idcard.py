"""Resident ID cards: the portrait side, the emblem side, and the pages and pictures that hold them."""

import math
from random import Random

from PIL import Image, ImageDraw

from samples.papers.canvas import A4, Pen, Sheet, wrapped
from samples.papers.figure import bust
from samples.people import Person

CARD = (1012, 638)
"""85.6 x 54 mm at 300 dpi."""
BLUE = (62, 110, 158)
LABEL = Pen(29, "Sans", "Regular", BLUE)
VALUE = Pen(34, "Sans", "Regular", (30, 30, 32))
DIGITS = Pen(42, "Sans", "Bold", (30, 30, 32))


def portrait_side(person: Person, rng: Random) -> Image.Image:
    """姓名, 性别, 民族, 出生, 住址, 公民身份号码 and the portrait; 1012 x 638 pixels."""
    sheet = _card((232, 240, 244), (196, 216, 226), rng)
    _pair(sheet, (72, 66), "姓　名", person.name, 150)
    _pair(sheet, (72, 140), "性　别", person.sex, 150)
    _pair(sheet, (292, 140), "民　族", person.ethnicity, 130)
    _birth(sheet, person)
    sheet.line((72, 288), "住　址", LABEL)
    for place, row in enumerate(wrapped(person.address, 400, VALUE)):
        sheet.line((186, 284 + 50 * place), row, VALUE)
    sheet.line((72, 532), "公民身份号码", LABEL)
    for place, digit in enumerate(person.id_number):
        sheet.line((300 + 35 * place, 524), digit, DIGITS)
    face = bust((300, 372), rng)
    sheet.image.paste(face, (640, 90), face)
    return sheet.image


def _birth(sheet: Sheet, person: Person) -> None:
    day = person.birth
    sheet.line((72, 214), "出　生", LABEL)
    x = 186.0
    for value, unit in ((day.year, "年"), (day.month, "月"), (day.day, "日")):
        sheet.line((x, 209), str(value), VALUE)
        x += VALUE.width(str(value)) + 10
        sheet.line((x, 214), unit, LABEL)
        x += 46


def emblem_side(person: Person, rng: Random) -> Image.Image:
    """中华人民共和国 居民身份证, 签发机关, 有效期限; 1012 x 638 pixels."""
    sheet = _card((228, 238, 240), (188, 214, 214), rng)
    sheet.draw.ellipse((76, 62, 226, 212), fill=(204, 60, 54), outline=(224, 190, 110), width=10)
    for step in range(5):
        sheet.draw.ellipse((112 + 17 * step, 112, 124 + 17 * step, 124), fill=(240, 206, 110))
    sheet.draw.rectangle((112, 146, 190, 160), fill=(240, 206, 110))
    sheet.spread((320, 78), "中华人民共和国", 560, Pen(58, "Sans", "Bold"))
    sheet.spread((270, 174), "居民身份证", 660, Pen(84, "Sans", "Bold"))
    office, valid = Pen(32, "Sans", "Bold"), VALUE
    sheet.line((270, 468), "签发机关", office)
    sheet.line((430, 466), person.issued_by, valid)
    until = f"{person.valid_to:%Y.%m.%d}" if person.valid_to else "长期"
    sheet.line((270, 544), "有效期限", office)
    sheet.line((430, 542), f"{person.valid_from:%Y.%m.%d}-{until}", valid)
    return sheet.image


def _pair(sheet: Sheet, at: tuple[int, int], label: str, value: str, gap: int) -> None:
    x, y = at
    sheet.line((x, y), label, LABEL)
    sheet.line((x + 114 if gap > 140 else x + gap - 16, y - 4), value, VALUE)


def _card(colour: tuple[int, int, int], wave: tuple[int, int, int], rng: Random) -> Sheet:
    """The pale ground with its fine waves."""
    sheet = Sheet.blank(CARD, colour)
    phase = rng.uniform(0, 6)
    for row in range(-2, 34):
        points = [(x, row * 20 + 16 * math.sin(phase + x / 90 + row / 3)) for x in range(0, CARD[0] + 1, 22)]
        sheet.draw.line(points, fill=wave, width=1)
    return sheet


def _rounded(card: Image.Image) -> Image.Image:
    """Transparent outside the card's round corners."""
    mask = Image.new("L", card.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, card.width - 1, card.height - 1), radius=38, fill=255)
    card = card.convert("RGBA")
    card.putalpha(mask)
    return card


def on_a4(*cards: Image.Image) -> Image.Image:
    """Cards one above the other on an A4 page, as a copier with the ID function lays them out."""
    page = Image.new("RGB", A4, (252, 252, 251))
    room = A4[1] // (len(cards) + 1)
    for place, card in enumerate(cards, start=1):
        small = _rounded(card).resize((780, 780 * card.height // card.width), Image.Resampling.LANCZOS)
        page.paste(small, ((A4[0] - small.width) // 2, room * place - small.height // 2), small)
    return page


def on_table(card: Image.Image, rng: Random) -> Image.Image:
    """One card photographed from above on a desk, slightly turned; 1600 x 1200 pixels."""
    wood = (rng.randint(120, 168), rng.randint(96, 128), rng.randint(72, 100))
    page = Image.new("RGB", (1600, 1200), wood)
    turned = _rounded(card).resize((1240, 782), Image.Resampling.LANCZOS)
    turned = turned.rotate(rng.uniform(-5, 5), Image.Resampling.BICUBIC, expand=True)
    page.paste(turned, ((1600 - turned.width) // 2, (1200 - turned.height) // 2), turned)
    return page


def side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    """Both sides in one picture, as put together with a phone."""
    page = Image.new("RGB", (CARD[0] * 2 + 120, CARD[1] + 80), (255, 255, 255))
    for place, card in enumerate((left, right)):
        round_card = _rounded(card)
        page.paste(round_card, (40 + place * (CARD[0] + 40), 40), round_card)
    return page
