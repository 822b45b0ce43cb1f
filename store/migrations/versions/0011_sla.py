"""The report's tables: one row a mail, and what was missing, and what became complete."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def where() -> list[sa.Column[str]]:
    """By what the report is cut."""
    return [
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("access_province", sa.String(length=8), nullable=False),
        sa.Column("province", sa.String(length=8), nullable=False, comment="of the entity"),
        sa.Column("specialist", sa.String(length=40), nullable=False, comment="person id"),
    ]


def upgrade() -> None:
    """Four tables, filled from the ledger by the service."""
    op.create_table(
        "sla_mails",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        *where(),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="material | enquiry | machine"),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.Column("received_at", Moment(timezone=True), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="at whose end the fields up to cause_since are settled"),
        sa.Column("after_close", sa.Integer(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.Column("ack_seconds", sa.Float(), nullable=True, comment="working time; null = not that day"),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("reply_seconds", sa.Float(), nullable=True, comment="working time; null = not that day"),
        sa.Column("replied_by", sa.String(length=8), nullable=False, comment="machine | person; '' = not that day"),
        sa.Column("cause", sa.String(length=12), nullable=False, comment="where it was stuck when its time was up"),
        sa.Column("cause_since", Moment(timezone=True), nullable=True),
        sa.Column("answered_at", Moment(timezone=True), nullable=True, comment="as of now"),
        sa.Column("stuck", sa.String(length=12), nullable=False, comment="where an open mail is now"),
        sa.Column("stuck_since", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_sla_mails")),
    )
    op.create_index("ix_sla_mails_day", "sla_mails", ["day"])
    op.create_index("ix_sla_mails_case_id", "sla_mails", ["case_id"])
    op.create_index("ix_sla_mails_stuck", "sla_mails", ["stuck"])
    op.create_index("ix_sla_mails_missed", "sla_mails", ["on_time", "kind", "day"])
    op.create_table(
        "sla_items",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False, comment="missing | finding"),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *where(),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "what", "code", name=op.f("pk_sla_items")),
    )
    op.create_index("ix_sla_items_day", "sla_items", ["day"])
    op.create_table(
        "sla_cases",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="on which it became complete"),
        sa.Column("rounds", sa.Integer(), nullable=False),
        *where(),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_sla_cases")),
    )
    op.create_index("ix_sla_cases_day", "sla_cases", ["day"])
    op.create_table(
        "sla_days",
        sa.Column("day", sa.Date(), nullable=False),
        *where(),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("observed", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.Column("machine", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False, comment="replied to after the deadline, the same day"),
        sa.Column("seconds", sa.LargeBinary(), nullable=False, comment="reply_seconds as doubles, little-endian"),
        sa.PrimaryKeyConstraint(
            "day", "mailbox", "access_province", "province", "specialist", "kind", "observed", name=op.f("pk_sla_days")
        ),
    )
    op.create_table(
        "sla_item_days",
        sa.Column("day", sa.Date(), nullable=False),
        *where()[:3],
        sa.Column("what", sa.String(length=8), nullable=False, comment="missing | finding"),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "mailbox", "access_province", "province", "what", "code", name=op.f("pk_sla_item_days")
        ),
    )
    op.create_table(
        "sla_cursor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, comment="of the last event that is counted for good"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_cursor")),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("sla_cursor", "sla_item_days", "sla_days", "sla_cases", "sla_items", "sla_mails"):
        op.drop_table(table)
