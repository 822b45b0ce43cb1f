"""Cases and mails can be erased: what is left of them, which files are gone, and entries that may lose their words."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0030"
down_revision = "0012"
branch_labels = None
depends_on = None

SAME = ("seq", "kind", "at", "mail_id", "case_id", "reply_id", '"by"')
ERASED = (
    "(EXISTS (SELECT 1 FROM cases WHERE cases.id = OLD.case_id AND cases.erased_at IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM mails WHERE mails.id = OLD.mail_id AND mails.erased_at IS NOT NULL))"
)


def _unlike(word: str) -> str:
    return " OR ".join(f"NEW.{column} {word} OLD.{column}" for column in SAME)


REFUSE = "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
UP = {
    "sqlite": [
        "DROP TRIGGER events_no_update",
        f"CREATE TRIGGER events_no_update BEFORE UPDATE ON events WHEN {_unlike('IS NOT')} OR NOT {ERASED} {REFUSE}",
    ],
    "postgresql": [
        "DROP TRIGGER events_append_only ON events",
        "CREATE TRIGGER events_append_only BEFORE DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()",
        "CREATE FUNCTION events_lose_words_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN IF {_unlike('IS DISTINCT FROM')} OR NOT {ERASED} "
        "THEN RAISE EXCEPTION 'events are append-only'; END IF; RETURN NEW; END$$",
        "CREATE TRIGGER events_lose_words_only BEFORE UPDATE ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_lose_words_only()",
    ],
}
DOWN = {
    "sqlite": [
        "DROP TRIGGER events_no_update",
        f"CREATE TRIGGER events_no_update BEFORE UPDATE ON events {REFUSE}",
    ],
    "postgresql": [
        "DROP TRIGGER events_lose_words_only ON events",
        "DROP FUNCTION events_lose_words_only",
        "DROP TRIGGER events_append_only ON events",
        "CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()",
    ],
}


def upgrade() -> None:
    """Nothing is erased yet."""
    gone = "when its contents were erased; the row is what is left"
    barred = "why it must not be erased; null = it may"
    op.add_column("cases", sa.Column("erased_at", Moment(timezone=True), nullable=True, comment=gone))
    op.add_column("cases", sa.Column("legal_hold", sa.Text(), nullable=True, comment=barred))
    op.add_column("mails", sa.Column("erased_at", Moment(timezone=True), nullable=True, comment=gone))
    op.create_table(
        "shredded",
        sa.Column("address", sa.String(length=64), nullable=False, comment="of a file that nothing names any more"),
        sa.Column("gone_at", Moment(timezone=True), nullable=True, comment="null = it may still lie there"),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_shredded")),
    )
    op.create_index(op.f("ix_shredded_gone_at"), "shredded", ["gone_at"], unique=False)
    for statement in UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """What was erased stays so, but is shown as a case without contents."""
    for statement in DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("shredded")
    op.drop_column("mails", "erased_at")
    op.drop_column("cases", "legal_hold")
    op.drop_column("cases", "erased_at")
