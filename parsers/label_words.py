"""The words that labels are made of, and how OCR tears, wraps and misreads them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import ne

from filing.paper import Box
from parsers.page import squeeze, union

Labels = Mapping[str, tuple[str, ...]]
"""Key of a fact to the labels that announce it. The key "" holds labels that only end other values."""


def labels(*, ends: str = "", **keys: str) -> Labels:
    """Labels as words separated by spaces; `ends` are those that only end other values."""
    return {key: tuple(words.split()) for key, words in keys.items()} | {"": tuple(ends.split())}


TAIL = re.compile(r"(?:名称|姓名|全称|信息|中文|单位|个人|[/／][A-Za-z]{3,30}|[/／、或])+")
"""The end of a longer label (域名所有者中文｜信息, 注册时间｜/Created): no value."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PERIOD = re.compile(r"^.{2,6}[自从]?\d{4}年")  # 业期限自2019年10月08日至…: long, but no prose
LONGEST_GUESSED = 24  # characters of a line in which a misread label is looked for
_LOOK_ALIKE = {
    "域": "[域城]",
    "住": "[住佳往]",
    "址": "[址扯]",
    "限": "[限眼]",
    "期": "[期朋]",
    "册": "[册删]",
    "签": "[签答]",
}
"""How the characters of labels look when a picture is not sharp."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line, or pieces of several joined: `lines` are the indexes of the page's lines that it came from."""

    text: str
    box: Box
    lines: tuple[int, ...]

    @property
    def height(self) -> int:
        """Of the first line, roughly: the unit in which distances are thought of."""
        return max(1, self.box[3] - self.box[1])


def known(seen: str, labels: Labels) -> tuple[str, str]:
    """The label that was meant and its key; `seen` may have look-alike characters in it."""
    for key, variants in labels.items():
        for variant in variants:
            if squeeze(variant).lower() == seen.lower():
                return squeeze(variant), key
    return next((squeeze(v), k) for k, variants in labels.items() for v in variants if _alike(seen, squeeze(v)))


def _alike(seen: str, label: str) -> bool:
    return len(seen) == len(label) and all(
        a.lower() == b.lower() or a in _LOOK_ALIKE.get(b, "") for a, b in zip(seen, label, strict=True)
    )


def nearly(text: str, labels: Labels) -> tuple[int, str, str] | None:
    """How many characters at the start of a short line are nearly a label, which one, and its key; the longest first.

    One character of three or more is another one (经营書), or the first was not seen (责人). Long lines are prose.
    """
    if not text or (len(text) > LONGEST_GUESSED and not _PERIOD.search(text)):
        return None
    start = _HAN.match(text)
    if not start:
        return None
    han, short = start.end(), 4 if len(text) > 2 * LONGEST_GUESSED // 5 else 3
    longest = han + 1 if han < len(text) else LONGEST_GUESSED
    likely = _guessable(tuple((k, v) for k, words in labels.items() for v in words))
    for _, label, key in sorted({*likely.get((0, text[0]), ()), *likely.get((1, text[1:2]), ())}):
        size = len(label)
        if not short <= size <= longest:
            continue
        if han >= size and sum(map(ne, text[:size], label)) == 1:
            return size, label, key
        if text.startswith(label[1:]):
            return size - 1, label, key
    return None


@lru_cache(maxsize=64)
def _guessable(labels: tuple[tuple[str, str], ...]) -> Mapping[tuple[int, str], list[tuple[int, str, str]]]:
    """Chinese labels of three characters and more with their keys and ranks, the longest first, by place and character.

    With one fault, or without its first character, a label agrees with a line in one of that line's first two.
    """
    words = [(squeeze(v), k) for k, v in labels]
    found = defaultdict[tuple[int, str], list[tuple[int, str, str]]](list)
    chosen = sorted((w for w in words if len(w[0]) >= 3 and not w[0].isascii()), key=lambda w: -len(w[0]))
    for rank, (label, key) in enumerate(chosen):
        for place in ((0, label[0]), (1, label[1]), (0, label[1])):
            found[place].append((rank, label, key))
    return found


