"""Every minute: nothing stays with a process that does not do it, and nothing is open without a job."""

from dataclasses import dataclass

import structlog

from service.engine import Engine
from store.rescue import Rescue

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sweep:
    """May run on every host at any time."""

    engine: Engine
    rescue: Rescue

    def __call__(self) -> None:
        """Give back what we hold idly, and renew what is gone."""
        self.engine.give_back()
        for lost in self.rescue():
            log.warning("任务丢失，已重新排队", id=lost[:12])
