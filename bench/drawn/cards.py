"""ID cards: on a desk, on an A4 copy, cut out; one side or both, with what people write and stamp beside them."""

import math
from random import Random

from PIL import Image, ImageDraw

from bench.drawn.drawn import Board, Drawn, Truth
from bench.drawn.who import anybody
from filing.terms import Material
from samples.papers.figure import bust
from samples.people import Person

BLUE = (70, 116, 160)
CARD = (1070, 674)


def front(rng: Random) -> Drawn:
    """The portrait side of somebody with a common name."""
    return _presented([_portrait_side(made := anybody(rng), rng)], _front_truth(made), rng)


def rare(rng: Random) -> Drawn:
    """The portrait side of somebody whose name has a rare character or a middle dot."""
    some = rng.random()
    made = anybody(rng, rare=some < 0.7, minority=some >= 0.7)
    return _presented([_portrait_side(made, rng)], _front_truth(made), rng)


def back(rng: Random) -> Drawn:
    """The emblem side alone."""
    return _presented([_emblem_side(made := anybody(rng), rng)], _back_truth(made), rng)


def both(rng: Random) -> Drawn:
    """Both sides in one picture, in either order."""
    made = anybody(rng, rare=rng.random() < 0.25)
    sides = [_portrait_side(made, rng), _emblem_side(made, rng)]
    truth = _front_truth(made) | _back_truth(made) | {"sides": ("portrait", "emblem")}
    return _presented(sides if rng.random() < 0.5 else sides[::-1], truth, rng)


def _front_truth(made: Person) -> Truth:
    return {"name": made.name, "id_number": made.id_number, "address": made.address, "sides": ("portrait",)}


def _back_truth(made: Person) -> Truth:
    until = made.valid_to.isoformat() if made.valid_to else "长期"
    return {
        "issued_by": made.issued_by,
        "valid_from": made.valid_from.isoformat(),
        "valid_to": until,
        "sides": ("emblem",),
    }


def _portrait_side(made: Person, rng: Random) -> Board:
    board = _ground(rng, (236, 242, 246), (206, 222, 232))
    x, value = rng.choice((70, 84)), rng.choice(("hei", "hei", "hei-bold"))
    size = rng.choice((36, 38))
    for y, label in ((108, "姓 名"), (190, "性 别"), (272, "出 生"), (356, "住 址")):
        board.text((x, y), label, "hei", 30, BLUE)
    board.block((x + 120, 110), made.name, 560, value, size + 2, key=True)
    board.text((x + 120, 192), made.sex, value, size)
    board.text((x + 230, 190), "民 族", "hei", 30, BLUE)
    board.text((x + 340, 192), made.ethnicity, value, size)
    end = x + 120.0
    for number, unit in ((made.birth.year, "年"), (made.birth.month, "月"), (made.birth.day, "日")):
        end = board.text((end, 274), f"{number}", value, size) + 12
        end = board.text((end, 272), unit, "hei", 30, BLUE) + 14
    board.block((x + 120, 358), made.address, 430, value, size - 2, leading=1.35)
    board.text((x, 596), "公民身份号码", "hei", 30, BLUE)
    digits, end = rng.choice(("mono-bold", "arial-bold", "mono")), x + 240.0
    gap = rng.choice((4, 9, 13))
    for digit in made.id_number:
        end = board.text((end, 600), digit, digits, 42) + gap
    board.spots.append((round(x + 240 + (end - x - 240) / 2), 586))
    face = bust((300, 376), rng)
    board.image.paste(face, (720, 100), face)
    return board


