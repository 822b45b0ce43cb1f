"""The work of processes that give no sign of life any more goes to the others. Nothing slow is done here."""

from dataclasses import dataclass

import structlog

from service.engine import Engine
from store.hosts import Hosts

LOOK = 1.0  # seconds between two looks: how much later than it could be a dead host is missed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watch:
    """Asked again and again, on every host."""

    hosts: Hosts
    engine: Engine

    def __call__(self) -> None:
        """Take over what the dead hold, and what strangers hold.

        A stranger is who was buried while he only slept, and died before his next sign; or whose work was not handed
        over whole; or a host under a former name.
        """
        for host in self.hosts.dead():
            log.warning("主机无响应，接手其未完成的工作", host=host)
            self.engine.take_over(host)
            self.hosts.bury(host)
        for stranger in self.engine.holders() - self.hosts.known():
            self.engine.take_over(stranger)
