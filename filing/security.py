"""《备案和信息安全规范表2011****.xls》: what the security department lists each day, and what became of it.

按照信息安全部和技术部检测出的涉嫌非法、IP已经不在我公司数据中心的备案予以取消接入 [001:230]: by a person, not the desk.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from filing.event import Event, EventKind


class Done(StrEnum):
    """What a person did about it."""

    CANCELLED = "cancelled"
    KEPT = "kept"


DONE_CHINESE = {Done.CANCELLED: "已取消接入", Done.KEPT: "核实后保留接入"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the sheet, as the spreadsheet numbers it: domains as they are compared, ICP numbers, IP addresses."""

    row: int
    domains: tuple[str, ...]
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    reason: str

    @property
    def text(self) -> str:
        """What it names."""
        return "、".join((*self.domains, *self.numbers, *self.addresses))


@dataclass(frozen=True, slots=True)
class Site:
    """A case that is filed with the administration. `domains`: as it names them."""

    case_id: str
    reference: str
    access_province: str
    entity_name: str
    domains: tuple[str, ...]
    icp_number: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What the sheet of a day says of a case. `listed`: as the sheet names it."""

    day: date
    row: int
    listed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sheet that was imported. `by`: person id."""

    day: date
    at: datetime
    by: str
    rows: int
    hits: int


def open_hits(events: Iterable[Event]) -> tuple[Hit, ...]:
    """What people have still to act on, of the entries of one case, oldest first: what they tell settles all before."""
    found: list[Hit] = []
    for event in events:
        if event.kind is EventKind.SECURITY_LISTED:
            found.append(_hit(event))
        elif event.kind is EventKind.SECURITY_SETTLED:
            found.clear()
    return tuple(found)


def _hit(event: Event) -> Hit:
    data = event.data
    return Hit(date.fromisoformat(str(data["on"])), int(str(data["row"])), str(data["listed"]), str(data["reason"]))
