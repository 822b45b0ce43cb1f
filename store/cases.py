"""Which case a mail belongs to. A stranger never enters a case by a guessed Message-ID or reference."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from filing.case import Submission
from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import SHANGHAI, Mail
from filing.terms import MailClass
from store import events
from store.blobs import Blobs
from store.keys import Keys, fold_domain, keys_of, same_matter
from store.pace import LEFT
from store.tables import case_keys, cases, mails, outbox
from store.tokens import has_token, is_genuine

BOUNCES_WITHIN = timedelta(days=14)  # servers give up after five days
REFERENCE = re.compile(r"\bBA-\d{8}-\d{4,}\b")


@dataclass(frozen=True, slots=True)
class Match:
    """A case, and by what it was found: entity_domain | bounce | thread | reference | sender.

    `possible`: references of other cases that a stranger's mail seems to be about; he learns nothing of them.
    `reply`: which of our replies came back with a bounce.
    """

    case_id: str
    by: str
    possible: tuple[str, ...] = ()
    reply: str | None = None


def match(connection: Connection, blobs: Blobs, submission: Submission, access_province: str) -> Match | None:
    """The case of this access province that a mail belongs to, or None. The subject's own words count most."""
    mail, keys = submission.mail, keys_of(submission)
    if mail.mail_class is not MailClass.NORMAL:
        return _by_bounce(connection, mail)
    return (
        _by_pair(connection, keys, access_province)
        or _by_thread(connection, blobs, mail, keys, access_province)
        or _by_reference(connection, mail, keys, access_province)
        or _by_sender(connection, keys, access_province)
    )


def _by_pair(connection: Connection, keys: Keys, access_province: str) -> Match | None:
    for pair in keys.pairs(access_province):
        found = _cases_with(connection, access_province, _key("entity_domain", pair))
        if found:
            return Match(found[0], "entity_domain")
    return None


def _by_bounce(connection: Connection, mail: Mail) -> Match | None:
    """A bounce of our reply belongs where the reply belongs, whoever sends it.

    Many providers do not name our Message-ID: then it is the newest reply of this mailbox to whom they could not reach.
    """
    lately = mail.received_at - BOUNCES_WITHIN
    ours = (mails.c.mailbox == mail.mailbox, outbox.c.status.in_(LEFT), outbox.c.updated_at > lately)
    theirs = and_(func.lower(outbox.c.recipient).in_(mail.bounced_recipients), *ours)
    for named in (outbox.c.message_id == mail.bounced_message_id, theirs):
        query = select(outbox.c.case_id, outbox.c.id).join(mails, mails.c.id == outbox.c.mail_id)
        known = query.where(named, outbox.c.case_id.is_not(None)).order_by(outbox.c.updated_at.desc())
        if row := connection.execute(known.limit(1)).one_or_none():
            return Match(row.case_id, "bounce", reply=row.id)
    return None


def possible(connection: Connection, submission: Submission, access_province: str) -> tuple[str, ...]:
    """References of cases that a mail names by a Message-ID, a reference or a domain, though it joins none of them."""
    mail, keys = submission.mail, keys_of(submission)
    ids = _ids(mail)
    threads = select(outbox.c.case_id).where(outbox.c.message_id.in_(ids))
    theirs = select(mails.c.case_id).where(mails.c.message_id.in_(ids))
    domains = select(case_keys.c.case_id).where(case_keys.c.kind == "domain", case_keys.c.value.in_(keys.domains))
    named = or_(cases.c.id.in_(threads.union(theirs, domains)), cases.c.reference.in_(REFERENCE.findall(mail.subject)))
    query = select(cases.c.reference).where(named, cases.c.access_province == access_province)
    return tuple(connection.execute(query.order_by(cases.c.reference).limit(5)).scalars())


def _ids(mail: Mail) -> list[str]:
    """What the mail answers: only its header counts, never a quotation (T103)."""
    return [i for i in (mail.in_reply_to, *mail.references) if i]


def _by_thread(connection: Connection, blobs: Blobs, mail: Mail, keys: Keys, access_province: str) -> Match | None:
    """An answer to our reply or to an own earlier mail, by somebody who has written in that case already.

    An answer to our reply counts if its token is right: it comes from whom we wrote to, to the mailbox that wrote.
    """
    ids = _ids(mail)
    ours = connection.execute(
        select(outbox.c.case_id, outbox.c.message_id).where(outbox.c.message_id.in_(ids), outbox.c.case_id.is_not(None))
    )
    answered = [c for c, i in ours if not has_token(i) or is_genuine(blobs, i, c, mail.mailbox, mail.sender)]
    own = select(mails.c.case_id).where(mails.c.message_id.in_(ids), func.lower(mails.c.sender) == keys.sender)
    threads = or_(cases.c.id.in_(answered), cases.c.id.in_(own))
    return _known_sender(connection, keys, and_(threads, cases.c.access_province == access_province), "thread")


def _by_reference(connection: Connection, mail: Mail, keys: Keys, access_province: str) -> Match | None:
    """By our reference in the subject; a case that was merged is found where its mails are now."""
    other = cases.alias()
    named = select(func.coalesce(other.c.merged_into, other.c.id))
    named = named.where(other.c.reference.in_(REFERENCE.findall(mail.subject)))
    wanted = and_(cases.c.id.in_(named), cases.c.access_province == access_province)
    return _known_sender(connection, keys, wanted, "reference")


