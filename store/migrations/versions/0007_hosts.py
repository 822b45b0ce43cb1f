"""Many hosts: who lives, who has what, and whose turn it was."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three small tables."""
    op.create_table(
        "turns",
        sa.Column("name", sa.String(length=60), nullable=False, comment="what is done once a day"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_turns")),
    )
    op.create_table(
        "hosts",
        sa.Column("id", sa.String(length=120), nullable=False, comment="host-slot, as the job engine knows it"),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosts")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=60), nullable=False, comment="what one process has at a time"),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("leases", "hosts", "turns"):
        op.drop_table(table)
