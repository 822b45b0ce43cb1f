"""What the desk writes with, opened on one store."""

from sqlalchemy import Engine

from filing.ports import Clock
from store.acts import Acts
from store.blobs import Blobs
from store.colleagues import Colleagues
from store.letters import Letters
from store.outbox import Enqueue
from store.sorting import Sorting


def desk_parts(
    database: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue
) -> tuple[Acts, Letters, Colleagues, Sorting]:
    """Acts on cases, acts on letters, who is who, and mails that change their case."""
    acts, letters = Acts(database, blobs, clock), Letters(database, blobs, clock, enqueue)
    return acts, letters, Colleagues(database), Sorting(database, blobs, clock, acts)
