"""What scanners, copiers and phones do to a paper. Everything is seeded."""

from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

TILE = 512


def scanned(paper: Image.Image, rng: Random, *, tilt: float | None = None, grain: float = 5.0) -> Image.Image:
    """A flat-bed scan: a little askew (degrees, random within 0.6 if not given), paper texture and sensor noise."""
    angle = rng.uniform(-0.6, 0.6) if tilt is None else tilt
    ground = paper.getpixel((3, 3))
    turned = paper.rotate(angle, Image.Resampling.BICUBIC, fillcolor=ground)
    return grained(turned, rng, grain)


def grained(picture: Image.Image, rng: Random, strength: float) -> Image.Image:
    """Noise of `strength` grey levels (standard deviation), coarser in colour than in brightness."""
    source = np.random.default_rng(rng.getrandbits(32))
    tile = source.normal(0, strength, (TILE, TILE, 1)) + source.normal(0, strength * 0.4, (TILE, TILE, 3))
    tile += np.repeat(np.repeat(source.normal(0, strength * 0.35, (TILE // 8, TILE // 8, 1)), 8, 0), 8, 1)
    rows, columns = -(-picture.height // TILE), -(-picture.width // TILE)
    noise = np.tile(np.rint(tile).astype(np.int16), (rows, columns, 1))[: picture.height, : picture.width]
    pixels = np.asarray(picture.convert("RGB"), dtype=np.int16) + noise
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def photographed(paper: Image.Image, rng: Random) -> Image.Image:
    """Taken with a phone: a few degrees askew on a desk, a shadow across it, a soft focus."""
    desk = Image.new("RGB", (paper.width + 240, paper.height + 240), (rng.randint(90, 140), 96, 84))
    angle = rng.choice((-1, 1)) * rng.uniform(2.0, 4.5)
    sheet = paper.convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=True)
    desk.paste(sheet, ((desk.width - sheet.width) // 2, (desk.height - sheet.height) // 2), sheet)
    return grained(blurred(shadowed(desk, rng), 0.7), rng, 4.0)


def shadowed(picture: Image.Image, rng: Random, depth: float = 0.45) -> Image.Image:
    """Darker towards one side, as under a lamp; `depth` is the share of light that is lost there."""
    ramp = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(picture.size)
    light = ramp.point([round(255 * (1 - depth * level / 255)) for level in range(256)])
    return Image.composite(picture, Image.new("RGB", picture.size, (12, 12, 16)), light)


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """Out of focus; a radius above 2.5 leaves little to read at 150 dpi."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def quarter_turned(picture: Image.Image, turns: int = 1) -> Image.Image:
    """Laid the wrong way round: `turns` quarter turns clockwise."""
    return picture.rotate(-90 * turns, expand=True)


def photocopied(paper: Image.Image, rng: Random) -> Image.Image:
    """A black-and-white copy, scanned again: no colour is left, so a seal is grey."""
    grey = paper.convert("L").point([min(255, max(0, round((level - 40) * 1.35))) for level in range(256)])
    copy = scanned(grey.convert("RGB"), rng, grain=7.0)
    return copy.convert("L").convert("RGB")


def enlarged(picture: Image.Image, factor: float) -> Image.Image:
    """The same picture with more (or fewer) pixels."""
    size = (round(picture.width * factor), round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS)


def edge_cut(picture: Image.Image, share: float = 0.12) -> Image.Image:
    """The right edge of the paper was outside the picture."""
    kept = round(picture.width * (1 - share))
    return picture.crop((0, 0, kept, picture.height))


def with_glare(picture: Image.Image, rng: Random) -> Image.Image:
    """A white spot where the flash was reflected."""
    spot = Image.new("L", picture.size, 0)
    x, y = rng.randint(picture.width // 4, picture.width // 2), rng.randint(picture.height // 4, picture.height // 2)
    reach = picture.width // 8
    ImageDraw.Draw(spot).ellipse((x, y, x + reach * 2, y + reach), fill=255)
    return Image.composite(Image.new("RGB", picture.size, "white"), picture, spot.filter(ImageFilter.GaussianBlur(30)))
