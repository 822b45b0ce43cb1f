"""The report's tables on one database: what writes them, what reads them, what proves them."""

from dataclasses import dataclass

from sqlalchemy import Engine

from filing.ports import Clock
from store.fsck import Problem
from store.sla import SlaQueries
from store.sla_check import disagreements
from store.sla_rollup import Count, Rollup


@dataclass(frozen=True, slots=True)
class SlaStore:
    """All three sides."""

    engine: Engine

    def rollup(self, clock: Clock, count: Count) -> Rollup:
        """What writes."""
        return Rollup(self.engine, clock, count)

    def queries(self) -> SlaQueries:
        """What reads."""
        return SlaQueries(self.engine)

    def problems(self, rollup: Rollup) -> tuple[Problem, ...]:
        """What differs from the ledger, after all of it was counted."""
        while rollup.behind() and rollup.catch_up():
            pass
        return disagreements(self.engine, rollup.count)
