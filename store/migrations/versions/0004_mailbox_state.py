"""How each mailbox is: the last look, the last mail, what is the matter."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A row for each."""
    op.create_table(
        "mailbox_state",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("last_poll_at", Moment(timezone=True), nullable=True),
        sa.Column("last_mail_at", Moment(timezone=True), nullable=True),
        sa.Column("failing_since", Moment(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, comment="sessions that broke, in a row"),
        sa.Column("trouble", sa.Text(), nullable=False, comment="Chinese; '' = none"),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_state")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("mailbox_state")
