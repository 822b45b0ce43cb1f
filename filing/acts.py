"""What people say of a case, as the pure straight line sees it: a ruling holds for every later mail too."""

from dataclasses import dataclass

from filing.event import EventKind
from filing.terms import Material


@dataclass(frozen=True, slots=True)
class MaterialCorrected:
    """`paper` (its sha256) is this material; None: it is no paper of the case."""

    paper: str
    material: Material | None


@dataclass(frozen=True, slots=True)
class FactCorrected:
    """On `paper` (its sha256) stands `value`; "" or (): nothing of the kind stands there."""

    paper: str
    key: str
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingOverridden:
    """The finding with this mark (see checks.overrule) does not hold, for as long as what it stands on is unchanged."""

    mark: str
    reason: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """初审通过: the doubts with these marks were looked into and are none."""

    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyAsked:
    """A better copy of `paper` is wanted; `problem` and `advice` are what the customer reads."""

    paper: str
    reason: str
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class SenderConfirmed:
    """Who writes from `address` (lower case) belongs to the case."""

    address: str


@dataclass(frozen=True, slots=True)
class ReuseConfirmed:
    """The copy of `material` in the case `reference` serves here as well (A09)."""

    material: Material
    reference: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """The case is no submission, as long as `mail` (its sha256) is the newest."""

    mail: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of `mail` (its sha256) only a part belongs here (A38): the papers `elsewhere` do not.

    The matter is that of this entity and these domains; of neither: the subject's, as before.
    """

    mail: str
    elsewhere: tuple[str, ...]
    entity_name: str | None
    domains: tuple[str, ...]


Act = (
    MaterialCorrected
    | FactCorrected
    | FindingOverridden
    | Accepted
    | CopyAsked
    | SenderConfirmed
    | ReuseConfirmed
    | SetAside
    | Narrowed
)

KINDS: dict[EventKind, type[Act]] = {
    EventKind.MATERIAL_CORRECTED: MaterialCorrected,
    EventKind.FACT_CORRECTED: FactCorrected,
    EventKind.FINDING_OVERRIDDEN: FindingOverridden,
    EventKind.CASE_ACCEPTED: Accepted,
    EventKind.COPY_ASKED: CopyAsked,
    EventKind.SENDER_CONFIRMED: SenderConfirmed,
    EventKind.REUSE_CONFIRMED: ReuseConfirmed,
    EventKind.CASE_SET_ASIDE: SetAside,
    EventKind.MAIL_NARROWED: Narrowed,
}
"""The ledger's kind of each act."""


def kind_of(act: Act) -> EventKind:
    """Under which kind an act is written down."""
    return next(kind for kind, noun in KINDS.items() if isinstance(act, noun))
