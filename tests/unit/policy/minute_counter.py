"""Deadlines by brute force: minute after minute on a list of days that was typed in by hand, for the table of rows.

Knows nothing of the code under test. `python -m tests.unit.policy.minute_counter` writes worktime.csv anew.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

TABLE = Path(__file__).with_name("worktime.csv")
BEIJING = timezone(timedelta(hours=8))
MINUTE = timedelta(minutes=1)
COLUMNS = ("received", "worked_day", "due", "acknowledge_by", "seconds_to_due")


def _words(text: str) -> list[str]:
    return text.split()


OFF = _words("""
2026-01-01 2026-01-02 2026-01-03 2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21
2026-02-22 2026-02-23 2026-04-04 2026-04-05 2026-04-06 2026-05-01 2026-05-02 2026-05-03 2026-05-04 2026-05-05
2026-06-19 2026-06-20 2026-06-21 2026-09-25 2026-09-26 2026-09-27 2026-10-01 2026-10-02 2026-10-03 2026-10-04
2026-10-05 2026-10-06 2026-10-07
2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09 2027-09-15
2027-10-01 2027-10-02 2027-10-03
""")
MADE_UP = _words("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")
DAYS = _words("""
2025-12-31 2026-01-01 2026-01-04 2026-01-05 2026-02-13 2026-02-14 2026-02-15 2026-02-23 2026-02-28 2026-03-01
2026-04-03 2026-04-06 2026-04-30 2026-05-05 2026-05-09 2026-06-18 2026-06-19 2026-06-22 2026-09-18 2026-09-19
2026-09-20 2026-09-24 2026-09-25 2026-09-28 2026-09-30 2026-10-07 2026-10-10 2026-10-11 2026-11-20 2026-11-21
2026-11-22 2026-12-31 2027-01-01 2027-01-04 2027-02-04 2027-02-08 2027-04-05 2027-09-30 2027-10-01 2027-10-04
""")
TIMES = _words("""
00:00:00 06:30:15 08:29:59.999 08:30:00 09:59:07 11:25:00 11:25:01 11:29:59.999 11:30:00 11:40:00 12:59:59 13:00:00
17:25:00 17:25:30 17:29:59.999 17:30:00 17:30:00.001 23:59:59.999
""")
ZONES = (BEIJING, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai"))


def worked(day: date) -> bool:
    """The hand-typed days, then the days of the week."""
    text = day.isoformat()
    return text in MADE_UP or (day.weekday() < 5 and text not in OFF)


def in_session(moment: datetime) -> bool:
    """Whether the minute that begins here is worked."""
    clock = moment.strftime("%H:%M")
    return worked(moment.date()) and ("08:30" <= clock < "11:30" or "13:00" <= clock < "17:30")


def due(received: datetime) -> datetime:
    """Walk through the days until one's 17:30 still lies ahead."""
    day = received.astimezone(BEIJING).date()
    while True:
        close = datetime(day.year, day.month, day.day, 17, 30, tzinfo=BEIJING)
        if worked(day) and received < close:
            return close
        day += timedelta(days=1)


def slices(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The rest of this minute, then minute after minute."""
    here = start.astimezone(BEIJING)
    while True:
        following = here.replace(second=0, microsecond=0) + MINUTE
        yield here, following
        here = following


def acknowledge_by(received: datetime, wanted: timedelta = timedelta(seconds=300)) -> datetime:
    """When so much of the worked minutes is used up."""
    for begin, end in slices(received):
        if in_session(begin):
            if end - begin >= wanted:
                return begin + wanted
            wanted -= end - begin
    raise AssertionError


def seconds_between(start: datetime, until: datetime) -> float:
    """The worked part of every minute, added up."""
    total = timedelta()
    for begin, end in slices(start):
        if begin >= until:
            break
        total += min(end, until) - begin if in_session(begin) else timedelta()
    return total.total_seconds()


def row(received: datetime) -> dict[str, str]:
    """One line of the table."""
    until = due(received)
    return {
        "received": received.isoformat(),
        "worked_day": str(worked(received.astimezone(BEIJING).date())),
        "due": until.isoformat(),
        "acknowledge_by": acknowledge_by(received).isoformat(),
        "seconds_to_due": str(seconds_between(received, until)),
    }


def moments() -> Iterator[datetime]:
    """Every time of every day, in one zone after the other."""
    for number, (day, clock) in enumerate((day, clock) for day in DAYS for clock in TIMES):
        yield datetime.fromisoformat(f"{day}T{clock}+08:00").astimezone(ZONES[number % len(ZONES)])


def main() -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row(moment) for moment in moments())


if __name__ == "__main__":
    main()
