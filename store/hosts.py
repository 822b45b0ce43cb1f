"""The processes of the desk as they see each other: who lives, and who looks after which mailbox."""

from datetime import timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from filing.ports import Clock
from store.database import reading, writing
from store.running_tables import hosts, leases

BEAT = 3.0  # seconds between two signs of life
DEAD = timedelta(seconds=10)  # without a sign: its work goes to the others; it may come back at any time


class Hosts:
    """What one process (`host-slot`) says of itself and learns of the others. Clocks must agree within seconds."""

    def __init__(self, engine: Engine, clock: Clock, me: str) -> None:
        self._engine = engine
        self._clock = clock
        self._me = me

    def beat(self) -> None:
        """A sign of life."""
        with writing(self._engine, self._me) as connection:
            seen = update(hosts).where(hosts.c.id == self._me).values(seen_at=self._clock.now())
            if connection.execute(seen).rowcount == 0:
                connection.execute(insert(hosts).values(id=self._me, seen_at=self._clock.now()))

    def dead(self) -> tuple[str, ...]:
        """The others that gave no sign for so long that their work must be done by somebody else."""
        silent = hosts.c.seen_at < self._clock.now() - DEAD
        query = select(hosts.c.id).where(silent, hosts.c.id != self._me).order_by(hosts.c.id)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def known(self) -> frozenset[str]:
        """All that have given a sign and were not buried, and we."""
        with reading(self._engine) as connection:
            return frozenset((*connection.execute(select(hosts.c.id)).scalars(), self._me))

    def bury(self, host: str) -> None:
        """Its work has been handed over: forget it, unless it has come back."""
        with writing(self._engine) as connection:
            silent = hosts.c.seen_at < self._clock.now() - DEAD
            if connection.execute(delete(hosts).where(hosts.c.id == host, silent)).rowcount:
                connection.execute(delete(leases).where(leases.c.host == host))

    def holds(self, name: str) -> bool:
        """Take or keep what only one process may have at a time (a mailbox); False while a living other has it.

        A lease is as good as its holder's last sign of life. Whoever lost it unawares does no harm with a mailbox: the
        same mail is known by its hash.
        """
        with reading(self._engine) as connection:
            if self._holder(connection, name) == self._me:
                return True
        with writing(self._engine) as connection:
            holder = self._holder(connection, name)
            if holder is None:
                connection.execute(delete(leases).where(leases.c.name == name))
                connection.execute(insert(leases).values(name=name, host=self._me))
            return holder in (None, self._me)

    def _holder(self, connection: Connection, name: str) -> str | None:
        """The living holder."""
        alive = hosts.c.seen_at >= self._clock.now() - DEAD
        query = select(leases.c.host).join(hosts, hosts.c.id == leases.c.host).where(leases.c.name == name, alive)
        return connection.execute(query).scalar_one_or_none()

    def alone(self) -> bool:
        """Whether no other process lives."""
        alive = hosts.c.seen_at >= self._clock.now() - DEAD
        with reading(self._engine) as connection:
            return connection.execute(select(hosts.c.id).where(alive, hosts.c.id != self._me)).first() is None

    def let_go(self) -> None:
        """The end in good order: nobody waits for our mailboxes. What we could not finish is found when we are dead."""
        with writing(self._engine) as connection:
            connection.execute(delete(leases).where(leases.c.host == self._me))
