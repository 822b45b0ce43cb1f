"""Two ends of a folder: new mail is read onwards, older mail backwards in slices."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BEGAN = "UID after which new mail was read first; what is before is the backlog"
BACKLOG = "mails up to this UID are still to be fetched, newest first; 0 = none"


def upgrade() -> None:
    """Two columns. What was read before has no backlog."""
    with op.batch_alter_table("cursors") as table:
        table.add_column(sa.Column("began", sa.BigInteger(), nullable=False, server_default="0", comment=BEGAN))
        table.add_column(sa.Column("backlog", sa.BigInteger(), nullable=False, server_default="0", comment=BACKLOG))


def downgrade() -> None:
    """Drop them: the backlog would have to be read again from the start."""
    with op.batch_alter_table("cursors") as table:
        table.drop_column("backlog")
        table.drop_column("began")