@lru_cache(maxsize=64)
def pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """All labels, the longest first, with spaces allowed between characters and a remark in brackets after."""
    variants = sorted(set(labels), key=len, reverse=True)
    words = "|".join(r"\s*".join(_LOOK_ALIKE.get(c) or re.escape(c) for c in v) for v in variants)
    remark = (
        r"(?:\s*[（(\[](?:[^（()）:：]{1,14}|[A-Za-z '/]{1,40})[)）\]]|\s*/?\s*[A-Za-z][A-Za-z '/]{2,40}(?=\s*[:：]))?"
    )
    return re.compile(rf"(?P<label>{words}){remark}\s*(?P<colon>[:：;；]?)\s*", re.IGNORECASE)


def side_by_side(cells: list[Cell]) -> Cell:
    """Pieces of one row as one, two spaces between them."""
    text = "  ".join(c.text for c in cells).strip(" :：;；")
    return Cell(text, union(c.box for c in cells), tuple(i for c in cells for i in c.lines))


def mended(cells: list[Cell], labels: tuple[str, ...]) -> Iterator[Cell]:
    """Labels that were torn apart on a row (名 … 称) put together again, and completed where the rest was not seen."""
    i = 0
    while i < len(cells):
        taken = next((n for n in (4, 3, 2) if _is_torn_label(cells[i : i + n], n, labels)), 1)
        yield _tight(cells[i : i + taken]) if taken > 1 else _completed(cells[i], labels)
        i += taken


def _is_torn_label(cells: list[Cell], count: int, labels: tuple[str, ...]) -> bool:
    if len(cells) < count or any(len(squeeze(c.text)) > 2 for c in cells[:-1]):
        return False
    head, tail = squeeze("".join(c.text for c in cells[:-1])), squeeze(cells[-1].text)
    return any(label.startswith(head) and head != label and tail.startswith(label[len(head) :]) for label in labels)


def _completed(cell: Cell, labels: tuple[str, ...]) -> Cell:
    """住 alone, its 所 lost in the gap: the first character of labels of two stands for nothing else."""
    if len(cell.text) != 1:
        return cell
    return replace(cell, text=next((x for x in labels if len(x) == 2 and x[0] == cell.text), cell.text))


def _tight(cells: list[Cell]) -> Cell:
    return replace(side_by_side(cells), text="".join(c.text for c in cells))


def stacked(rows: list[list[Cell]], labels: tuple[str, ...]) -> list[list[Cell]]:
    """Labels that a narrow column of a table breaks over two lines, as one cell of both."""
    whole, kept = frozenset(labels), [list(row) for row in rows]
    starts = _starts(labels)
    for n, row in enumerate(kept):
        for cell in [c for c in row if squeeze(c.text) in starts]:
            for below in kept[n : n + 8]:  # on a crooked page both lines may count as one row
                under = next((c for c in below if _under(cell, c) and squeeze(cell.text + c.text) in whole), None)
                if under and cell in row:
                    row[row.index(cell)] = replace(_tight([cell, under]), text=squeeze(cell.text + under.text))
                    below.remove(under)
                    break
    return kept


@lru_cache(maxsize=64)
def _starts(labels: tuple[str, ...]) -> frozenset[str]:
    """What the upper line of a label may say."""
    return frozenset(label[:n] for label in labels for n in range(1, len(label)))


def _under(upper: Cell, lower: Cell) -> bool:
    near = -0.5 * upper.height < lower.box[1] - upper.box[3] < 0.9 * upper.height
    centres = abs(upper.box[0] + upper.box[2] - lower.box[0] - lower.box[2]) / 2
    return near and min(abs(upper.box[0] - lower.box[0]), centres) < 1.2 * upper.height
