"""A thread of the web process that keeps the report's tables up to the ledger, so that no page has to wait for it."""

import threading
from collections.abc import Callable

import structlog

SECONDS = 10.0

log = structlog.get_logger()


class Counter(threading.Thread):
    """`catch_up` counts whatever the ledger has that the tables have not."""

    def __init__(self, catch_up: Callable[[], None]) -> None:
        super().__init__(name="counter", daemon=True)
        self._catch_up = catch_up
        self._halt = threading.Event()

    def stop(self) -> None:
        """No more counting after the batch that is under way."""
        self._halt.set()

    def run(self) -> None:
        """Until stopped; what fails is done by the next round, or by another host."""
        while not self._halt.wait(SECONDS):
            try:
                self._catch_up()
            except Exception as error:  # noqa: BLE001 - the ledger is whole, the tables can be made again
                log.warning("时效统计未能更新，稍后再试", reason=type(error).__name__)
