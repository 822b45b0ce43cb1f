"""What people tell is found by its kind: without an index a page of the report would read the whole ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index, over the few entries that people made."""
    where = sa.text('"by" IS NOT NULL')
    op.create_index("ix_events_told", "events", ["kind", "at", "case_id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Without it."""
    op.drop_index("ix_events_told", table_name="events")
