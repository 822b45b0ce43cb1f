"""What the children of a process have cost."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from parsers.child import ChildDied


@dataclass
class Tally:
    """Seconds at work by kind of job (parse, read, show), and how many died of it."""

    seconds: dict[str, float] = field(default_factory=dict)
    deaths: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def counting(self, job: str) -> Iterator[None]:
        """Around one job."""
        started = time.monotonic()
        died = 0
        try:
            yield
        except ChildDied:
            died = 1
            raise
        finally:
            with self._lock:
                self.deaths += died
                self.seconds[job] = self.seconds.get(job, 0.0) + time.monotonic() - started
