"""The tables of those who work: the processes, what each has for itself, and what is done once a day or told once."""

from sqlalchemy import BigInteger, Column, Date, String, Table

from store.database import Moment
from store.tables import metadata

tidied = Table(
    "tidied",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("seq", BigInteger, nullable=False, comment="of the last entry that was looked at"),
)

turns = Table(
    "turns",
    metadata,
    Column("name", String(60), primary_key=True, comment="what is done once a day"),
    Column("day", Date, primary_key=True),
    Column("taken_at", Moment, nullable=False),
)

hosts = Table(
    "hosts",
    metadata,
    Column("id", String(120), primary_key=True, comment="host-slot, as the job engine knows it"),
    Column("seen_at", Moment, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(60), primary_key=True, comment="what one process has at a time"),
    Column("host", String(120), nullable=False),
)
