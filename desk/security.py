"""The day's 备案和信息安全规范表 read, and held against what is filed [001:230].

Nobody has told what its columns are called: they are found by the words that their names hold, and a sheet without any
is refused. Nothing is cancelled here: a hit is told to the specialist of its case.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from checks.domains import domain_ok, is_ip, plain_domain, split_list
from desk.errors import Refused
from desk.rulings import words
from filing.errors import UnreadableInput
from filing.mail import SHANGHAI
from filing.numbers import find_icp_numbers
from filing.people import Person
from filing.security import Listed, Site
from parsers.sheet import MAX_ROWS, Sheet, SheetTrouble
from parsers.spreadsheet import read_sheets
from store.security import SecuritySheets

COLUMNS = {
    "domain": ("域名", "网址", "网站地址", "首页", "url", "domain"),
    "number": ("备案号", "备案编号", "许可证号"),
    "address": ("ip",),
    "reason": ("原因", "说明", "备注", "问题", "违规", "涉嫌", "内容", "类型", "处理"),
}
"""What the name of a column holds → what is in it, the first that fits."""
NAMED = ("domain", "number", "address")  # one of these there must be
HEAD_WITHIN = 10  # rows: a title and the date may stand above the names
LONGEST_NAME = 12
LARGEST = 5 * 1024 * 1024  # bytes; a day's sheet has some rows
DATED = re.compile(r"(20\d\d)[-_.年]?(\d\d)[-_.月]?(\d\d)日?(?:\.\w+)?$")
KEPT_NAME = "请保留原文件名，如 备案和信息安全规范表20261120.xls。"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a sheet. `elsewhere`: hits of provinces that are not the importer's; `fresh`: hits that are new.

    `rest`: rows that no filed case is known for.
    """

    day: date
    rows: int
    hits: tuple[tuple[Site, Listed], ...]
    elsewhere: int
    fresh: int
    rest: tuple[Listed, ...]

    @property
    def text(self) -> str:
        """For people."""
        other = f"（另有 {self.elsewhere} 件属其他接入省，已在其备案页提示）" if self.elsewhere else ""
        return (
            f"已导入 {self.day} 规范表 {self.rows} 行：已备案网站 {len(self.hits)} 件待取消接入{other}，"
            f"其中新增 {self.fresh} 件；没有对应备案的 {len(self.rest)} 行。"
        )


@dataclass(frozen=True, slots=True)
class SecurityDesk:
    """Takes the sheet in."""

    store: SecuritySheets
    now: Callable[[], datetime]

    def take(self, by: Person, day: date, content: bytes) -> Taken:
        """Note the sheet of a day, and on each filed case that it names, that it does; twice changes nothing more.

        Raises UnreadableInput, Refused.
        """
        if day > self.now().astimezone(SHANGHAI).date():
            raise Refused("规范表的日期晚于今天。", "请核对文件名中的日期。")
        rows, known = tuple(listed_rows(content)), _index(self.store.sites())
        hits = [(site, row) for row in rows for site in _named_by(row, known)]
        fresh = self.store.take(by.id, day, len(rows), [(site.case_id, row) for site, row in hits])
        found = {row.row for _, row in hits}
        own = tuple((site, row) for site, row in hits if by.scope.holds(site.access_province))
        rest = tuple(row for row in rows if row.row not in found)
        return Taken(day, len(rows), own, len(hits) - len(own), fresh, rest)


def sheet_day(name: str) -> date:
    """Of which day a sheet is, by the end of its file's name: …规范表20261120.xls. Raises UnreadableInput."""
    found = DATED.search(name.strip())
    try:
        return date.fromisoformat("-".join(found.groups() if found else ()))
    except ValueError:
        raise UnreadableInput(f"文件名“{name[:60]}”不是以日期结尾。", KEPT_NAME) from None


def listed_rows(content: bytes) -> Iterator[Listed]:
    """The rows that name something. Raises UnreadableInput."""
    if len(content) > LARGEST:
        raise UnreadableInput("规范表超过 5 MB。", "请只保留当天的行，另存后重试。")
    try:
        sheets = read_sheets(content)
    except SheetTrouble as trouble:
        raise UnreadableInput(str(trouble.about), "请另存为 .xlsx 或 .csv 后重试。") from trouble
    heads = ((sheet, *_head(sheet)) for sheet in sheets)
    sheet, below, columns = next((found for found in heads if found[2]), (None, 0, {}))
    if sheet is None:
        message = "规范表中没有找到列名：域名、网址、备案号、IP 都没有。"
        raise UnreadableInput(message, "请核对是否发错文件；若信息安全部改了列名，请在表头加一列“域名”或“备案号”。")
    if sheet.cut or sheet.height >= MAX_ROWS:
        raise UnreadableInput(f"表中超过 {MAX_ROWS - 1} 行。", "请只保留当天的行，另存后重试。")
    for number in range(below, sheet.height):
        if row := _row(sheet, number, columns):
            yield row


def _index(sites: Iterable[Site]) -> Mapping[str, list[Site]]:
    """By domain, by the website's ICP number, and by the entity's, which is the same without -1."""
    found: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        domains = (plain_domain(name) for text in site.domains for name in split_list(text))
        for key in {*domains, site.icp_number, site.icp_number.rpartition("-")[0]} - {""}:
            found[key].append(site)
    return found


def _named_by(row: Listed, known: Mapping[str, list[Site]]) -> Iterable[Site]:
    """The filed cases of a row's domains, or of those above them, or of its ICP numbers; each once."""
    above = (
        ".".join(labels[n:]) for host in row.domains for labels in [host.split(".")] for n in range(len(labels) - 1)
    )
    return {site.case_id: site for key in (*above, *row.numbers) for site in known.get(key, ())}.values()


def _head(sheet: Sheet) -> tuple[int, dict[int, str]]:
    """(the first row below the names, column → what is in it); no columns if none is named."""
    for number in range(min(HEAD_WITHIN, sheet.height)):
        cells = [cell for cell in sheet.cells if cell.row == number]
        columns = {cell.column: kind for cell in cells if (kind := _kind(cell.text))}
        if set(columns.values()).intersection(NAMED):
            return number + 1, columns
    return 0, {}


def _kind(name: str) -> str:
    plain = "".join(name.lower().split())
    if len(plain) > LONGEST_NAME or "." in plain:  # a domain or a sentence is no name of a column
        return ""
    return next((kind for kind, names in COLUMNS.items() if any(known in plain for known in names)), "")


def _row(sheet: Sheet, number: int, columns: dict[int, str]) -> Listed | None:
    cells: dict[str, list[str]] = {kind: [] for kind in COLUMNS}
    for column, kind in columns.items():
        if (number, column) in sheet.at:
            cells[kind].append(sheet.at[number, column].text)
    hosts = [plain_domain(part) for text in cells["domain"] for part in split_list(text) if domain_ok(part)]
    numbers = [found.text for text in cells["number"] for found in find_icp_numbers(text)]
    addresses = [part for text in cells["address"] for part in split_list(text) if is_ip(part)]
    row = Listed(
        row=number + 1,
        domains=tuple(dict.fromkeys(host for host in hosts if not is_ip(host))),
        numbers=tuple(dict.fromkeys(numbers)),
        addresses=tuple(dict.fromkeys((*addresses, *(host for host in hosts if is_ip(host))))),
        reason=words("；".join(cells["reason"])) or "表中没有写原因",
    )
    return row if row.text else None