def _emblem_side(made: Person, rng: Random) -> Board:
    board = _ground(rng, (232, 240, 240), (200, 220, 218))
    board.draw.ellipse((80, 60, 240, 220), fill=(204, 60, 54), outline=(224, 190, 110), width=10)
    board.spread((340, 140), "中华人民共和国", 580, "hei-bold", 60)
    board.spread((290, 252), "居民身份证", 680, "hei-bold", 86)
    x = rng.choice((250, 290))
    board.text((x, 520), "签发机关", "hei-bold", 32)
    board.block((x + 160, 520), made.issued_by, 620, "hei", 34, key=True)
    until = f"{made.valid_to:%Y.%m.%d}" if made.valid_to else "长期"
    board.text((x, 598), "有效期限", "hei-bold", 32)
    board.block(
        (x + 160, 598),
        f"{made.valid_from:%Y.%m.%d}-{until}",
        620,
        rng.choice(("hei", "arial")) if made.valid_to else "hei",
        35,
        key=True,
    )
    return board


def _ground(rng: Random, colour: tuple[int, int, int], wave: tuple[int, int, int]) -> Board:
    board = Board(CARD, colour)
    phase, span = rng.uniform(0, 6), rng.choice((70, 120))
    for row in range(40):
        points = [(x, row * 18 + 12 * math.sin(phase + x / span + row / 2)) for x in range(0, CARD[0] + 20, 20)]
        board.draw.line(points, fill=wave, width=1)
    return board


def _presented(sides: list[Board], truth: Truth, rng: Random) -> Drawn:
    way = rng.choice((_on_desk, _on_copy, _cut_out))
    page, corners, scale = way([side.image for side in sides], rng)
    spots = [
        (round(x0 + x * scale), round(y0 + y * scale))
        for side, (x0, y0) in zip(sides, corners, strict=True)
        for x, y in side.spots
    ]
    return Drawn(page, Material.ID_CARD, truth, spots)


Placed = tuple[Image.Image, list[tuple[int, int]], float]


def _rounded(card: Image.Image, scale: float) -> Image.Image:
    mask = Image.new("L", card.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, card.width - 1, card.height - 1), radius=40, fill=255)
    cut = card.convert("RGBA")
    cut.putalpha(mask)
    return cut.resize((round(card.width * scale), round(card.height * scale)), Image.Resampling.LANCZOS)


def _on_desk(cards: list[Image.Image], rng: Random) -> Placed:
    """Photographed on a grey desk, one above the other."""
    shade = rng.randint(90, 170)
    page = Image.new("RGB", (1400, 1050 if len(cards) == 1 else 1750), (shade, shade, shade + 6))
    scale, corners = rng.choice((0.95, 1.05)), []
    for place, card in enumerate(cards):
        at = (rng.randint(60, 200), 150 + place * 800 + rng.randint(-40, 40))
        small = _rounded(card, scale)
        page.paste(small, at, small)
        corners.append(at)
    return page, corners, scale


def _on_copy(cards: list[Image.Image], rng: Random) -> Placed:
    """On an A4 sheet, with a remark as people write it."""
    board = Board((1240, 1754))
    scale, corners = 0.72, []
    for place, card in enumerate(cards):
        at = (rng.randint(140, 320), 220 + place * 660 + rng.randint(-60, 60))
        small = _rounded(card, scale)
        board.image.paste(small, at, small)
        corners.append(at)
    if rng.random() < 0.6:
        board.text(
            (200, 1600),
            rng.choice(("仅供网站备案使用", "此复印件仅用于办理网站备案，他用无效", "与原件一致")),
            "song",
            34,
        )
    return board.image, corners, scale


def _cut_out(cards: list[Image.Image], rng: Random) -> Placed:
    """The card fills the picture; two stand one above the other or side by side."""
    beside = len(cards) == 2 and rng.random() < 0.5
    size = (2 * CARD[0] + 90, CARD[1] + 60) if beside else (CARD[0] + 60, 30 + len(cards) * (CARD[1] + 30))
    page, corners = Image.new("RGB", size, (255, 255, 255)), []
    for place, card in enumerate(cards):
        at = (30 + place * (CARD[0] + 30), 30) if beside else (30, 30 + place * (CARD[1] + 30))
        small = _rounded(card, 1.0)
        page.paste(small, at, small)
        corners.append(at)
    return page, corners, 1.0
