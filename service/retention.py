"""Every night, what has been kept long enough is erased."""

from dataclasses import dataclass
from datetime import date, time

import structlog

from service.chores import Chore
from store.erasure import Erased
from store.retaining import Retaining

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ErasingNightly:
    """Also takes away the files that an interrupted run has left."""

    retaining: Retaining

    def __call__(self, day: date) -> None:
        """What must stay is in the log, with the reason; the next night tries again."""
        done = 0
        for one, result in self.retaining.run():
            done += isinstance(result, Erased)
            if not isinstance(result, Erased):
                log.warning("到期资料暂未清除", case=one.reference, reason=str(result))
        gone, waiting = self.retaining.shred()
        log.info("到期资料清除完成", day=str(day), erased=done, files=gone, waiting=waiting)


def erasing(retaining: Retaining) -> Chore:
    """Before the nightly check, which then proves that nothing else is gone."""
    return Chore("retention", time(2, 30), ErasingNightly(retaining))
