"""A drawn paper with the truth about it, and the board that draws it: font sizes in pixels, fonts of every family."""

# ruff: noqa: PLR0913 - what papers say is long, and drawing is one step after another

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from filing.terms import Material

Colour = tuple[int, int, int]
Truth = dict[str, str | tuple[str, ...]]
INK: Colour = (28, 28, 32)
_FONTS = Path("/usr/share/fonts")
_LATIN = {"mono": "DejaVuSansMono.ttf", "mono-bold": "DejaVuSansMono-Bold.ttf", "times": "LiberationSerif-Regular.ttf",
          "arial": "LiberationSans-Regular.ttf", "arial-bold": "LiberationSans-Bold.ttf"}  # fmt: skip
_HAN = {"song": "NotoSerifCJK-Regular.ttc", "song-bold": "NotoSerifCJK-Bold.ttc",
        "hei": "NotoSansCJK-Regular.ttc", "hei-bold": "NotoSansCJK-Bold.ttc"}  # fmt: skip


@dataclass
class Drawn:
    """A picture, the material it is, what must be read from it, and the centres of its key values."""

    image: Image.Image
    material: Material
    truth: Truth
    spots: list[tuple[int, int]] = field(default_factory=list)


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by its short name; CJK collections in their simplified Chinese face."""
    path = next(_FONTS.rglob(_LATIN.get(name) or _HAN[name]))
    if name in _LATIN:
        return ImageFont.truetype(str(path), size)
    faces = (ImageFont.truetype(str(path), size, index=i) for i in range(10))
    return next(f for f in faces if str(f.getname()[0]).endswith("CJK SC"))


class Board:
    """A sheet being drawn. `spots` collects where the key values stand."""

    def __init__(self, size: tuple[int, int], ground: Colour = (252, 252, 250)) -> None:
        self.image = Image.new("RGB", size, ground)
        self.draw = ImageDraw.Draw(self.image)
        self.spots: list[tuple[int, int]] = []

    def text(
        self, at: tuple[float, float], text: str, font: str, size: int, fill: Colour = INK, anchor: str = "ls"
    ) -> float:
        """One line; the x where it ends."""
        self.draw.text(at, text, font=face(font, size), fill=fill, anchor=anchor)
        return at[0] + face(font, size).getlength(text)

    def centred(self, y: float, text: str, font: str, size: int, fill: Colour = INK, gap: float = 0) -> None:
        """A title with `gap` pixels between its characters."""
        pen = face(font, size)
        x = (self.image.width - pen.getlength(text) - gap * (len(text) - 1)) / 2
        for char in text:
            self.draw.text((x, y), char, font=pen, fill=fill, anchor="ls")
            x += pen.getlength(char) + gap

    def spread(
        self, at: tuple[float, float], text: str, width: float, font: str, size: int, fill: Colour = INK
    ) -> None:
        """Characters evenly over `width`."""
        pen = face(font, size)
        gap = max(0.0, width - pen.getlength(text)) / max(1, len(text) - 1)
        x = at[0]
        for char in text:
            self.draw.text((x, at[1]), char, font=pen, fill=fill, anchor="ls")
            x += pen.getlength(char) + gap

    def block(
        self, at: tuple[float, float], text: str, width: float, font: str, size: int, *, leading: float = 1.5,
        fill: Colour = INK, key: bool = False,
    ) -> float:  # fmt: skip
        """Text wrapped to `width`; the baseline after its last line. `key`: a value that matters."""
        x, y = at
        for row in wrap(text, width, font, size):
            end = self.text((x, y), row, font, size, fill)
            if key:
                self.spots.append((round((x + end) / 2), round(y - size / 3)))
            y += size * leading
        return y

    def rule(self, box: tuple[float, float, float, float], colour: Colour = INK, width: int = 2) -> None:
        """A frame."""
        self.draw.rectangle(box, outline=colour, width=width)

    def done(self, material: Material, truth: Truth) -> Drawn:
        """The finished paper."""
        return Drawn(self.image, material, truth, self.spots)


def wrap(text: str, width: float, font: str, size: int) -> Iterable[str]:
    """Lines of at most `width` pixels; no line begins with a closing mark."""
    pen = face(font, size)
    for block in text.split("\n"):
        row = ""
        for char in block:
            if row and pen.getlength(row + char) > width and char not in "，。；：、）》”":
                yield row
                row = ""
            row += char
        yield row


def qr(board: Board, at: tuple[int, int], side: int, rng: Random) -> None:
    """Squares like a QR code's."""
    cells = 33
    step = side / cells
    for n in range(cells * cells):
        if rng.random() < 0.5:
            x, y = at[0] + n % cells * step, at[1] + n // cells * step
            board.draw.rectangle((x, y, x + step, y + step), fill=(16, 16, 16))
    for dx, dy in ((0, 0), (cells - 7, 0), (0, cells - 7)):
        for inset, fill in ((0, (16, 16, 16)), (1, (250, 250, 250)), (2, (16, 16, 16))):
            x, y = at[0] + (dx + inset) * step, at[1] + (dy + inset) * step
            board.draw.rectangle((x, y, x + (7 - 2 * inset) * step, y + (7 - 2 * inset) * step), fill=fill)
