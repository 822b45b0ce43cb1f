"""The nightly proof that nothing was lost, doubled or left stuck."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import structlog

from store.fsck import Report

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Nightly:
    """`beian fsck` without the mail servers; what it finds is in the log, each problem with its next step."""

    check: Callable[[], Report]

    def __call__(self, day: date) -> None:
        """Check everything."""
        report = self.check()
        for problem in report.problems:
            log.error("每日核对发现问题", problem=problem.text)
        log.info("每日核对完成", day=str(day), mails=report.mails, replies=report.replies, clean=report.clean)
