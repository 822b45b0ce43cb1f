"""The report's own tables: derived from `events` alone, made again from them at any time (fsck compares)."""

from sqlalchemy import BigInteger, Column, Date, Float, Index, Integer, LargeBinary, String, Table

from store.database import Moment
from store.tables import metadata


def _where(*, key: bool = False) -> tuple[Column[str], ...]:
    """By what the report is cut; "" = not known."""
    return (
        Column("mailbox", String(40), nullable=False, primary_key=key),
        Column("access_province", String(8), nullable=False, primary_key=key),
        Column("province", String(8), nullable=False, primary_key=key, comment="of the entity"),
        Column("specialist", String(40), nullable=False, primary_key=key, comment="person id"),
    )


sla_mails = Table(
    "sla_mails",
    metadata,
    Column("mail_id", String(64), primary_key=True),
    Column("case_id", String(40)),
    *_where(),
    Column("kind", String(12), nullable=False, comment="material | enquiry | machine"),
    Column("observed", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("day", Date, nullable=False, comment="at whose end the fields up to cause_since are settled"),
    Column("after_close", Integer, nullable=False),
    Column("acked", Integer, nullable=False),
    Column("ack_seconds", Float, comment="working time; null = not that day"),
    Column("on_time", Integer, nullable=False),
    Column("reply_seconds", Float, comment="working time; null = not that day"),
    Column("replied_by", String(8), nullable=False, comment="machine | person; '' = not that day"),
    Column("cause", String(12), nullable=False, comment="where it was stuck when its time was up"),
    Column("cause_since", Moment),
    Column("answered_at", Moment, comment="as of now"),
    Column("stuck", String(12), nullable=False, comment="where an open mail is now"),
    Column("stuck_since", Moment),
    Index("ix_sla_mails_day", "day"),
    Index("ix_sla_mails_case_id", "case_id"),
    Index("ix_sla_mails_stuck", "stuck"),
    Index("ix_sla_mails_missed", "on_time", "kind", "day"),
)

sla_items = Table(
    "sla_items",
    metadata,
    Column("case_id", String(40), primary_key=True),
    Column("what", String(8), primary_key=True, comment="missing | finding"),
    Column("code", String(40), primary_key=True),
    Column("day", Date, nullable=False),
    *_where(),
    Column("observed", Integer, nullable=False),
    Index("ix_sla_items_day", "day"),
)

sla_cases = Table(
    "sla_cases",
    metadata,
    Column("case_id", String(40), primary_key=True),
    Column("day", Date, nullable=False, comment="on which it became complete"),
    Column("rounds", Integer, nullable=False),
    *_where(),
    Column("observed", Integer, nullable=False),
    Index("ix_sla_cases_day", "day"),
)

sla_days = Table(
    "sla_days",
    metadata,
    Column("day", Date, primary_key=True),
    *_where(key=True),
    Column("kind", String(12), primary_key=True),
    Column("observed", Integer, primary_key=True),
    Column("due", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("acked", Integer, nullable=False),
    Column("machine", Integer, nullable=False),
    Column("person", Integer, nullable=False),
    Column("late", Integer, nullable=False, comment="replied to after the deadline, the same day"),
    Column("seconds", LargeBinary, nullable=False, comment="reply_seconds as doubles, little-endian"),
)

sla_item_days = Table(
    "sla_item_days",
    metadata,
    Column("day", Date, primary_key=True),
    *_where(key=True)[:3],
    Column("what", String(8), primary_key=True, comment="missing | finding"),
    Column("code", String(40), primary_key=True),
    Column("cases", Integer, nullable=False),
)

sla_cursor = Table(
    "sla_cursor",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False, comment="of the last event that is counted for good"),
)
