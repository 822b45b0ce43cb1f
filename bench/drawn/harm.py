"""The 18 conditions in which papers arrive: one function each, drawn paper in, picture file out."""

# ruff: noqa: E501 - what papers say is long, and drawing is one step after another

import io
import math
from collections.abc import Callable
from random import Random

import cv2
import numpy as np
from PIL import Image

from bench.drawn.drawn import Drawn
from samples.papers.scanner import grained
from samples.papers.seal import round_seal, stamp

Picture = Image.Image
Harm = Callable[[Drawn, Random], bytes]


def _file(picture: Picture, quality: int = 88) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def _scan(drawn: Drawn, rng: Random, grain: float = 3.0) -> Picture:
    return grained(drawn.image, rng, grain)


def clean(drawn: Drawn, rng: Random) -> bytes:
    return _file(_scan(drawn, rng), 92)


def jpeg30(drawn: Drawn, rng: Random) -> bytes:
    return _file(_scan(drawn, rng), 30)


def _tilted(low: float, high: float) -> Harm:
    def harm(drawn: Drawn, rng: Random) -> bytes:
        angle, shade = rng.uniform(low, high) * rng.choice((-1, 1)), rng.randint(150, 245)
        turned = drawn.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(shade, shade, shade))
        return _file(grained(turned, rng, 3.0))

    return harm


def _turned(quarters: int) -> Harm:
    def harm(drawn: Drawn, rng: Random) -> bytes:
        return _file(_scan(drawn, rng).rotate(90 * quarters, expand=True))

    return harm


def _warped(picture: Picture, rng: Random, reach: float) -> Picture:
    """Photographed from the side: each corner moves inwards, a desk shows around the paper."""
    width, height = picture.size
    margin = 0.06
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    inward = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    moved = source * (1 - 2 * margin) + np.array([width, height]) * margin
    moved += np.array([(dx * rng.uniform(0, reach) * width, dy * rng.uniform(0, reach) * height) for dx, dy in inward])
    matrix = cv2.getPerspectiveTransform(source, moved.astype(np.float32))
    shade = rng.randint(70, 160)
    desk = cv2.warpPerspective(
        np.asarray(picture), matrix, (width, height), flags=cv2.INTER_AREA, borderValue=(shade, shade - 10, shade - 20)
    )
    return Image.fromarray(desk)


def perspective(drawn: Drawn, rng: Random) -> bytes:
    return _file(grained(_warped(drawn.image, rng, 0.07), rng, 4.0))


def _soft(picture: Picture, sigma: float) -> Picture:
    """Out of focus; sigma in pixels of a picture of 1600."""
    return Image.fromarray(cv2.GaussianBlur(np.asarray(picture), (0, 0), sigma * max(picture.size) / 1600))


def blur(drawn: Drawn, rng: Random) -> bytes:
    return _file(grained(_soft(drawn.image, rng.uniform(1.0, 1.7)), rng, 3.0))


def motion(drawn: Drawn, rng: Random) -> bytes:
    length = max(3, round(rng.uniform(4, 7) * max(drawn.image.size) / 1600)) | 1
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    kernel /= kernel.sum()
    return _file(grained(Image.fromarray(cv2.filter2D(np.asarray(drawn.image), -1, kernel)), rng, 3.0))


def _shaded(picture: Picture, rng: Random, depth: float) -> Picture:
    """A soft-edged shadow across the page."""
    height, width = picture.height, picture.width
    angle, offset = rng.uniform(0, 2 * math.pi), rng.uniform(-0.15, 0.15)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (x / width - 0.5) * math.cos(angle) + (y / height - 0.5) * math.sin(angle) + offset
    light = 1 - depth / (1 + np.exp(-along * 14))
    return Image.fromarray(np.clip(np.asarray(picture) * light[..., None], 0, 255).astype(np.uint8))


def shadow(drawn: Drawn, rng: Random) -> bytes:
    return _file(grained(_shaded(drawn.image, rng, rng.uniform(0.45, 0.65)), rng, 3.0))


def combo(drawn: Drawn, rng: Random) -> bytes:
    warped = _warped(drawn.image, rng, 0.05).rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC)
    return _file(grained(_soft(_shaded(warped, rng, 0.4), 0.9), rng, 4.0), 60)


def _low(side: int) -> Harm:
    def harm(drawn: Drawn, rng: Random) -> bytes:
        small = drawn.image.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        return _file(grained(small, rng, 2.0), 85)

    return harm


def hires4000(drawn: Drawn, rng: Random) -> bytes:
    scale = 4000 / max(drawn.image.size)
    large = drawn.image.resize(
        (round(drawn.image.width * scale), round(drawn.image.height * scale)), Image.Resampling.BICUBIC
    )
    return _file(grained(large, rng, 5.0), 90)


def moire(drawn: Drawn, rng: Random) -> bytes:
    """Taken from a screen: two fine grids beat against each other."""
    picture = np.asarray(drawn.image, np.float32)
    y, x = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    wave = np.zeros(picture.shape[:2], np.float32)
    for _ in range(2):
        angle, period = rng.uniform(0, math.pi), rng.uniform(3.2, 7.0)
        wave += np.sin((x * math.cos(angle) + y * math.sin(angle)) * 2 * math.pi / period)
    tint = np.array([rng.uniform(0.6, 1), 1.0, rng.uniform(0.6, 1)], np.float32)
    return _file(
        grained(
            Image.fromarray(np.clip(picture * 0.92 + wave[..., None] * 15 * tint, 0, 255).astype(np.uint8)), rng, 4.0
        )
    )


def sealtext(drawn: Drawn, rng: Random) -> bytes:
    """A seal lies over a key value."""
    picture = drawn.image.copy()
    x, y = rng.choice(drawn.spots)
    side = round(max(picture.size) * rng.uniform(0.13, 0.18))
    stamp(
        picture,
        round_seal("某某市某某信息技术有限公司", diameter=side),
        (x + rng.randint(-side // 3, side // 3), y + rng.randint(-side // 3, side // 3)),
        rng,
    )
    return _file(grained(picture, rng, 3.0))


def photocopy(drawn: Drawn, rng: Random) -> bytes:
    """Grey, hard contrast, specks."""
    grey = np.asarray(drawn.image.convert("L"), np.float32)
    grey = np.clip((grey - 70) * 1.7, 0, 255)
    noise = np.random.default_rng(rng.getrandbits(32))
    specks = noise.random(grey.shape) < 0.0006
    grey[specks] = 40
    grey += noise.normal(0, 9, grey.shape)
    return _file(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))


HARMS: dict[str, Harm] = {
    "clean": clean, "jpeg30": jpeg30, "rot3-8": _tilted(3, 8), "rot10-15": _tilted(10, 15), "rot90": _turned(1), "rot180": _turned(2),
    "rot270": _turned(3), "combo": combo, "perspective": perspective, "blur": blur, "motion": motion, "shadow": shadow,
    "lowres600": _low(600), "lowres900": _low(900), "hires4000": hires4000, "moire": moire, "sealtext": sealtext, "photocopy": photocopy,
}  # fmt: skip
