"""Photographs: the website principal before the provider's backdrop [001:91-98], and pictures that are no paper."""

import math
from random import Random

from PIL import Image, ImageDraw

from samples.papers.canvas import Pen, Sheet
from samples.papers.figure import bust
from samples.papers.scanner import blurred, grained

PHOTO = (1500, 2000)
CHAT = ("下周的会几点开始？", "上午九点，三楼会议室", "需要带电脑吗", "带上吧，要投影", "收到，谢谢")


def backdrop_photo(rng: Random, *, brand: str = "中网科技") -> Image.Image:
    """Half a body before a blue cloth with the provider's name and 网站备案核验 repeated; 1500 x 2000 pixels."""
    shade = rng.randint(0, 20)
    sheet = Sheet.blank(PHOTO, (38 + shade, 84 + shade, 158 + shade))
    for step in range(0, PHOTO[0], 20):  # folds of the cloth
        light = round(9 * math.sin(step / 130))
        colour = (38 + shade + light, 84 + shade + light, 158 + shade + light)
        sheet.draw.rectangle((step, 0, step + 20, PHOTO[1]), fill=colour)
    pen = Pen(64, "Sans", "Bold", (226, 234, 246))
    for row in range(6):
        for column in range(2):
            x = 90 + column * 740 + (row % 2) * 60
            sheet.line((x, 120 + row * 190), f"{brand} 网站备案核验", pen)
    person = bust((1080, 1440), rng)
    sheet.image.paste(person, ((PHOTO[0] - 1080) // 2, PHOTO[1] - 1440), person)
    return grained(blurred(sheet.image, 0.8), rng, 5.0)


def landscape(rng: Random) -> Image.Image:
    """Hills under the sky: a picture that was attached by mistake; 1600 x 1067 pixels."""
    image = Image.new("RGB", (1600, 1067), (150, 190, 226))
    draw = ImageDraw.Draw(image)
    for layer in range(4):
        base, phase = 500 + layer * 130, rng.uniform(0, 6)
        ridge = [(x, base + 70 * math.sin(phase + x / (190 + 50 * layer))) for x in range(0, 1601, 10)]
        draw.polygon([*ridge, (1600, 1067), (0, 1067)], fill=(70 + 12 * layer, 120 - 14 * layer, 80 - 10 * layer))
    draw.ellipse((1180, 120, 1300, 240), fill=(255, 240, 190))
    return grained(image, rng, 4.0)


def chat_screenshot(rng: Random) -> Image.Image:
    """A screenshot of a conversation about something else; 1080 x 1400 pixels."""
    sheet = Sheet.blank((1080, 1400), (237, 237, 237))
    for place, text in enumerate(CHAT):
        mine, y = place % 2 == 1, 160 + place * 190 + rng.randint(0, 20)
        pen = Pen(38, "Sans")
        width = round(pen.width(text)) + 60
        left = 1000 - width if mine else 80
        colour = (149, 236, 105) if mine else (255, 255, 255)
        sheet.draw.rounded_rectangle((left, y, left + width, y + 100), radius=16, fill=colour)
        sheet.line((left + 30, y + 26), text, pen)
    return sheet.image


def signature_logo(brand: str = "青禾科技") -> Image.Image:
    """The small logo below a mail's signature; 180 x 60 pixels."""
    sheet = Sheet.blank((180, 60), (255, 255, 255))
    sheet.draw.ellipse((6, 10, 46, 50), fill=(40, 140, 90))
    sheet.line((58, 14), brand, Pen(28, "Sans", "Bold", (40, 140, 90)))
    return sheet.image
