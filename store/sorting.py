"""Mails that change their case: two cases become one, one becomes several, each in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from filing.acts import Act, Narrowed, kind_of
from filing.case import Submission
from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import SHANGHAI
from filing.ports import Clock
from filing.rulings import ruled
from filing.terms import ReplyStatus
from store import cases as placing
from store import dossier, events, ruling
from store.acts import Acts, File, Step, expect, put
from store.blobs import Blobs
from store.database import reading, writing
from store.ruling import Addresses, Judged
from store.tables import case_keys, mails, outbox, shares


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case that is split off: the mails that move there, the mails of which it has a part, what is said of it."""

    file: File
    moved: tuple[str, ...]
    shared: tuple[str, ...]
    opener: Submission
    acts: tuple[Act, ...]
    judged: Judged


class Sorting:
    """Every method raises Moved, and nothing is done, if one of the cases is not any more as it was seen."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock, acts: Acts) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._acts = acts

    def next_reference(self) -> tuple[str, int]:
        """The day's prefix and the next number: `split` takes them from there."""
        with reading(self._engine) as connection:
            prefix, _, number = placing.next_reference(connection, self._clock.now()).rpartition("-")
        return prefix, int(number)

    def merge(self, keep: File, other: File, by: str, judged: Judged) -> int:
        """All of `other` becomes part of `keep`; the new version of `keep`."""
        kept = ruling.keep(self._blobs, judged)
        with writing(self._engine) as connection:
            expect(connection, keep.case_id, keep.version)
            expect(connection, other.case_id, other.version)
            now = self._clock.now()
            told = self._carry(connection, keep, other, by, now)
            mine: dict[str, Json] = {"other": other.case_id, "reference": other.reference, **told}
            put(connection, keep.case_id, by, Step(EventKind.CASES_MERGED, mine), now)
            theirs: dict[str, Json] = {"into": keep.case_id, "reference": keep.reference}
            put(
                connection,
                other.case_id,
                by,
                Step(EventKind.CASES_MERGED, theirs, None, {"merged_into": keep.case_id}),
                now,
            )
            return self._finish(connection, [(keep.case_id, judged, kept)], [other.case_id], by, now)

    def _carry(self, connection: Connection, keep: File, other: File, by: str, now: datetime) -> dict[str, Json]:
        """Mails and acts; what a split had set apart is whole again. Drafts go: the kept case gets a new one."""
        waiting = (outbox.c.case_id == other.case_id, outbox.c.status == ReplyStatus.DRAFT)
        for row in connection.execute(select(outbox).where(*waiting)).all():
            ruling.discard(connection, row, now, by, f"已并入 {keep.reference}")
        back = [k.seq for k in keep.kept if k.data.get("split") == other.case_id]
        for seq in back:
            told: dict[str, Json] = {"revokes": seq, "kind": EventKind.MAIL_NARROWED}
            put(connection, keep.case_id, by, Step(EventKind.ACT_REVOKED, told), now)
        connection.execute(delete(shares).where(shares.c.case_id == other.case_id))
        own = connection.execute(select(mails.c.id).where(mails.c.case_id == other.case_id)).scalars().all()
        move(connection, own, (other.case_id, keep.case_id), by, now)
        connection.execute(update(outbox).where(outbox.c.case_id == other.case_id).values(case_id=keep.case_id))
        carried = [k for k in other.kept if not isinstance(k.act, Narrowed) or not back]
        steps = (Step(kind_of(k.act), {**k.data, "carried": other.reference}) for k in carried)
        numbers: list[Json] = [put(connection, keep.case_id, by, step, now) for step in steps]
        return {"mails": list(own), "acts": numbers, "rejoined": bool(back)}

    def unmerge(self, keep: File, other: File, by: str, parted: tuple[Judged, Judged], told: dict[str, Json]) -> int:
        """Undo a merge: `told` are the data of its entry. The new version of `keep`."""
        kept = [ruling.keep(self._blobs, judged) for judged in parted]
        with writing(self._engine) as connection:
            expect(connection, keep.case_id, keep.version)
            expect(connection, other.case_id, other.version)
            now = self._clock.now()
            for seq in _list(told["acts"]):
                put(connection, keep.case_id, by, Step(EventKind.ACT_REVOKED, {"revokes": seq, "kind": ""}), now)
            move(connection, [str(m) for m in _list(told["mails"])], (keep.case_id, other.case_id), by, now)
            put(connection, keep.case_id, by, Step(EventKind.CASES_MERGED, {"undone": other.reference}), now)
            apart: dict[str, Json] = {"into": None, "undone": keep.reference}
            put(connection, other.case_id, by, Step(EventKind.CASES_MERGED, apart, None, {"merged_into": None}), now)
            both = [(file.case_id, j, k) for file, j, k in zip((keep, other), parted, kept, strict=True)]
            return self._finish(connection, both, [], by, now)

    def split(self, stays: File, new: Sequence[NewCase], by: str, narrowed: Iterable[Step], judged: Judged) -> int:
        """`new` leave `stays`, of which the acts `narrowed` say what is left. The new version of `stays`."""
        narrowed, kept = self._acts.keep(narrowed), ruling.keep(self._blobs, judged)
        places = [ruling.keep(self._blobs, part.judged) for part in new]
        carried = [
            self._acts.keep(Step(kind_of(a), {"carried": stays.reference}, a) for a in part.acts) for part in new
        ]
        with writing(self._engine) as connection:
            expect(connection, stays.case_id, stays.version)
            now = self._clock.now()
            references: list[Json] = [part.file.reference for part in new]
            put(connection, stays.case_id, by, Step(EventKind.CASE_SPLIT, {"into": references}), now)
            for step in narrowed:
                put(connection, stays.case_id, by, step, now)
            for part, steps in zip(new, carried, strict=True):
                _open(connection, stays.case_id, part, steps, by, now)
            judgements = [(p.file.case_id, p.judged, k) for p, k in zip(new, places, strict=True)]
            return self._finish(connection, [(stays.case_id, judged, kept), *judgements], [], by, now)

    def _finish(
        self,
        connection: Connection,
        judged: Sequence[tuple[str, Judged, Addresses]],
        empty: Iterable[str],
        by: str,
        now: datetime,
    ) -> int:
        """Keys and judgements of the cases as they are now; the version of the first."""
        for case_id in (*empty, *(case_id for case_id, _, _ in judged)):
            self._know_again(connection, case_id)
        for case_id, judgement, kept in judged:
            ruling.rule(connection, case_id, judgement, kept, now, by)
        return dossier.version_of(connection, judged[0][0])

    def _know_again(self, connection: Connection, case_id: str) -> None:
        """What later mails know the case by: by all that is in it now, and by nothing that has left it."""
        connection.execute(delete(case_keys).where(case_keys.c.case_id == case_id))
        for submission in ruled(dossier.assemble(connection, self._blobs, case_id)).submissions:
            placing.learn_keys(connection, self._blobs, submission, case_id)