def _known_sender(connection: Connection, keys: Keys, wanted: ColumnElement[bool], by: str) -> Match | None:
    """One thread may hold several cases of an agent: a mail that names quite another domain is another matter."""
    if not keys.sender:
        return None
    query = select(cases.c.id).where(wanted, _has(_key("sender", keys.sender))).order_by(cases.c.updated_at.desc())
    for case_id in connection.execute(query).scalars():
        if same_matter(keys, _values(connection, case_id, "entity"), _values(connection, case_id, "domain")):
            return Match(case_id, by)
    return None


def _by_sender(connection: Connection, keys: Keys, access_province: str) -> Match | None:
    """A new mail of the same sender about the same domain (or, naming none, the same entity), if only one fits."""
    wanted = [("domain", d) for d in keys.domains] or [("entity", n) for n in keys.names]
    if not keys.sender or not wanted:
        return None
    sender = _key("sender", keys.sender)
    found = {c for kind, value in wanted for c in _cases_with(connection, access_province, _key(kind, value), sender)}
    return Match(found.pop(), "sender") if len(found) == 1 else None


def _key(kind: str, value: str) -> ColumnElement[bool]:
    return and_(case_keys.c.kind == kind, case_keys.c.value == value)


def _has(key: ColumnElement[bool]) -> ColumnElement[bool]:
    return cases.c.id.in_(select(case_keys.c.case_id).where(key))


def _cases_with(connection: Connection, access_province: str, *keys: ColumnElement[bool]) -> list[str]:
    query = select(cases.c.id).where(cases.c.access_province == access_province, *(_has(key) for key in keys))
    return list(connection.execute(query.order_by(cases.c.opened_at, cases.c.id)).scalars())


def _values(connection: Connection, case_id: str, kind: str) -> list[str]:
    query = select(case_keys.c.value).where(case_keys.c.case_id == case_id, case_keys.c.kind == kind)
    return list(connection.execute(query).scalars())


def open_case(connection: Connection, submission: Submission, access_province: str, at: datetime) -> str:
    """A new case with the next reference of the day. Its id comes from the mail: opened twice it is one."""
    mail = submission.mail
    case_id, reference = f"case-{mail.sha256[:32]}", next_reference(connection, mail.received_at)
    write_case(connection, (case_id, reference, access_province), submission, at)
    return case_id


def write_case(
    connection: Connection, named: tuple[str, str, str], submission: Submission, at: datetime, by: str | None = None
) -> None:
    """The row and the event of a new case; `named`: id, reference, access province."""
    (case_id, reference, access_province), line = named, submission.subject_line
    row = {
        "id": case_id,
        "reference": reference,
        "access_province": access_province,
        "entity_name": line.entity_name,
        "domains": [fold_domain(d) for d in line.domains],
        "filing_kind": line.filing_kind,
        "missing": [],
        "opened_at": at,
        "updated_at": at,
    }
    connection.execute(insert(cases).values(row))
    told: dict[str, Json] = {"reference": reference, "access_province": access_province}
    events.append(connection, Event(EventKind.CASE_OPENED, at, submission.mail.sha256, case_id, data=told, by=by))


def next_reference(connection: Connection, day: datetime) -> str:
    """BA-YYYYMMDD-NNNN. Callers hold the write lock, so that no number is given twice."""
    prefix = f"BA-{day.astimezone(SHANGHAI):%Y%m%d}-"
    highest = (func.length(cases.c.reference).desc(), cases.c.reference.desc())
    query = (
        select(cases.c.reference)
        .where(cases.c.reference.between(f"{prefix}0", f"{prefix}99999999"))
        .order_by(*highest)
        .limit(1)
    )
    last = connection.execute(query).scalar_one_or_none()
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04}"


def join(connection: Connection, submission: Submission, found: Match, at: datetime) -> None:
    """The mail is of this case; the event says whether its sender is new there, which a specialist should see."""
    mail, known = submission.mail, _values(connection, found.case_id, "sender")
    told: dict[str, Json] = {"by": found.by, "new_sender": bool(known) and mail.sender.lower() not in known}
    told |= {"possible": list(found.possible)} if found.possible else {}
    connection.execute(update(mails).where(mails.c.id == mail.sha256).values(case_id=found.case_id))
    connection.execute(update(cases).where(cases.c.id == found.case_id).values(updated_at=at))
    events.append(connection, Event(EventKind.MAIL_JOINED_CASE, at, mail.sha256, found.case_id, found.reply, told))
    if found.reply:
        unreachable = Event(EventKind.CUSTOMER_UNREACHABLE, at, mail.sha256, found.case_id, found.reply)
        events.append(connection, unreachable)


def learn_keys(connection: Connection, blobs: Blobs, submission: Submission, case_id: str) -> None:
    """What later mails of the case can be known by. A machine's mail teaches nothing: it is no correspondent."""
    if submission.mail.mail_class is not MailClass.NORMAL:
        return
    keys = keys_of(submission)
    province = connection.execute(select(cases.c.access_province).where(cases.c.id == case_id)).scalar_one()
    learnt = {("entity_domain", p) for p in keys.pairs(province)}
    learnt |= {("entity", n) for n in keys.names} | {("domain", d) for d in keys.domains}
    learnt |= {("cert", blobs.fingerprint(c)) for c in keys.certs} | (
        {("sender", keys.sender)} if keys.sender else set()
    )
    query = select(case_keys.c.kind, case_keys.c.value).where(case_keys.c.case_id == case_id)
    for kind, value in sorted(learnt - {(k, v) for k, v in connection.execute(query)}):
        connection.execute(insert(case_keys).values(case_id=case_id, kind=kind, value=value))
