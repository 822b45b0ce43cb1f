"""Labels and the values beside them: what stands where on a certificate, whatever its exact layout.

A label may be torn apart (名 … 称), be glued to its value (名称苏州…), stand left of it or above it; a value may run
over several lines. Everything else on the page that looks like a label ends a value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from parsers.label_words import TAIL, Cell, Labels, known, labels, mended, nearly, pattern, side_by_side, stacked
from parsers.page import Page, overlap, squeeze, union

__all__ = ("Cell", "Fields", "Tag", "Value", "Values", "labels")


@dataclass(frozen=True, slots=True)
class Tag:
    """A label that was found, and what follows it in the same piece of text."""

    key: str
    label: str
    cell: Cell
    rest: Cell | None


@dataclass(frozen=True, slots=True)
class Value:
    """What was read for one key: a text, or several."""

    text: str | tuple[str, ...]
    lines: tuple[int, ...] = ()
    label: str | None = None

    def now(self, text: str) -> "Value":
        """The same place, its text cleaned."""
        return replace(self, text=text)


Values = dict[str, Value]
_SPECKS = re.compile(r"[☑☐☒□■◻◼√✓✔|¦]")
"""Ticked boxes mean nothing beside these labels, and OCR sees them, and upright strokes, in rules and wide gaps."""
_BULLETS = " *＊·•、.．0123456789()（）【[一二三四五六七八九十"


class Fields:
    """The labelled fields of one page."""

    @classmethod
    def of(cls, page: Page, labels: Labels) -> "Fields":
        """The fields of a page, made once: who bids for it also reads it. `labels` are constants."""
        known = page.derived.get(id(labels))
        if not isinstance(known, Fields):
            known = page.derived[id(labels)] = cls(page, labels)
        return known

    def __init__(self, page: Page, labels: Labels) -> None:
        self._tags: list[Tag] = []
        self._cells: list[Cell] = []
        self._guesses: list[Tag] = []
        words = tuple(squeeze(v) for variants in labels.values() for v in variants)
        rows = [list(mended([_cell(page, i) for i in row], words)) for row in page.rows]
        for cell in chain.from_iterable(stacked(rows, words)):
            self._take(cell, pattern(words), labels)
        self._tags += self._guesses

    def all(self, key: str, lines: int = 1, below: bool = False) -> Iterator[Value]:
        """The values of every label of this key, top to bottom; `lines` is how many lines a value may run over.

        `below`: a label may also stand above its value, as in the heading row of a table.
        """
        for tag in self._tags:
            if tag.key == key and (cell := self._value(tag, lines, below)):
                yield Value(cell.text, cell.lines, tag.label)

    def one(self, key: str, lines: int = 1, below: bool = False) -> Value | None:
        """The first value of this key."""
        return next(self.all(key, lines, below), None)

    def keys(self) -> frozenset[str]:
        """The keys whose label stands on the page, with or without a value."""
        return frozenset(tag.key for tag in self._tags if tag.key)

    def tags(self, key: str) -> list[Tag]:
        """The labels of this key."""
        return [tag for tag in self._tags if tag.key == key]

    def _take(self, cell: Cell, words: re.Pattern[str], labels: Labels) -> None:
        """Cut a line into labels and what stands between them."""
        starts = [m for m in words.finditer(cell.text) if _is_label(m, cell.text)]
        if not starts and (guess := nearly(cell.text, labels)):
            self._guess(cell, *guess)
            return
        if not starts:
            self._cells.append(cell)
            return
        if starts[0].start():
            self._cells.append(_slice(cell, 0, starts[0].start()))
        for match, following in zip(starts, [*starts[1:], None], strict=True):
            end = following.start() if following else len(cell.text)
            after = cell.text[match.end() : end].strip(" :：;；")
            rest = _slice(cell, match.end(), end) if after and not TAIL.fullmatch(squeeze(after)) else None
            label, key = known(squeeze(match["label"]), labels)
            self._tags.append(Tag(key, label, _slice(cell, match.start(), match.end()), rest))

    def _guess(self, cell: Cell, seen: int, label: str, key: str) -> None:
        """A label with a character misread or its first one lost: it counts where no label was read as it is."""
        rest = _slice(cell, seen, len(cell.text)) if cell.text[seen:].strip(" :：;；") else None
        self._guesses.append(Tag(key, label, _slice(cell, 0, seen), rest))

    def _value(self, tag: Tag, lines: int, below: bool) -> Cell | None:
        first = self._glued(tag) or self._right_of(tag, 0.45) or self._right_of(tag, 0.15)
        first = first or (self._below_label(tag) if below else None)
        if first is None:
            return None
        parts = [first]
        while len(parts) < lines and (following := self._continuation(tag, parts)):
            parts.append(following)
        return Cell(
            _joined(p.text for p in parts), union(p.box for p in parts), tuple(i for p in parts for i in p.lines)
        )

    def _glued(self, tag: Tag) -> Cell | None:
        """What follows the label in its own piece of text, and the pieces right behind that, seen apart from it."""
        rest = tag.rest
        if rest is None:
            return None
        beside = self._right_of(replace(tag, cell=rest), 0.45)
        if beside is None or beside.box[0] - rest.box[2] > rest.height:
            return rest
        twice = beside.box[0] < rest.box[2] - 0.35 * rest.height  # both boxes hold the character at the seam
        if twice and (len(rest.text) == 1 or rest.text[-1] == beside.text[:1]):
            rest = replace(rest, text=rest.text[:-1])
        return replace(side_by_side([rest, beside]), text=_joined(iter((rest.text, beside.text))))

    def _right_of(self, tag: Tag, least: float) -> Cell | None:
        """Everything on the row between this label and the next one; `least` is how far it must stand beside it."""
        right = tag.cell.box[2]
        others = (t.cell for t in self._tags if t.key != tag.key or not t.key)
        stop = min((c.box[0] for c in others if _follows(tag.cell, c, least)), default=10**9)
        beside = [
            c for c in self._cells if _follows(tag.cell, c, least) and c.box[0] < stop and c.text.strip(" :：;；")
        ]
        beside.sort(key=lambda c: c.box[0])
        taken: list[Cell] = []
        for cell in beside:
            if taken and cell.box[0] - right > 3 * tag.cell.height:
                break
            taken.append(cell)
            right = cell.box[2]
        above = self._above(tag, taken[0]) if len(taken) == 1 else []
        return _as_it_reads([*above, *taken]) if taken else None

    def _above(self, tag: Tag, cell: Cell) -> list[Cell]:
        """The full line over the one beside a label that stands at the middle of both; none if it is another row's."""
        return [
            c
            for c in self._cells
            if overlap(tag.cell.box, c.box) > 0.15
            and abs(c.box[0] - cell.box[0]) < 0.5 * cell.height
            and c.box[1] < cell.box[1] < c.box[3] + 0.5 * cell.height
            and c.box[2] >= cell.box[2]
            and abs(c.box[1] + cell.box[3] - tag.cell.box[1] - tag.cell.box[3]) < cell.height
            and not any(
                o.lines != tag.cell.lines and o.box[2] < c.box[0] and overlap(o.box, c.box) > 0.4 for o in self._cells
            )
        ]

    def _below_label(self, tag: Tag) -> Cell | None:
        """Under its label, as in a table with a heading row."""
        left, _, right, bottom = tag.cell.box
        under = [
            c
            for c in self._cells
            if 0 <= c.box[1] - bottom + 0.4 * tag.cell.height < 2 * tag.cell.height
            and min(right, c.box[2]) - max(left, c.box[0]) > 0.3 * min(right - left, c.box[2] - c.box[0])
        ]
        return min(under, key=lambda c: c.box[1], default=None)

    def _continuation(self, tag: Tag, parts: list[Cell]) -> Cell | None:
        """The next line of a wrapped value: right below, beginning where the value began, with no label before it."""
        last, height = parts[-1], min(p.height for p in parts)
        taken = {line for part in parts for line in part.lines}  # a wrapped value may have come whole
        # where a value begins is only estimated if it was seen in one piece with its label
        reach = 2.2 * height if tag.rest is None else min(6.0 * height, parts[0].box[2] - parts[0].box[0])
        below = [
            c
            for c in self._cells
            if taken.isdisjoint(c.lines)
            and -0.5 * height < c.box[1] - last.box[3] < 1.1 * height
            and c.box[1] > last.box[1] + 0.5 * height
            and -2.2 * height < c.box[0] - parts[0].box[0] < reach
            and not any(
                overlap(t.cell.box, c.box) > 0.4 and t.cell.box[2] <= c.box[0] + height for t in self._near(tag)
            )
        ]
        return min(below, key=lambda c: c.box[1], default=None)

    def _near(self, tag: Tag) -> list[Tag]:
        """Labels of the same column: those that begin at or right of this one's left side."""
        return [t for t in self._tags if t is not tag and t.cell.box[0] > tag.cell.box[0] - 3 * tag.cell.height]


