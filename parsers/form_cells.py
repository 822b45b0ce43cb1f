"""Label and value in one cell: 「网站名称：某某网」, also several in a row, as Word and mail users write them."""

import re

from parsers.form_match import Meaning, meaning_of

Inline = tuple[str, Meaning, str]
_COLON = re.compile(r"[:：]")
_START = re.compile(r"[\n\t;；,，。]|\s{2,}|[　]+|(?<=[_）)])|\s")


def inline_fields(text: str) -> tuple[Inline, ...]:
    """Each (label, meaning, value) of a cell; empty if the text is no 「label：value」.

    A label with a colon and nothing after it counts only beside another one: alone it is an ordinary label.
    """
    marks = [m.start() for m in _COLON.finditer(text[:3000])]
    found = [
        (start, mark, label, meaning)
        for mark in marks
        if (hit := _label_before(text, mark))
        for start, label, meaning in [hit]
    ]
    if not found or found[0][0] > _leading(text):
        return ()
    ends = [start for start, *_ in found[1:]] + [len(text)]
    fields = tuple((lb, mg, _value(text[mark + 1 : end])) for (_, mark, lb, mg), end in zip(found, ends, strict=True))
    if len(fields) == 1 and not fields[0][2]:
        return ()
    return fields


def _leading(text: str) -> int:
    """How much may stand before the first label: a number such as 「1、」."""
    match = re.match(r"[\s*]*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．)）]?)?\s*", text)
    return match.end() if match else 0


def _label_before(text: str, mark: int) -> tuple[int, str, Meaning] | None:
    """The longest label that ends at a colon and begins where a label may begin."""
    floor = max(0, mark - 40)
    starts = sorted({floor, *(floor + m.end() for m in _START.finditer(text[floor:mark]))})
    for start in starts:
        label = text[start:mark].strip()
        if len(label) >= 2 and _COLON.search(label) is None:
            meaning = meaning_of(label.replace("\n", ""))
            if meaning is not None:
                return start, label, meaning
    return None


def _value(text: str) -> str:
    return re.sub(r"_{2,}", " ", text).strip(" \t\n;；,，　。")
