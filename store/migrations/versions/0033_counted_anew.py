"""The rules of the report's counting have changed: its tables are filled from the ledger once more, by the service."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
COUNTED = ("sla_mails", "sla_items", "sla_cases", "sla_days", "sla_item_days", "sla_cursor")


def upgrade() -> None:
    """Forget what was counted, and how far."""
    for table in COUNTED:
        op.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables


def downgrade() -> None:
    """The older rules count for themselves."""
    upgrade()