def _cell(page: Page, line: int) -> Cell:
    return Cell(_SPECKS.sub(" ", page.lines[line].text).strip(), page.lines[line].box, (line,))


def _as_it_reads(cells: list[Cell]) -> Cell:
    """Side by side; or one above the other, where a label stands beside the middle of a wrapped value."""
    first, *others = cells
    stacked_up = others and all(c.box[0] < first.box[2] and abs(c.box[0] - first.box[0]) < c.height for c in others)
    if not stacked_up:
        return side_by_side(cells)
    downwards = sorted(cells, key=lambda c: c.box[1])
    return replace(side_by_side(downwards), text=_joined(c.text for c in downwards))


def _follows(label: Cell, cell: Cell, least: float) -> bool:
    return cell is not label and cell.box[0] >= label.box[2] - label.height and overlap(label.box, cell.box) > least


def _joined(parts: Iterator[str]) -> str:
    """Chinese lines are joined without a space, Latin words with one."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and part[:1].isascii() and text[-1:].isalpha() and part[:1].isalpha()
        text += (" " if latin else "") + part
    return text


def _slice(cell: Cell, start: int, end: int) -> Cell:
    """Part of a line; its box is cut in proportion, a Han character being twice as wide as a Latin one."""
    left, top, right, bottom = cell.box
    unit = (right - left) / max(1, _width(cell.text))
    before, inside = _width(cell.text[:start]), _width(cell.text[start:end])
    box = (round(left + before * unit), top, round(left + (before + inside) * unit), bottom)
    return Cell(cell.text[start:end].strip(" :：;；"), box, cell.lines)


def _width(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def _is_label(match: re.Match[str], text: str) -> bool:
    """At the start of a line, after a gap, or followed by a colon; not in the midst of a sentence."""
    before = text[: match.start()]
    if before.strip() and match["label"].isascii():
        return match["colon"] != "" or match.end() == len(text)  # Domain and Holder are words of names as well
    return not before.strip(_BULLETS) or before[-1].isspace() or match["colon"] != ""
