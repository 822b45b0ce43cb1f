"""Sums of a day, so that a page need not count a year's mails: made again from sla_mails whenever a day has changed."""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from store.sla_tables import sla_days, sla_item_days, sla_items, sla_mails

KEY = ("day", "mailbox", "access_province", "province", "specialist", "kind", "observed")
ITEM_KEY = ("day", "mailbox", "access_province", "province", "what", "code")
SUMS = ("due", "on_time", "acked", "machine", "person", "late")


def sum_up(connection: Connection, days: Iterable[date]) -> None:
    """Make the sums of these days again."""
    for day in sorted(set(days)):
        for table in (sla_days, sla_item_days):
            connection.execute(delete(table).where(table.c.day == day))
        if rows := day_rows(connection, day):
            connection.execute(insert(sla_days), rows)
        if items := item_rows(connection, day):
            connection.execute(insert(sla_item_days), items)


def day_rows(connection: Connection, day: date) -> list[dict[str, Any]]:
    """What sla_days should hold of a day."""
    names = (*KEY, "on_time", "acked", "replied_by", "reply_seconds")
    found: dict[tuple[Any, ...], list[Row[Any]]] = {}
    for row in connection.execute(select(*(sla_mails.c[name] for name in names)).where(sla_mails.c.day == day)):
        found.setdefault(tuple(row[: len(KEY)]), []).append(row)
    return [dict(zip(KEY, key, strict=True)) | _sums(rows) for key, rows in sorted(found.items())]


def _sums(rows: Sequence[Row[Any]]) -> dict[str, Any]:
    seconds = sorted(row.reply_seconds for row in rows if row.reply_seconds is not None)
    return {
        "due": len(rows),
        "on_time": sum(row.on_time for row in rows),
        "acked": sum(row.acked for row in rows),
        "machine": sum(row.replied_by == "machine" for row in rows),
        "person": sum(row.replied_by == "person" for row in rows),
        "late": sum(bool(row.replied_by) and not row.on_time for row in rows),
        "seconds": pack(seconds),
    }


def item_rows(connection: Connection, day: date) -> list[dict[str, Any]]:
    """What sla_item_days should hold of a day."""
    names = [sla_items.c[name] for name in ITEM_KEY]
    query = select(*names).where(sla_items.c.day == day, sla_items.c.observed == 0)
    found = Counter(tuple(row) for row in connection.execute(query))
    return [dict(zip(ITEM_KEY, key, strict=True)) | {"cases": number} for key, number in sorted(found.items())]


def pack(seconds: Iterable[float]) -> bytes:
    """Doubles, little-endian on any machine."""
    packed = array("d", seconds)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: Iterable[bytes]) -> list[float]:
    """All of them, one after the other."""
    seconds = array("d", b"".join(packed))
    if sys.byteorder == "big":
        seconds.byteswap()
    return seconds.tolist()
