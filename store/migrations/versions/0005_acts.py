"""Who did it, and how often a case has changed: the ground for what people do with a case."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANGES = ("case_opened", "mail_joined_case", "case_judged")


def upgrade() -> None:
    """The version of a case that is there is told by its events."""
    op.add_column(
        "events", sa.Column("by", sa.String(length=40), nullable=True, quote=True, comment="person id; null = the machine")
    )
    version = sa.Column(
        "version", sa.Integer(), nullable=False, server_default="0", comment="raised by every change: new mail, judgement, act"
    )
    op.add_column("cases", version)
    op.add_column("cases", sa.Column("assignee", sa.String(length=40), nullable=True, comment="person id"))
    op.add_column("cases", sa.Column("held_until", Moment(timezone=True), nullable=True, comment="put off by a person"))
    op.add_column("cases", sa.Column("merged_into", sa.String(length=40), nullable=True, comment="case id; its mails are there"))
    events, cases = sa.table("events", sa.column("case_id"), sa.column("kind")), sa.table("cases", sa.column("id"), sa.column("version"))
    told = sa.select(sa.func.count()).select_from(events).where(events.c.case_id == cases.c.id, events.c.kind.in_(CHANGES))
    op.execute(cases.update().values(version=told.scalar_subquery()))


def downgrade() -> None:
    """Forget what people did with cases."""
    for column in ("merged_into", "held_until", "assignee", "version"):
        op.drop_column("cases", column)
    op.drop_column("events", "by")
