"""Facts about the whole desk: that sending is stopped, what the last check found."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One small table."""
    op.create_table(
        "desk_facts",
        sa.Column("name", sa.String(length=20), nullable=False, comment="stopped | fsck"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True, comment="person id; null = the machine"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk_facts")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("desk_facts")
