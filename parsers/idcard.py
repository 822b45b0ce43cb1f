"""ID cards (居民身份证): several in one picture, each with one or both sides (GB 11643, domain facts 6.1)."""

import re
from dataclasses import dataclass

from filing.numbers import clean_number, id_check_ok, id_number_ok
from filing.paper import Box
from filing.places import province_of_address
from filing.terms import Material
from parsers import values
from parsers.bid import Bid, Recogniser
from parsers.layout import Fields, Value, Values, labels
from parsers.page import Page, squeeze, union

PORTRAIT, EMBLEM = "portrait", "emblem"
LABELS = labels(
    name="姓名 名",
    number="公民身份号码 公民身份证号码 身份号码",
    address="住址 址",
    issued_by="签发机关",
    valid="有效期限 有效期",
    sex="性别",
    nation="民族",
    born="出生",
)
_LABEL = re.compile(r"公民身|民身份|身份号码")
_LONE = re.compile(r"[公民身份证号码:]{0,9}(?P<number>[1-9]\d{16}[0-9X])\W*")
CARD_HEIGHT = 17  # in heights of the number's line, which is the last one of the card
_OFFICE = re.compile(r"公安|分局|签发|派出所")
_HEAD = re.compile(r"居民身份证|居民居住证")


@dataclass(frozen=True, slots=True)
class Card:
    """Where one person's card lies: the lines of its sides. `number` as it was read, or None for a lone emblem side."""

    lines: frozenset[int]
    number: str | None
    portrait: bool
    emblem: bool


_PRINTED = re.compile(r"性别|民族|出生|住址|姓名|身份|中华|人民|共和|派出|公安|公民|号码|居民|签发|机关|有效|期限")
"""What is printed on every card: no name, wherever the name was looked for."""
_LONG_NAME = re.compile(r"[\u3400-\u9fff]{5,12}")
"""阿拉坦其其格, written without a dot: only where its label says that it is a name, and never certain."""
_MARKED = re.compile(r"仅供|备案|使用|网站|办理|无效|复印|专用|他用")


def bid(page: Page) -> Bid:
    """By the labels of either side; 身份证号码 in a letter is not one of them."""
    keys = Fields.of(page, LABELS).keys()
    front = len(keys & {"name", "sex", "nation", "born", "address"}) + (2.5 if "number" in keys else 0)
    front += 1.5 if _numbers(page) else 0
    back = 2.0 * len(keys & {"issued_by", "valid"}) + (2.5 if _HEAD.search(page.folded) else 0)
    back += 2.0 if len(_headings(page)) >= 2 else 0
    front, back = (front if front >= 4 else 0), (back if back >= 4 else 0)
    return Bid(max(front, back) + 0.5 * min(front, back) + (1 if max(front, back) else 0), titled=bool(front or back))


def cards(page: Page) -> list[Card]:
    """The cards on a page, one per person. Two pictures of one card are one; two numbers are two persons."""
    anchors = _distinct(_numbers(page))
    back = _back_lines(page)
    if not anchors:
        front = _front_lines(page, back)
        return [Card(frozenset(front | back), None, bool(front), bool(back))] if front or back else []
    shares = _share(page, [line for _, line in anchors], back)
    owners = _owners(page, [line for _, line in anchors], back)
    return [
        Card(frozenset(share | own), number, portrait=True, emblem=bool(own))
        for (number, _), share, own in zip(anchors, shares, owners, strict=True)
    ]


def read(page: Page) -> Values:
    """name, id_number, address, issued_by, valid_from, valid_to, sides of the one card on the page."""
    fields = Fields.of(page, LABELS)
    sides = _sides(page, fields)
    found: Values = {"sides": Value(sides, tuple(i for i, x in enumerate(page.lines) if x.text))} if sides else {}
    numbers = _numbers(page)
    if numbers:
        found["id_number"] = Value(numbers[0][0], (numbers[0][1],), "公民身份号码")
    if name := _name(fields, page, numbers):
        found["name"] = name
    if address := _address(fields, page):
        found["address"] = address.now(squeeze(str(address.text)).strip(":：.。-—_"))
    return found | _back(fields)


def _back(fields: Fields) -> Values:
    found: Values = {}
    if issued := fields.one("issued_by", lines=2):
        found["issued_by"] = issued.now(squeeze(str(issued.text)).strip(":：.。"))
    if valid := fields.one("valid"):
        start, end = values.period(str(valid.text))
        found |= {k: valid.now(v) for k, v in (("valid_from", start), ("valid_to", end)) if v}
    return found


def _name(fields: Fields, page: Page, numbers: list[tuple[str, int]]) -> Value | None:
    for value in fields.all("name"):
        text = squeeze(str(value.text))
        long = text if _LONG_NAME.fullmatch(text) and not _MARKED.search(text) else None
        if (name := values.person(str(value.text)) or long) and not _PRINTED.search(name):
            return value.now(name)
    # the label is small and pale: without it the name is the first line that could be one, above the number
    limit = page.lines[numbers[0][1]].box[1] if numbers else 0
    above = [i for row in page.rows for i in row if page.lines[i].box[3] < limit]
    for i in above:
        name = values.person(page.lines[i].text)
        if not name or _PRINTED.search(name) or re.search(r"[男女汉]", name):
            continue
        if len(squeeze(page.lines[i].text)) == len(name):
            return Value(name, (i,))
    return None


