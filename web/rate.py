"""How often one address may ask: far more than people do, far less than programs can."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

PER_SECOND = 20.0
AT_ONCE = 1200.0  # a case with all its pictures, several times over; people behind one proxy share it
REMEMBERED = 10_000  # addresses; the ones that asked longest ago are forgotten first


class Rate:
    """A bucket for each address, filled as time passes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Whether this address may ask once more now."""
        now = self._now().timestamp()
        left, at = self._buckets.pop(address, (AT_ONCE, now))
        left = min(AT_ONCE, left + max(0.0, now - at) * PER_SECOND)
        self._buckets[address] = (max(0.0, left - 1), now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return left >= 1
