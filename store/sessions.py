"""Sessions live here, not in the cookie: that bears a random token, of which only the hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from filing.people import Person, Step
from store.people import account
from store.people_tables import sessions, users

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
UNFINISHED = timedelta(minutes=10)  # a sign-in that stops half way
TOUCH = timedelta(minutes=1)  # how exactly it is known when a session was last used


@dataclass(frozen=True, slots=True)
class Session:
    """An open session. `key` is the hash of its token; `stale`: its last use should be written down."""

    key: str
    person: Person
    step: Step
    address: str
    opened_at: datetime
    seen_at: datetime
    stale: bool = False


def key_of(token: str) -> str:
    """Under what a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(connection: Connection, user_id: str, step: Step, address: str, now: datetime) -> str:
    """A new session; its token, 256 random bits. Sessions that have run out are swept on the way."""
    over = or_(sessions.c.opened_at <= now - ABSOLUTE, sessions.c.seen_at <= now - IDLE)
    connection.execute(delete(sessions).where(over))
    token = secrets.token_urlsafe(32)
    values = {"key": key_of(token), "user_id": user_id, "step": step, "address": address[:45], "pending": ""}
    connection.execute(sessions.insert().values(**values, opened_at=now, seen_at=now))
    return token


def find(connection: Connection, token: str, now: datetime) -> Session | None:
    """The session of a token if it is good now and its person may be here."""
    query = select(sessions, users).join(users, users.c.id == sessions.c.user_id).where(sessions.c.key == key_of(token))
    row = connection.execute(query).one_or_none()
    if row is None or row.disabled:
        return None
    step, stale = Step(row.step), now - row.seen_at >= TOUCH
    longest = ABSOLUTE if step is Step.IN else UNFINISHED
    if now - row.opened_at >= longest or now - row.seen_at >= IDLE:
        return None
    return Session(row.key, account(row).person, step, row.address, row.opened_at, row.seen_at, stale)


def of_person(connection: Connection, person: Person, now: datetime) -> tuple[Session, ...]:
    """A person's open sessions, the newest first."""
    good = (sessions.c.user_id == person.id, sessions.c.opened_at > now - ABSOLUTE, sessions.c.seen_at > now - IDLE)
    query = select(sessions).where(*good).order_by(sessions.c.opened_at.desc())
    rows = connection.execute(query)
    return tuple(Session(r.key, person, Step(r.step), r.address, r.opened_at, r.seen_at) for r in rows)


def touch(connection: Connection, key: str, now: datetime) -> None:
    """It was used now."""
    connection.execute(sessions.update().where(sessions.c.key == key).values(seen_at=now))


def end(connection: Connection, key: str) -> None:
    """This session is over."""
    connection.execute(delete(sessions).where(sessions.c.key == key))
