"""Fonts and the few ways in which papers set text: a line, spread labels, wrapped paragraphs, label and value."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from filing.errors import DeskError

A4 = (1240, 1754)
"""210 x 297 mm at 150 dpi."""
INK = (24, 24, 28)
FONT_DIRS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont


@cache
def font(size: int, family: str = "Serif", weight: str = "Regular") -> Font:
    """Noto CJK in simplified Chinese. Raises DeskError if the fonts are not installed."""
    path = _font_file(f"Noto{family}CJK-{weight}.ttc")
    for index in range(10):
        face = ImageFont.truetype(path, size, index=index)
        if str(face.getname()[0]).endswith("CJK SC"):
            return face
    raise DeskError(f"字体文件 {path} 中没有简体中文字形。", "请安装 fonts-noto-cjk 后重试。")


@cache
def _font_file(name: str) -> str:
    for folder in FONT_DIRS:
        for found in sorted(Path(folder).expanduser().rglob(name)):
            return str(found)
    raise DeskError(
        f"找不到绘制样张所需的中文字体 {name}。", "请安装 fonts-noto-cjk（apt-get install fonts-noto-cjk）后重试。"
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """How text is set: family Serif or Sans, weight Regular or Bold, size in pixels."""

    size: int
    family: str = "Serif"
    weight: str = "Regular"
    fill: Colour = INK

    @property
    def font(self) -> Font:
        """The face of this pen."""
        return font(self.size, self.family, self.weight)

    def width(self, text: str) -> float:
        """Width of a line in pixels."""
        return self.font.getlength(text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture that is being drawn."""

    image: Image.Image
    draw: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, size: tuple[int, int] = A4, colour: Colour = (253, 253, 251)) -> "Sheet":
        """An empty sheet of paper."""
        image = Image.new("RGB", size, colour)
        return cls(image, ImageDraw.Draw(image))

    def line(self, xy: tuple[float, float], text: str, pen: Pen, anchor: str = "la") -> None:
        """One line of text; `anchor` as Pillow has it."""
        self.draw.text(xy, text.replace("☑", "□"), font=pen.font, fill=pen.fill, anchor=anchor)
        for place, char in enumerate(text):
            if char == "☑" and anchor == "la":  # the fonts have no ticked box
                self._tick(xy[0] + pen.width(text[:place].replace("☑", "□")), xy[1], pen.size)

    def _tick(self, x: float, y: float, size: int) -> None:
        points = ((0.22, 0.75), (0.45, 1.05), (0.95, 0.35))
        self.draw.line([(x + a * size, y + b * size) for a, b in points], fill=INK, width=max(2, size // 8))

    def title(self, y: float, text: str, pen: Pen, spacing: float = 0) -> None:
        """A centred line, its characters `spacing` pixels apart."""
        width = pen.width(text) + spacing * (len(text) - 1)
        x = (self.image.width - width) / 2
        for char in text:
            self.line((x, y), char, pen)
            x += pen.width(char) + spacing

    def spread(self, xy: tuple[float, float], text: str, width: float, pen: Pen) -> None:
        """A label whose characters are spread evenly over `width` pixels, as 名　　称 on certificates."""
        x, y = xy
        gap = (width - pen.width(text)) / max(len(text) - 1, 1)
        for char in text:
            self.line((x, y), char, pen)
            x += pen.width(char) + gap

    def paragraph(self, xy: tuple[float, float], text: str, width: float, pen: Pen, leading: float = 1.5) -> float:
        """Text wrapped to `width` pixels; the y below its last line."""
        x, y = xy
        for row in wrapped(text, width, pen):
            self.line((x, y), row, pen)
            y += pen.size * leading
        return y

    def box(self, area: tuple[float, float, float, float], width: int = 2) -> None:
        """The frame of a table cell: left, top, right, bottom."""
        self.draw.rectangle(area, outline=INK, width=width)


def wrapped(text: str, width: float, pen: Pen) -> Iterator[str]:
    """Lines of at most `width` pixels; Chinese breaks anywhere, a line feed in the text always does."""
    for block in text.split("\n"):
        row = ""
        for char in block:
            if row and pen.width(row + char) > width:
                yield row
                row = ""
            row += char
        yield row


def chinese_date(day: object) -> str:
    """2026年03月09日 of a date, 长期 of None."""
    return f"{day:%Y年%m月%d日}" if day else "长期"
