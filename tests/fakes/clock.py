"""A clock that stands still until it is told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


class FakeClock:
    """Stands for service.clock. Tuesday morning, in Asia/Shanghai."""

    def __init__(self, moment: datetime | None = None) -> None:
        self.moment = moment or datetime(2026, 9, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

    def now(self) -> datetime:
        return self.moment

    def pass_(self, **time: float) -> None:
        self.moment += timedelta(**time)
