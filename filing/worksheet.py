"""A case as the worksheets list it."""

from dataclasses import dataclass

from filing.authority import Progress
from filing.case import Case
from filing.recheck import Recheck
from filing.shells import ShellNotice
from filing.terms import EntityType, FilingKind, Outcome


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a case: its papers as people have corrected them, its last outcome, its way since.

    `entity_province` is the administration's that it is filed with (属地).
    """

    reference: str
    access_province: str
    entity_province: str | None
    entity_name: str | None
    entity_type: EntityType | None
    filing_kind: FilingKind | None
    outcome: Outcome | None
    case: Case
    progress: Progress
    rechecks: tuple[Recheck, ...] = ()
    shells: tuple[ShellNotice, ...] = ()
