"""A person's words that never left: a later judgement put another draft in the place of the one that they changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from filing.event import Event, EventKind
from store.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Replaced:
    """A letter that a person had changed, and another judgement took its place; `event`: who changed it, and when."""

    event: Event
    message: bytes


def replaced(told: Iterable[Event], blobs: Blobs, current: str | None) -> Replaced | None:
    """The words that a person wrote last, unless they stand in the letter `current` or nobody wants them any more.

    Nobody does once a person has released a letter of the case, discarded this one, or written in a later one.
    """
    edited = _unsent(told, current)
    return Replaced(edited, blobs.get(str(edited.data["mime"]))) if edited else None


def _unsent(told: Iterable[Event], current: str | None) -> Event | None:
    last: Event | None = None
    gone = False
    for event in told:
        if event.kind is EventKind.REPLY_EDITED:
            last, gone = event, False
        elif last and _settles(event, last):
            last = None
        elif last and _overrides(event, last):
            gone = True
    return last if last and (gone or last.reply_id != current) else None


def _settles(event: Event, edited: Event) -> bool:
    """A person has decided: this letter or a later one leaves, or this one is not wanted (no reason: by their hand)."""
    if event.kind is EventKind.REPLY_QUEUED:
        return event.by is not None or event.reply_id == edited.reply_id
    by_hand = event.kind is EventKind.REPLY_DISCARDED and not event.data.get("reason")
    return by_hand and event.reply_id == edited.reply_id


def _overrides(event: Event, edited: Event) -> bool:
    taken_away = event.kind is EventKind.REPLY_DISCARDED and event.reply_id == edited.reply_id
    return taken_away or event.data.get("replaces") == edited.reply_id
