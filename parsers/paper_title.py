"""Papers that came as an editable file: recognised by their title, never signed nor stamped."""

import re
from dataclasses import replace

from filing.paper import Box, Fact, Paper
from filing.ports import Line
from filing.terms import CHINESE, Fate, Material
from parsers.letters import RECOGNISERS
from parsers.page import Page
from parsers.sheet import Cell, Sheet

_TITLES: tuple[tuple[Material, str], ...] = (
    (Material.VERIFICATION_FORM, r"核验单|真实性核验|核验表|核验承诺"),
    (Material.AUTHORIZATION_LETTER, r"委托书|授权书|授权委托|备案授权"),
    (Material.SECURITY_COMMITMENT, r"责任书|承诺书|保证书|协议书.{0,4}信息安全|信息安全(?:责任|承诺|保证|管理协议)"),
)
MOST_CELLS = 200  # none of these papers has more
ROW, COLUMN, LETTER = 40, 1000, 20  # pixels of the page that the cells are laid out on


def titled_material(title: str) -> Material | None:
    """The material that a title names, or None. A 登记表 is a form and is read as one."""
    if len(title) > 50 or "登记表" in title or "说明" in title:
        return None
    return next((m for m, words in _TITLES if re.search(words, title)), None)


def unsigned_paper(blank: Paper, material: Material, title: str, sheet: Sheet) -> Paper:
    """The paper as a word-processor file: what it says is known, that it was signed is not."""
    reader = next(r for r in RECOGNISERS if r.material is material)
    read = reader.read(_as_page(sheet))
    facts = {key: Fact(value.text, source="text", label=value.label) for key, value in read.items()}
    facts["title"] = Fact(title, sure=True, source="text")
    about = f"《{CHINESE[material]}》是未签字盖章的电子文档，需打印、签字（单位加盖公章）后扫描发送。"
    return replace(blank, fate=Fate.MATERIAL, material=material, facts=facts, about=about, quality={"word_file": True})


def _as_page(sheet: Sheet) -> Page:
    """The cells as lines of a page, each in its row and column, so that the papers' own readers understand them."""
    cells = sheet.cells[:MOST_CELLS]
    lines = (Line(c.text.replace("\n", " "), _place(c), 1.0) for c in cells)
    return Page(tuple(lines), COLUMN * max(1, sheet.width), ROW * max(1, sheet.height), source="text")


def _place(cell: Cell) -> Box:
    left, top = COLUMN * cell.column, ROW * cell.row
    return left, top, left + min(LETTER * len(cell.text), COLUMN - LETTER), top + ROW * 3 // 4
