"""A form's table: bands across the page, rows of label and value, tick boxes."""

from dataclasses import dataclass

from samples.papers.canvas import Pen, Sheet, wrapped

LABEL = Pen(24, "Serif")
VALUE = Pen(24, "Sans")
BAND = Pen(25, "Serif", "Bold")


def ticked(chosen: str, *choices: str) -> str:
    """☑企业 □个人 as printed forms have them."""
    return "　".join(("☑" if choice == chosen else "□") + choice for choice in choices)


@dataclass(slots=True)
class Table:
    """A table that grows downwards from `y` between `left` and `right`."""

    sheet: Sheet
    y: int
    left: int = 110
    right: int = 1130

    def band(self, text: str) -> None:
        """A section heading across the whole table."""
        self.sheet.draw.rectangle((self.left, self.y, self.right, self.y + 46), fill=(232, 232, 232))
        self.sheet.box((self.left, self.y, self.right, self.y + 46))
        self.sheet.line((self.left + 16, self.y + 23), text, BAND, "lm")
        self.y += 46

    def row(self, *cells: str, label_width: int = 230) -> None:
        """label, value, label, value …; every pair is equally wide, the row as high as its fullest cell."""
        pair = (self.right - self.left) // (len(cells) // 2)
        widths = [label_width, pair - label_width] * (len(cells) // 2)
        self._cells(cells, widths, 54)

    def _cells(self, cells: tuple[str, ...], widths: list[int], least: int) -> None:
        pens = [LABEL if place % 2 == 0 else VALUE for place in range(len(cells))]
        texts = [list(wrapped(c, w - 24, p)) for c, w, p in zip(cells, widths, pens, strict=True)]
        height, x = max([least, *(34 * len(rows) + 20 for rows in texts)]), self.left
        for rows, width, pen in zip(texts, widths, pens, strict=True):
            self.sheet.box((x, self.y, x + width, self.y + height))
            top = self.y + (height - 34 * len(rows)) / 2 + 3
            for place, row in enumerate(rows):
                self.sheet.line((x + 12, top + 34 * place), row, pen)
            x += width
        self.y += height
