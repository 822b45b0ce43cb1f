"""The only module that reads the clock."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class SystemClock:
    """The Clock of the ports: the moment in Asia/Shanghai."""

    def now(self) -> datetime:
        """The moment, with its zone."""
        return datetime.now(SHANGHAI)

    def seconds(self) -> float:
        """A monotonic count of seconds, for measuring how long something took."""
        return time.monotonic()
