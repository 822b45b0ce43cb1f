"""What becomes of a case at the communications administration (管局): told by a person, never asked from its system.

Seed: [001:223-227] 提交后跟进：是否收到、是否被退回、是否成功、备案号.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from filing.event import Event, EventKind
from filing.finding import Json


class Stage(StrEnum):
    """How far a case is after the preliminary review."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned"
    APPROVED = "approved"


STAGE_CHINESE = {
    Stage.SUBMITTED: "已提交管局",
    Stage.RECEIVED: "管局已收到",
    Stage.RETURNED: "管局退回",
    Stage.APPROVED: "备案成功",
}
KINDS = {
    EventKind.AUTHORITY_SUBMITTED: Stage.SUBMITTED,
    EventKind.AUTHORITY_RECEIVED: Stage.RECEIVED,
    EventKind.AUTHORITY_RETURNED: Stage.RETURNED,
    EventKind.AUTHORITY_APPROVED: Stage.APPROVED,
}
"""The ledger's kind of each stage. AUTHORITY_RECALLED takes the last one back."""

FOLLOWS: Mapping[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.SUBMITTED}),
    Stage.SUBMITTED: frozenset({Stage.RECEIVED, Stage.RETURNED, Stage.APPROVED}),
    Stage.RECEIVED: frozenset({Stage.RETURNED, Stage.APPROVED}),
    Stage.RETURNED: frozenset({Stage.SUBMITTED}),
    Stage.APPROVED: frozenset(),
}
"""Which stage may follow which: 则根据跟进进度及时联系客户更正并继续…直至成功 [001:227]."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """`administration`: of which province, by its short name. `code` and `reason` of a return, `icp_number` of a
    success (the website's, 苏ICP备12345678号-1). `told_at`: when the desk heard of it, which may be days later.
    """

    stage: Stage
    on: date
    administration: str
    code: str = ""
    reason: str = ""
    icp_number: str = ""
    told_at: datetime | None = None

    @property
    def data(self) -> dict[str, Json]:
        """As the ledger's entry bears it."""
        words = {"code": self.code, "reason": self.reason, "icp_number": self.icp_number}
        kept: dict[str, Json] = {key: value for key, value in words.items() if value}
        return {"on": self.on.isoformat(), "administration": self.administration} | kept


@dataclass(frozen=True, slots=True)
class Progress:
    """All milestones of a case, in the order in which they were told."""

    milestones: tuple[Milestone, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """Where the case is now; None: it was never submitted."""
        return self.milestones[-1].stage if self.milestones else None

    @property
    def round(self) -> tuple[Milestone, ...]:
        """The milestones since the last submission, that one included."""
        last = max((i for i, m in enumerate(self.milestones) if m.stage is Stage.SUBMITTED), default=0)
        return self.milestones[last:]

    def last(self, stage: Stage) -> Milestone | None:
        """The milestone of a stage since the last submission."""
        return next((m for m in reversed(self.round) if m.stage is stage), None)

    @property
    def ever_returned(self) -> bool:
        """Whether it was sent back at least once."""
        return any(m.stage is Stage.RETURNED for m in self.milestones)


def progress(events: Iterable[Event]) -> Progress:
    """What the entries of one case say, oldest first; others than those of KINDS are passed over."""
    told: list[Milestone] = []
    for event in events:
        if event.kind in KINDS:
            told.append(_milestone(event))
        elif event.kind is EventKind.AUTHORITY_RECALLED and told:
            told.pop()
    return Progress(tuple(told))


def _milestone(event: Event) -> Milestone:
    words = {key: str(event.data.get(key, "")) for key in ("administration", "code", "reason", "icp_number")}
    return Milestone(KINDS[event.kind], date.fromisoformat(str(event.data["on"])), **words, told_at=event.at)