def move(connection: Connection, those: Sequence[str], way: tuple[str, str], by: str, at: datetime) -> None:
    """Mails with their replies from one case to another."""
    old, new = way
    for mail_id in those:
        connection.execute(update(mails).where(mails.c.id == mail_id).values(case_id=new))
        mine = (outbox.c.mail_id == mail_id, outbox.c.case_id == old)
        connection.execute(update(outbox).where(*mine).values(case_id=new))
        told: dict[str, Json] = {"by": "person", "from": old}
        events.append(connection, Event(EventKind.MAIL_JOINED_CASE, at, mail_id, new, data=told, by=by))


def _open(connection: Connection, stays: str, part: NewCase, steps: Iterable[Step], by: str, at: datetime) -> None:
    """A new case with its mails. Raises Overtaken if its reference was given to another meanwhile."""
    file = part.file
    if placing.next_reference(connection, at.astimezone(SHANGHAI)) != file.reference:
        raise ruling.Overtaken
    named = (file.case_id, file.reference, file.access_province)
    placing.write_case(connection, named, part.opener, at, by)
    for mail_id in part.shared:
        connection.execute(insert(shares).values(mail_id=mail_id, case_id=file.case_id))
    move(connection, part.moved, (stays, file.case_id), by, at)
    for step in steps:
        put(connection, file.case_id, by, step, at)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
