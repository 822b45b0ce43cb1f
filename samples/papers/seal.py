"""Red seals and signatures: the marks by hand that the papers ask for [001:106-108]."""

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.papers.canvas import Pen

RED = (214, 32, 38)


def round_seal(name: str, *, diameter: int = 230, centre: str = "") -> Image.Image:
    """A company seal: the name along a ring, a star in the middle, `centre` below it (RGBA)."""
    seal = Image.new("RGBA", (diameter, diameter), (*RED, 0))
    draw = ImageDraw.Draw(seal)
    draw.ellipse((3, 3, diameter - 4, diameter - 4), outline=(*RED, 255), width=max(4, diameter // 42))
    _star(draw, diameter / 2, diameter / 2, diameter * 0.15)
    _ring_text(seal, name, diameter)
    if centre:
        pen = Pen(diameter // 12, "Serif", "Bold")
        draw.text((diameter / 2, diameter * 0.78), centre, font=pen.font, fill=(*RED, 255), anchor="mm")
    return seal


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for step in range(10):
        angle, reach = -math.pi / 2 + step * math.pi / 5, radius if step % 2 == 0 else radius * 0.382
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    draw.polygon(points, fill=(*RED, 255))


def _ring_text(seal: Image.Image, name: str, diameter: int) -> None:
    size = min(diameter // 7, int(diameter * 1.9 / max(len(name), 8)))
    pen, middle = Pen(size, "Serif", "Bold"), diameter / 2
    span = min(250.0, 19.0 * len(name))
    for place, char in enumerate(name):
        angle = -span / 2 + span * place / max(len(name) - 1, 1)
        glyph = Image.new("RGBA", (size * 2, size * 2), (*RED, 0))
        ImageDraw.Draw(glyph).text((size, size), char, font=pen.font, fill=(*RED, 255), anchor="mm")
        glyph = glyph.rotate(-angle, Image.Resampling.BICUBIC)
        reach = diameter * 0.385
        x = middle + reach * math.sin(math.radians(angle)) - size
        y = middle - reach * math.cos(math.radians(angle)) - size
        seal.alpha_composite(glyph, (round(x), round(y)))


def stamp(paper: Image.Image, seal: Image.Image, centre: tuple[int, int], rng: Random) -> None:
    """Press a seal on a paper, a little turned and unevenly inked; the text below shows through."""
    seal = seal.rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC, expand=True)
    uneven = _patches(seal.size, rng)
    ink = ImageChops.multiply(seal.getchannel("A"), uneven)
    where = (centre[0] - seal.width // 2, centre[1] - seal.height // 2)
    area = paper.crop((*where, where[0] + seal.width, where[1] + seal.height))
    pressed = ImageChops.multiply(area, Image.new("RGB", seal.size, RED))
    paper.paste(Image.composite(pressed, area, ink), where)


def _patches(size: tuple[int, int], rng: Random) -> Image.Image:
    """Where the ink took more or less: a coarse seeded pattern between 60 and 95 per cent."""
    coarse = Image.new("L", (24, 24))
    coarse.putdata([rng.randint(150, 242) for _ in range(24 * 24)])
    return coarse.resize(size, Image.Resampling.BICUBIC)


def sign(paper: Image.Image, where: tuple[int, int], rng: Random, *, width: int = 190) -> None:
    """An illegible signature: a few quick strokes of a pen, `where` being its left end."""
    x, y = where
    big = Image.new("L", (width * 2, width), 0)
    draw = ImageDraw.Draw(big)
    for stroke in range(rng.randint(3, 5)):
        draw.line(_stroke(rng, stroke, width), fill=255, width=rng.randint(4, 7), joint="curve")
    mask = big.filter(ImageFilter.GaussianBlur(0.8)).resize((width, width // 2), Image.Resampling.LANCZOS)
    paper.paste((28, 30, 70), (x, y - width // 4), mask)


def _stroke(rng: Random, number: int, width: int) -> list[tuple[float, float]]:
    """Points of one stroke: a sum of two waves that runs to the right."""
    start, length = width * (0.1 + 0.4 * number), width * rng.uniform(0.35, 0.75)
    height, phase, speed = width * rng.uniform(0.12, 0.3), rng.uniform(0, 6), rng.uniform(4, 11)
    points = []
    for step in range(40):
        t = step / 39
        rise = math.sin(phase + speed * t) + 0.4 * math.sin(2.3 * speed * t)
        points.append((start + length * t + 14 * math.cos(speed * t), width * 0.5 + height * rise))
    return points
