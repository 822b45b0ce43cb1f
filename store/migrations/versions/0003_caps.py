"""The replies that a machine sent lately, for the caps: an index."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    op.create_index("ix_outbox_auto_created_at", "outbox", ["auto", "created_at"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_outbox_auto_created_at", "outbox")
