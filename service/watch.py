"""One thread of every process: a sign of life, the work of those that give none any more, the chores of the day."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog

from service.chores import Chores
from service.high_water import HighWater
from store.hosts import BEAT, Hosts

SWEEP = 20  # rounds: a minute

log = structlog.get_logger()


class Watch(threading.Thread):
    """`take_over`: how the job engine queues again what a process had begun."""

    def __init__(
        self,
        hosts: Hosts,
        take_over: Callable[[str], None],
        chores: Chores,
        now: Callable[[], datetime],
        high_water: HighWater,
        sweep: Callable[[], None],
    ) -> None:
        super().__init__(name="watch", daemon=True)
        self._hosts = hosts
        self._take_over = take_over
        self._chores = chores
        self._now = now
        self._high_water = high_water
        self._sweep = sweep
        self._rounds = 0
        self._halt = threading.Event()

    def stop(self) -> None:
        """No more signs."""
        self._halt.set()

    def run(self) -> None:
        """Until stopped; trouble with the database is no reason to stop."""
        while not self._halt.wait(BEAT):
            try:
                self._round()
            except Exception as error:  # noqa: BLE001 - the next round may be luckier
                log.warning("心跳未能记录", reason=type(error).__name__)

    def _round(self) -> None:
        self._hosts.beat()
        for host in self._hosts.dead():
            log.warning("主机无响应，接手其未完成的工作", host=host)
            self._take_over(host)
            self._hosts.bury(host)
        self._chores.look(self._now())
        self._high_water.keep()
        if self._rounds % SWEEP == 0:
            self._sweep()
        self._rounds += 1
