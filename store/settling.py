"""What one judgement leaves behind: the case's projection, the judgement itself, and at most one reply a mail."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from filing.authority import STAGE_CHINESE, Stage, progress
from filing.decision import Decision
from filing.event import Event, EventKind
from filing.finding import Json
from filing.terms import ReplyStatus
from filing.unasked import UNASKED
from store import codec, events
from store.outbox import OBSERVED, Outgoing
from store.tables import cases, outbox
from store.tables import events as event_rows
from store.told import WAY


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """What the lists show of a case after a judgement. None and () mean not known."""

    entity_name: str | None = None
    domains: tuple[str, ...] = ()
    filing_kind: str | None = None
    entity_type: str | None = None
    entity_province: str | None = None


def project(
    connection: Connection, case_id: str, summary: CaseSummary, decision: Decision, judgement: str, at: datetime
) -> None:
    """Bring the case's row up to date."""
    row = {
        "entity_name": summary.entity_name,
        "domains": list(summary.domains),
        "filing_kind": summary.filing_kind,
        "entity_type": summary.entity_type,
        "entity_province": summary.entity_province,
        "outcome": decision.outcome,
        "missing": list(decision.missing),
        "judgement": judgement,
        "updated_at": at,
    }
    connection.execute(update(cases).where(cases.c.id == case_id).values(row))


def judged(
    owner: tuple[str, str | None], summary: CaseSummary | None, decision: Decision, judgement: str, at: datetime
) -> Event:
    """The ledger's entry for a judgement: codes only, the facts are in the encrypted judgement. `owner` as below."""
    codes = [finding.code for finding in decision.findings]
    data = {
        "outcome": decision.outcome.value,
        "codes": codes,
        "missing": list(decision.missing),
        "judgement": judgement,
        "entity_province": summary.entity_province if summary else None,
    }
    return Event(EventKind.CASE_JUDGED, at, *owner, data=data)  # type: ignore[arg-type]  # str enums are JSON


def reply_id(mail_id: str, template: str, decision: Decision) -> str:
    """The same mail, template and decision are the same reply."""
    content = b"\0".join((mail_id.encode(), template.encode(), codec.dump(decision)))
    return hashlib.sha256(content).hexdigest()[:40]


def with_administration(connection: Connection, case_id: str | None) -> str:
    """Why what a case says of its papers is no answer any more, in Chinese; "" before it was handed in, or if returned.

    A customer who writes after that wants a change, or asks: “资料已齐全，将提交管局” would be false.
    """
    way = and_(event_rows.c.case_id == case_id, event_rows.c.kind.in_(WAY))
    stage = progress(events.read(connection, way)).stage if case_id else None
    return f"本件{STAGE_CHINESE[stage]}，回复先作草稿。" if stage and stage is not Stage.RETURNED else ""


def file_reply(
    connection: Connection, new_id: str, owner: tuple[str, str | None], reply: Outgoing, mime: str, at: datetime
) -> str | None:
    """The outbox row for a mail's reply; `owner` is (mail id, case id).

    A draft of an earlier judgement of the same mail is replaced. A reply that has left the draft stage is not: then the
    answer is None, the mail has had its reply.
    """
    there = connection.execute(select(outbox).where(outbox.c.mail_id == owner[0])).all()
    if any(row.status != ReplyStatus.DRAFT for row in there):
        return None
    old = next((row for row in there if row.case_id == owner[1] and row.template not in UNASKED), None)
    if old is not None:
        connection.execute(delete(outbox).where(outbox.c.id == old.id))
    status = ReplyStatus.QUEUED if reply.leaves else ReplyStatus.DRAFT
    turn = old.turn if old is not None else max((row.turn for row in there), default=-1) + 1
    connection.execute(
        insert(outbox).values(reply_row(new_id, owner, reply, mime, at) | {"status": status, "turn": turn})
    )
    told: dict[str, Json] = {"template": reply.template} | ({"replaces": old.id} if old is not None else {})
    told |= {"reason": reply.reason} if reply.reason else {}
    told |= {"observed": True, "would_send": reply.auto} if reply.observed else {}
    told |= {"certain": True} if reply.certain else {}
    kind = EventKind.REPLY_QUEUED if status is ReplyStatus.QUEUED else EventKind.REPLY_DRAFTED
    events.append(connection, Event(kind, at, *owner, new_id, told))
    return new_id


def reply_row(new_id: str, owner: tuple[str, str | None], reply: Outgoing, mime: str, at: datetime) -> dict[str, Any]:
    """A draft that nobody has tried to send yet."""
    return {
        "id": new_id,
        "mail_id": owner[0],
        "case_id": owner[1],
        "status": ReplyStatus.DRAFT,
        "template": reply.template,
        "auto": reply.auto,
        "sender": reply.sender,
        "recipient": reply.recipient,
        "message_id": reply.message_id,
        "mime": mime,
        "attempts": 0,
        "error": reply.reason or (OBSERVED if reply.observed and reply.auto else ""),
        "created_at": at,
        "updated_at": at,
    }
