"""Where on a page a look shows: measures that need its text, and for each look the place that a person should see."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from filing.numbers import id_check_ok, id_number_ok
from filing.paper import Box, Fact
from filing.ports import Line
from filing.terms import Material
from parsers import vision
from parsers.page import Page, union
from parsers.quality import Quality, burnt_box, contrast
from parsers.values import dates
from parsers.vision import Pixels

TELLING_LINES = 8  # the longest lines of a page stand for its print
TEMPORARY = re.compile(r"临时居民身份证")
ELECTRONIC = re.compile(r"电子营业执照|电子证照|电子身份证|仅供电子|亮照")
MAIN_COPY = re.compile(
    r"^(?:营业执照|法人证书)?[(（]?正本[)）]?$"
)  # 副本 is what is asked for; a line of its own says so
WATERMARK = re.compile(r"仅供|备案使用|再次复印|复印无效")  # written over everything, out to the edges
BORN = re.compile(r"出生(?P<day>.{6,16})")
_WHOLE_PAGE = ("blur", "over_dark", "over_exposed", "too_small_pixels", "screen_reshoot")


def text_measures(page: Page, upright: Pixels, facts: Mapping[str, Fact], material: Material) -> Quality:
    """contrast (of the page's print, 0-255), edge_cut (lines that run into the picture's edge), and, if they are there,
    electronic, main_copy, temporary, number_vs_birth (1)."""
    measured: Quality = {}
    telling = _telling(page)
    if telling:
        each = sorted(contrast(vision.luminance(vision.cut(upright, line.box))) for line in telling)
        measured["contrast"] = each[len(each) // 2]
    measured["edge_cut"] = len(_cut_off(page))
    card = material in (Material.ID_CARD, Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID)
    said = {
        "electronic": material is Material.BUSINESS_LICENSE and _matching(page, ELECTRONIC) is not None,
        "main_copy": material is Material.BUSINESS_LICENSE and _matching(page, MAIN_COPY) is not None,
        "temporary": card and _matching(page, TEMPORARY) is not None,
        "number_vs_birth": card and _born_otherwise(page, facts) is not None,
    }
    return measured | {key: 1 for key, seen in said.items() if seen}


def evidence(page: Page, upright: Pixels, measured: Quality, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Look → the place on the page where it shows best: the text that stands there, with its box."""
    telling = _telling(page)
    print_of_page = max(telling, key=lambda line: len(line.text), default=None)
    places = dict.fromkeys(_WHOLE_PAGE, print_of_page)
    places |= {"electronic": _matching(page, ELECTRONIC), "temporary": _matching(page, TEMPORARY)}
    places |= {"main_copy": _matching(page, MAIN_COPY), "number_vs_birth": _born_otherwise(page, facts)}
    found = {key: _fact(page, line.text, line.box) for key, line in places.items() if line}
    if cut := _cut_off(page):
        found["edge_cut"] = _fact(page, cut[0].text, cut[0].box)
    if measured.get("glare") and (spot := burnt_box(upright)):
        found["glare"] = _fact(page, "反光处", spot)
    return found


def _fact(page: Page, text: str, box: Box) -> Fact:
    return Fact(
        text, sure=True, source=page.source, page=page.number, box=box
    )  # the place is certain, not what it says


def _telling(page: Page) -> list[Line]:
    """The longest lines that were read well: what is no print at all says nothing about print."""
    read = (line for line in page.lines if len(line.text) >= 4 and line.score > 0.6)
    return sorted(read, key=lambda line: -len(line.text))[:TELLING_LINES]


def _cut_off(page: Page) -> list[Line]:
    """Well-read lines of print whose box ends at the left or right edge of the page: the picture may end there, too.

    A page that had to be levelled lies on a larger canvas, on whose edges nothing stands: it is passed over in silence.
    """
    long = (line for line in page.lines if len(line.text.strip()) >= 3 and line.score > 0.85)
    at_edge = (line for line in long if line.box[0] <= 1 or line.box[2] >= page.width - 1)
    return [line for line in at_edge if not WATERMARK.search(line.text)]


def _matching(page: Page, pattern: re.Pattern[str]) -> Line | None:
    return _first(line for line in page.lines if pattern.search(line.text.replace(" ", "")))


def _first(lines: Iterable[Line]) -> Line | None:
    return next(iter(lines), None)


def _born_otherwise(page: Page, facts: Mapping[str, Fact]) -> Line | None:
    """The line of the birth date, if the number was surely read, both are whole dates, and they differ."""
    number = facts.get("id_number")
    if number is None or not number.sure or not (id_number_ok(number.text) and id_check_ok(number.text)):
        return None
    written = date(int(number.text[6:10]), int(number.text[10:12]), int(number.text[12:14])).isoformat()
    for row in page.rows:
        lines = [page.lines[i] for i in row]
        found = BORN.search("".join(line.text for line in lines).replace(" ", ""))
        told = dates(found["day"]) if found else []
        if told and told[0] != written and all(line.score > 0.9 for line in lines):
            return Line(told[0], union(line.box for line in lines), min(line.score for line in lines))
    return None
