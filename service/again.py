"""What a process does again and again beside its jobs, each in a thread of its own: what is slow delays no other."""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()


class Again(threading.Thread):
    """`work` at once, and after every pause of so many seconds; `failed` is logged when it could not be done."""

    def __init__(self, name: str, seconds: float, work: Callable[[], None], failed: str) -> None:
        super().__init__(name=name, daemon=True)
        self._seconds = seconds
        self._work = work
        self._failed = failed
        self._halt = threading.Event()

    def stop(self) -> None:
        """Not again after what is under way."""
        self._halt.set()

    def run(self) -> None:
        """Until stopped; trouble is no reason to stop: the next round may be luckier."""
        while True:
            try:
                self._work()
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody else would go on
                log.warning(self._failed, reason=type(error).__name__)
            if self._halt.wait(self._seconds):
                return
