"""What a person has just done with a case, for as long as it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.bench import Outcome
from desk.desk import Desk
from desk.replies import UNDO
from filing.errors import DeskError
from filing.event import Event, EventKind
from filing.people import Person
from web import labels
from web.acts import Act, Seen

AT_ONCE = timedelta(seconds=3)  # entries of one act follow each other so closely
LASTING = frozenset({EventKind.NOTE_ADDED, EventKind.CONTACT_LOGGED, EventKind.REPLY_EDITED, EventKind.REPLY_RECALLED})
"""Acts that no undo takes back."""


@dataclass(frozen=True, slots=True)
class Recent:
    """`words`: what was done; `seconds`: how long it can still be taken back, 0 = it cannot."""

    case_id: str
    reference: str
    version: int
    words: str
    seconds: int


def recent(desk: Desk, by: Person, case_id: str, now: datetime) -> Recent | None:
    """The person's last act on the case, if it was just now."""
    try:
        file = desk.file(by, case_id)
    except DeskError:
        return None
    acts = last_act(desk.acts.events(case_id), by)
    left = int((acts[-1].at + UNDO - now).total_seconds()) if acts else 0
    if left <= 0:
        return None
    words = "、".join(dict.fromkeys(labels.EVENTS[event.kind] for event in acts))
    seconds = 0 if acts[-1].kind in LASTING else left
    return Recent(case_id, file.reference, file.version, words, seconds)


def last_act(events: Sequence[Event], by: Person) -> tuple[Event, ...]:
    """The entries of the person's last act, oldest first: an acceptance and the letter that it sent are one act."""
    own = [event for event in events if event.by == by.id and event.kind in labels.ACTS]
    return tuple(event for event in own if own[-1].at - event.at <= AT_ONCE)


def take_back(desk: Desk, seen: Seen) -> Outcome:
    """Undo the last act, whole. Raises Refused, Conflict."""
    kinds = [event.kind for event in last_act(desk.acts.events(seen.case_id), seen.by)]
    done = desk.undo(seen.by, seen.case_id, seen.version)
    if kinds[-2:] != [EventKind.CASE_ACCEPTED, EventKind.REPLY_QUEUED]:
        return done
    kept = desk.file(seen.by, seen.case_id).kept
    return desk.revoke(seen.by, seen.case_id, done.version, kept[-1].seq) if kept else done


TAKE_BACK = Act(lambda desk, seen, form: take_back(desk, seen))
