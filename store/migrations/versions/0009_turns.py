"""A mail may have a second reply, written by a person; a mail may speak of two cases; people may be away."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every reply that is there is its mail's first."""
    turn = sa.Column("turn", sa.Integer(), nullable=False, server_default="0", comment="0 = the one that a machine may write; then people's")
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(turn)
        outbox.drop_constraint("uq_outbox_mail_id", type_="unique")
        outbox.create_unique_constraint("uq_outbox_mail_id", ["mail_id", "turn"])
        outbox.alter_column("mail_id", existing_type=sa.String(length=64), existing_nullable=False, comment=None)
    op.create_table(
        "shares",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False, comment="a second case of which the mail speaks (A38)"),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_shares_mail_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_shares_case_id")),
        sa.PrimaryKeyConstraint("mail_id", "case_id", name=op.f("pk_shares")),
    )
    op.create_index("ix_shares_case_id", "shares", ["case_id"])
    op.create_table(
        "absences",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("away_from", Moment(timezone=True), nullable=False),
        sa.Column("away_to", Moment(timezone=True), nullable=False),
        sa.Column("delegate", sa.String(length=40), nullable=False, comment="person id; new work of the other's is theirs"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_absences")),
    )


def downgrade() -> None:
    """Forget second replies, shared mails and absences."""
    op.drop_table("absences")
    op.drop_table("shares")
    op.execute("DELETE FROM outbox WHERE turn > 0")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("uq_outbox_mail_id", type_="unique")
        outbox.create_unique_constraint("uq_outbox_mail_id", ["mail_id"])
        said = "a mail has at most one reply"
        outbox.alter_column("mail_id", existing_type=sa.String(length=64), existing_nullable=False, comment=said)
        outbox.drop_column("turn")
