"""Which of several dated values holds on a day, and whether a list of them is sound."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from policy.dated import Dated, Figure

D = TypeVar("D", bound=Dated)
T = TypeVar("T")


def in_force(rows: Iterable[D], day: date) -> tuple[D, ...]:
    """The rows that hold on a day, in their order."""
    return tuple(row for row in rows if row.holds_on(day))


def figure(values: tuple[Figure[T], ...], day: date) -> Figure[T]:
    """The value on a day. Before the first day on record the first one is taken: nothing earlier is known."""
    return next((v for v in values if v.holds_on(day)), values[0])


def pick(values: tuple[Figure[T], ...], day: date) -> T:
    """Just the value of `figure`."""
    return figure(values, day).value


def overlaps(rows: Sequence[Dated]) -> Iterator[tuple[int, str, str]]:
    """(position, message, mend) for each row that is in force twice, or that ends before it begins."""
    groups: dict[tuple[str, ...], list[tuple[int, Dated]]] = defaultdict(list)
    for position, row in enumerate(rows):
        if row.effective_to and row.effective_to < row.effective_from:
            yield position, f"结束日期 {row.effective_to} 早于开始日期 {row.effective_from}", "请改正 effective_to"
        groups[row.identity()].append((position, row))
    for group in groups.values():
        ordered = sorted(group, key=lambda item: item[1].effective_from)
        for (_, old), (position, new) in pairwise(ordered):
            if old.effective_to is None or old.effective_to >= new.effective_from:
                yield position, f"日期与 {old.effective_from} 起生效的一条重叠", _close(new)


def gaps(values: Sequence[Figure[T]]) -> Iterator[tuple[int, str, str]]:
    """(position, message, mend) where a figure would be without value: figures follow each other day by day."""
    ordered = sorted(enumerate(values), key=lambda item: item[1].effective_from)
    for (_, old), (position, new) in pairwise(ordered):
        if old.effective_to and old.effective_to < new.effective_from - timedelta(days=1):
            yield position, f"{old.effective_to} 之后到 {new.effective_from} 之前没有值", _close(new)
    if ordered and ordered[-1][1].effective_to:
        end = ordered[-1][1].effective_to
        yield ordered[-1][0], f"{end} 之后没有值", "请删去最后一条的 effective_to，或补上接续的一条"


def _close(new: Dated) -> str:
    return f"请给前一条写上 effective_to = {new.effective_from - timedelta(days=1)}"
