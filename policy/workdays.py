"""Which days are worked: the door to chinese_calendar, and the files that stand before it (policy/holidays/*.toml)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import chinese_calendar
from pydantic import Field, StringConstraints

from filing.errors import ConfigurationRefused
from policy.dated import Strict
from policy.problems import Problem
from policy.read import FOLDER, Reading
from policy.schema import Text

SATURDAY = 5


class Days(Strict):
    """One day, or the days from `first` to `last` (both inclusive), and who says so."""

    first: date
    last: date | None = None
    name: Text
    source: Annotated[str, StringConstraints(min_length=4)]
    file: str = Field(default="", exclude=True)  # written by the loader

    def __iter__(self) -> Iterator[date]:  # type: ignore[override]  # a run of days is what it holds, not its fields
        last = self.last or self.first
        return (self.first + timedelta(n) for n in range((last - self.first).days + 1))


class HolidayFile(Strict):
    """One year. `off`: days off; `work`: weekend days that are worked; `complete`: the State Council's whole plan."""

    year: Annotated[int, Field(ge=2004, le=2200)]
    complete: bool
    off: tuple[Days, ...] = ()
    work: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True)
class Workdays:
    """The files by their year; what they leave open is the library's, and what that leaves open goes by weekdays."""

    years: dict[int, HolidayFile] = field(default_factory=dict)
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        if day in self.off or day in self.work:
            return day in self.work
        known = None if self.is_complete(day.year) else _in_library(day)
        return day.weekday() < SATURDAY if known is None else known

    def is_known(self, year: int) -> bool:
        """Whether the whole plan of a year is known, so that no day of it is a guess."""
        return self.is_complete(year) or _in_library(date(year, 1, 1)) is not None

    def is_complete(self, year: int) -> bool:
        """Whether a file says all of a year, so that the library is not asked."""
        return year in self.years and self.years[year].complete


@lru_cache(maxsize=8192)  # the library looks for its first and last year anew at every question
def _in_library(day: date) -> bool | None:
    """Whether the library says that a day is worked; None for a year that it does not know."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def load_workdays(overrides: Path | None = None) -> Workdays:
    """Our files, and the operator's before them, whole years at a time.

    Raises ConfigurationRefused with file, line and key of every problem.
    """
    years, problems = read_holidays()
    if overrides is not None:
        own, others = read_holidays(overrides)
        years, problems = years | own, problems + others
    if problems:
        raise ConfigurationRefused("放假安排文件有误：\n" + "\n".join(map(str, problems)), "请改正后重试。")
    off = frozenset(day for year in years.values() for days in year.off for day in days)
    work = frozenset(day for year in years.values() for days in year.work for day in days)
    return Workdays(years, off, work)


def read_holidays(folder: Path = FOLDER / "holidays") -> tuple[dict[int, HolidayFile], tuple[Problem, ...]]:
    """The files of a folder by their year, and what their author must mend."""
    reading = Reading(folder)
    if not folder.is_dir():
        mend = "请检查设置中的 [calendar] holidays"
        return {}, (Problem(str(folder), 1, "（文件夹）", "读不到", mend),)
    years: dict[int, HolidayFile] = {}
    for name in (path.name for path in sorted(folder.glob("*.toml"))):
        file = reading.file(name, HolidayFile)
        if file is not None:
            reading.problems += _unsound(name, file, years)
            years[file.year] = file
    return years, tuple(reading.problems)


def _unsound(name: str, file: HolidayFile, before: dict[int, HolidayFile]) -> Iterator[Problem]:
    """A second file of a year; days outside it, turned round, or both off and worked."""
    if file.year in before:
        yield Problem(name, 1, "year", f"{file.year} 年已在另一个文件中", "一年一个文件，请合并")
    for days in (*file.off, *file.work):
        last = days.last or days.first
        if not days.first.year == last.year == file.year or last < days.first:
            mend = f"应在 {file.year} 年内，且 last 不早于 first"
            yield Problem(name, 1, days.name, f"日期 {days.first} 至 {last} 不对", mend)
    for day in sorted({d for days in file.off for d in days} & {d for days in file.work for d in days}):
        yield Problem(name, 1, "work", f"{day} 既在 off（放假）又在 work（上班）中", "请删去其中一处")
