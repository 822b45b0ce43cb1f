"""A drawn human figure, head to chest: the portrait of an ID card and the person before a backdrop."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]


def bust(size: tuple[int, int], rng: Random, ground: Colour | None = None) -> Image.Image:
    """Somebody from head to chest, filling `size`; without `ground` the surroundings are transparent (RGBA)."""
    width, height = size
    image = Image.new("RGBA", (width * 2, height * 2), (*ground, 255) if ground else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    skin = (rng.randint(214, 236), rng.randint(176, 194), rng.randint(148, 168))
    coat = rng.choice(((44, 52, 74), (88, 34, 38), (58, 74, 62), (70, 70, 78)))
    hair = rng.choice(((26, 22, 20), (44, 32, 26), (60, 58, 58)))
    _body(draw, width * 2, height * 2, skin, coat)
    _head(draw, width * 2, height * 2, skin, hair)
    soft = image.filter(ImageFilter.GaussianBlur(2.2))
    return soft.resize(size, Image.Resampling.LANCZOS)


def _body(draw: ImageDraw.ImageDraw, w: int, h: int, skin: Colour, coat: Colour) -> None:
    draw.rounded_rectangle((w * 0.08, h * 0.72, w * 0.92, h * 1.2), radius=w * 0.2, fill=coat)
    draw.polygon(((w * 0.38, h * 0.7), (w * 0.62, h * 0.7), (w * 0.5, h * 0.98)), fill=(238, 238, 240))
    draw.polygon(((w * 0.47, h * 0.78), (w * 0.53, h * 0.78), (w * 0.55, h), (w * 0.45, h)), fill=(60, 40, 90))
    shade = (skin[0] - 22, skin[1] - 24, skin[2] - 24)
    draw.rectangle((w * 0.42, h * 0.58, w * 0.58, h * 0.74), fill=shade)


def _head(draw: ImageDraw.ImageDraw, w: int, h: int, skin: Colour, hair: Colour) -> None:
    draw.ellipse((w * 0.25, h * 0.1, w * 0.75, h * 0.52), fill=hair)
    draw.ellipse((w * 0.27, h * 0.34, w * 0.33, h * 0.46), fill=skin)
    draw.ellipse((w * 0.67, h * 0.34, w * 0.73, h * 0.46), fill=skin)
    draw.ellipse((w * 0.29, h * 0.16, w * 0.71, h * 0.66), fill=skin)
    draw.pieslice((w * 0.27, h * 0.12, w * 0.73, h * 0.5), 190, 350, fill=hair)
    for side in (0.4, 0.6):
        x, y = w * side, h * 0.39
        draw.ellipse((x - w * 0.045, y - h * 0.014, x + w * 0.045, y + h * 0.014), fill=(246, 246, 246))
        draw.ellipse((x - w * 0.016, y - h * 0.014, x + w * 0.016, y + h * 0.014), fill=(40, 28, 22))
        draw.line((x - w * 0.06, y - h * 0.035, x + w * 0.06, y - h * 0.035), fill=hair, width=max(2, w // 70))
    shade = (skin[0] - 40, skin[1] - 44, skin[2] - 44)
    draw.line((w * 0.5, h * 0.41, w * 0.475, h * 0.5, w * 0.51, h * 0.505), fill=shade, width=max(2, w // 90))
    draw.arc((w * 0.41, h * 0.5, w * 0.59, h * 0.59), 20, 160, fill=(170, 80, 80), width=max(3, w // 60))