def _address(fields: Fields, page: Page) -> Value | None:
    """Beside its label; without it, the line that begins with a province or city, and the line below it."""
    if (beside := fields.one("address", lines=4)) and len(squeeze(str(beside.text))) > 5:
        return beside
    for n, row in enumerate(page.rows):
        for i in row:
            if province_of_address(squeeze(page.lines[i].text)) and not _OFFICE.search(page.lines[i].text):
                following = [j for j in (page.rows[n + 1] if n + 1 < len(page.rows) else ()) if _wraps(page, i, j)]
                lines = (i, *following)
                return Value("".join(page.lines[j].text for j in lines), lines)
    return beside


def _wraps(page: Page, first: int, second: int) -> bool:
    a, b = page.lines[first].box, page.lines[second].box
    near = abs(a[0] - b[0]) < 2 * _height(a) and b[1] - a[3] < 1.3 * _height(a)
    return near and not _lone_number(page.lines[second].text) and "公民" not in page.lines[second].text


def _sides(page: Page, fields: Fields) -> tuple[str, ...]:
    keys = fields.keys()
    front = bool(_numbers(page)) or len(keys & {"name", "sex", "nation", "born", "address", "number"}) >= 3
    back = bool(keys & {"issued_by"}) or bool(_headings(page)) or ("valid" in keys and bool(_HEAD.search(page.folded)))
    return tuple(side for side, there in ((PORTRAIT, front), (EMBLEM, back)) if there)


def _headings(page: Page) -> set[str]:
    """The two lines that the emblem side bears in large letters, where they stand alone."""
    rows = {"".join(squeeze(page.lines[i].text) for i in row) for row in page.rows}
    alone = rows | {squeeze(x.text) for x in page.lines}
    return alone & {"中华人民共和国", "居民身份证", "港澳居民居住证", "台湾居民居住证"}


def _numbers(page: Page) -> list[tuple[str, int]]:
    """ID numbers that stand on lines of their own, and their lines; those whose check holds come first.

    Where the card's own label 公民身份号码 is seen, only numbers beside it count: a letter may name a number as well.
    """
    found = [(number, i) for i, line in enumerate(page.lines) if (number := _lone_number(line.text))]
    labelled = [(number, i) for number, i in found if _LABEL.search(squeeze(_row_text(page, i)))]
    return sorted(labelled or found, key=lambda item: not (id_number_ok(item[0]) and id_check_ok(item[0])))


def _lone_number(text: str) -> str | None:
    match = _LONE.fullmatch(clean_number(text))
    return match["number"] if match else None


def _row_text(page: Page, line: int) -> str:
    return "".join(page.lines[i].text for i in page.rows[page.row_of[line]])


def _distinct(numbers: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """One entry per person: a second reading that differs in a few digits is the same card seen twice."""
    kept: list[tuple[str, int]] = []
    for number, line in numbers:
        if all(sum(a != b for a, b in zip(number, other, strict=True)) > 4 for other, _ in kept):
            kept.append((number, line))
    return kept


def _back_lines(page: Page) -> set[int]:
    """Lines of emblem sides: the heading, 签发机关 and 有效期限 and what stands between and beside them."""
    marks = [
        i
        for i, x in enumerate(page.lines)
        if re.search(r"签发机关|有效期限|居民身份证|居民居住证|^中华人民共和国$", squeeze(x.text))
    ]
    found = set(marks)
    for i, line in enumerate(page.lines):
        beside = [m for m in marks if abs(_middle(page.lines[m].box) - _middle(line.box)) < _height(page.lines[m].box)]
        if line.text and any(
            -0.6 < (line.box[0] - page.lines[m].box[2]) / _height(page.lines[m].box) < 14 for m in beside
        ):
            found.add(i)
    return found


def _front_lines(page: Page, back: set[int]) -> set[int]:
    tags = [
        t for key in ("name", "sex", "nation", "born", "address", "number") for t in Fields.of(page, LABELS).tags(key)
    ]
    return {i for i, x in enumerate(page.lines) if x.text and i not in back} if len(tags) >= 3 else set()


def _share(page: Page, anchors: list[int], back: set[int]) -> list[set[int]]:
    """Front lines to the nearest number below them (a card's number is its last line)."""
    shares: list[set[int]] = [{a} for a in anchors]
    for i, line in enumerate(page.lines):
        if not line.text or i in back or i in anchors:
            continue
        nearest = min(range(len(anchors)), key=lambda n: _far_above(line.box, page.lines[anchors[n]].box))
        height = _height(page.lines[anchors[nearest]].box)
        if _far_above(line.box, page.lines[anchors[nearest]].box) < CARD_HEIGHT * height:
            shares[nearest].add(i)
    return shares


def _far_above(line: Box, number: Box) -> float:
    """How far a line lies from where a card with this number would lie: above it and not beside it."""
    down = number[3] - _middle(line)
    across = max(0, number[0] - 12 * _height(number) - line[2], line[0] - number[2] - 2 * _height(number))
    return (down if down >= -0.3 * _height(number) else 1000.0 * _height(number)) + 4 * across


def _owners(page: Page, anchors: list[int], back: set[int]) -> list[set[int]]:
    """Emblem sides to the nearest front: groups of back lines by their distance to the numbers."""
    owned: list[set[int]] = [set() for _ in anchors]
    for i in back:
        centre = page.lines[i].box
        nearest = min(range(len(anchors)), key=lambda n: _distance(centre, page.lines[anchors[n]].box))
        owned[nearest].add(i)
    return owned


def _distance(a: Box, b: Box) -> float:
    return float(abs(_middle(a) - _middle(b)) + abs((a[0] + a[2]) - (b[0] + b[2])) / 2)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _height(box: Box) -> int:
    return max(1, box[3] - box[1])


def region(page: Page, card: Card) -> Box:
    """The part of the page that a card's lines take."""
    return union(page.lines[i].box for i in card.lines)


RECOGNISER = Recogniser(Material.ID_CARD, bid, read)
