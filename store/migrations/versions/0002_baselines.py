"""From which moment on a folder's mails are judged. Folders that were read before had none: all their mails were."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A moment for each folder."""
    op.create_table(
        "baselines",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=200), nullable=False),
        sa.Column(
            "answer_from", Moment(timezone=True), nullable=False, comment="mails received before are never judged"
        ),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False, comment="at the first sight"),
        sa.Column("first_uid", sa.BigInteger(), nullable=False, comment="UIDNEXT at the first sight; 0 = says nothing"),
        sa.PrimaryKeyConstraint("mailbox", "folder", name=op.f("pk_baselines")),
    )
    op.execute(
        "INSERT INTO baselines (mailbox, folder, answer_from, uidvalidity, first_uid) "
        "SELECT mailbox, folder, '1970-01-01 00:00:00.000000', uidvalidity, 0 FROM cursors"
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("baselines")
