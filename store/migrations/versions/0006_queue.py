"""The queue's rows, and who looks at which case."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The rows themselves are made at the next start."""
    op.create_table(
        "queue",
        sa.Column("rank", sa.BigInteger(), nullable=False, comment="what waits, oldest first; then the rest, newest first"),
        sa.Column("id", sa.String(length=64), nullable=False, comment="of a case, or of a mail that has none"),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("place", sa.String(length=48), nullable=False, comment="access province of the case; @mailbox of a mail without one"),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("filing_kind", sa.String(length=20), nullable=True),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("waiting_since", Moment(timezone=True), nullable=True, comment="receipt of the oldest mail that is owed an answer"),
        sa.Column("active_at", Moment(timezone=True), nullable=False, comment="receipt of the newest mail"),
        sa.Column("assignee", sa.String(length=40), nullable=True, comment="person id"),
        sa.Column("held_until", Moment(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False, comment="what a search looks through, folded"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_queue_case_id")),
        sa.PrimaryKeyConstraint("rank", "id", name=op.f("pk_queue")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_queue_id", "queue", ["id"], unique=True)
    op.create_index("ix_queue_standing", "queue", ["standing", "rank", "id"])
    op.create_index("ix_queue_place", "queue", ["place", "standing"])
    op.create_index("ix_queue_assignee", "queue", ["assignee", "rank", "id"])
    op.create_table(
        "presence",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_presence_case_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_seen_at"), "presence", ["seen_at"])


def downgrade() -> None:
    """Drop both: nothing is lost, the rows are made from mails, replies and cases."""
    op.drop_table("presence")
    op.drop_table("queue")
