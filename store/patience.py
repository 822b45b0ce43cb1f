"""Patience with servers that are away for a while: the database, the object store."""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import exc

from filing.errors import DeskError

Result = TypeVar("Result")

PAUSES = (0.1, 0.2, 0.5, 1.0, *(2.0,) * 32)
"""Seconds between tries while the database is away: a restart takes some seconds, a move to another host a minute."""
PASSING = ("08", "40", "53", "55P03", "57P")
"""SQLSTATE classes that say nothing of what was asked: line, serialization and deadlock, resources, lock, shutdown."""


class StorageAway(DeskError):
    """The object store does not answer, or refuses us; what was asked may be asked again."""


def is_passing(error: BaseException) -> bool:
    """Whether a server of ours is in trouble for a while (restarted, locked, out of connections), not what was asked.

    Then it may be asked again; whether it has happened is open if the line broke at the commit.
    """
    if isinstance(error, exc.TimeoutError | StorageAway):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if type(error.orig).__module__ == "sqlite3":
        return "locked" in str(error.orig) or "busy" in str(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    lost = state is None and isinstance(error, exc.OperationalError | exc.InterfaceError)
    return error.connection_invalidated or lost or str(state).startswith(PASSING)


def patiently(
    work: Callable[[], Result], pauses: Iterable[float] = PAUSES, wait: Callable[[float], object] = time.sleep
) -> Result:
    """Do what may be repeated, again after every passing trouble; raises the last trouble when `pauses` are over."""
    for pause in pauses:
        try:
            return work()
        except Exception as error:
            if not is_passing(error):
                raise
        wait(pause)
    return work()
