"""How far a mail server has been told which mails are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table."""
    op.create_table(
        "tidied",
        sa.Column("mailbox", sa.String(40), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False, comment="of the last entry that was looked at"),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("tidied")
