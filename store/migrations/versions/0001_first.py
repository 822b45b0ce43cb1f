"""The first schema, and the triggers that make `events` append-only."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'events are append-only'; END$$",
        "CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()",
    ],
}


def upgrade() -> None:
    """All tables."""
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False, comment="BA-YYYYMMDD-NNNN, told to the customer"),
        sa.Column("access_province", sa.String(length=8), nullable=False),
        sa.Column("entity_name", sa.Text(), nullable=True),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("filing_kind", sa.String(length=20), nullable=True),
        sa.Column("entity_type", sa.String(length=40), nullable=True),
        sa.Column("entity_province", sa.String(length=8), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True, comment="of the last judgement; null = never judged"),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column(
            "judgement", sa.String(length=64), nullable=True, comment="blob of the last decision with its findings"
        ),
        sa.Column("opened_at", Moment(timezone=True), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("reference", name=op.f("uq_cases_reference")),
    )
    op.create_index(op.f("ix_cases_updated_at"), "cases", ["updated_at"], unique=False)
    op.create_table(
        "cursors",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", name=op.f("pk_cursors")),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=True),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("reply_id", sa.String(length=40), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False, comment="never an unmasked personal number"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)
    op.create_index(op.f("ix_events_case_id"), "events", ["case_id"], unique=False)
    op.create_index(op.f("ix_events_mail_id"), "events", ["mail_id"], unique=False)
    op.create_index(op.f("ix_events_reply_id"), "events", ["reply_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("content", sa.String(length=64), nullable=False, comment="sha256 of what was read"),
        sa.Column("engine", sa.String(length=60), nullable=False, comment="name and version of what read it"),
        sa.Column("papers", sa.String(length=64), nullable=False, comment="blob"),
        sa.PrimaryKeyConstraint("content", "engine", name=op.f("pk_readings")),
    )
    op.create_table(
        "case_keys",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column(
            "kind", sa.String(length=16), nullable=False, comment="entity_domain | entity | domain | sender | cert"
        ),
        sa.Column("value", sa.Text(), nullable=False, comment="cert: a keyed fingerprint, never the number itself"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_keys_case_id")),
        sa.PrimaryKeyConstraint("case_id", "kind", "value", name=op.f("pk_case_keys")),
    )
    op.create_index("ix_case_keys_kind_value", "case_keys", ["kind", "value"], unique=False)
    op.create_table(
        "mails",
        sa.Column(
            "id", sa.String(length=64), nullable=False, comment="sha256 of the raw bytes, and the address of their blob"
        ),
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column(
            "received_at", Moment(timezone=True), nullable=False, comment="INTERNALDATE; the Date header can be forged"
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="Chinese, why it is held or failed"),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="how often its processing was started"),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True, comment="not unique: senders repeat it"),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("mail_class", sa.String(length=12), nullable=True),
        sa.Column("submission", sa.String(length=64), nullable=True, comment="blob of the parsed submission"),
        sa.Column("outcome", sa.String(length=20), nullable=True, comment="of the judgement that this mail led to"),
        sa.Column("stored_at", Moment(timezone=True), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('received', 'processing', 'settled', 'held', 'failed')", name=op.f("ck_mails_status")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mails_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index(op.f("ix_mails_case_id"), "mails", ["case_id"], unique=False)
    op.create_index(op.f("ix_mails_message_id"), "mails", ["message_id"], unique=False)
    op.create_index(op.f("ix_mails_received_at"), "mails", ["received_at"], unique=False)
    op.create_index(op.f("ix_mails_status"), "mails", ["status"], unique=False)
    op.create_table(
        "mail_places",
        sa.Column("mailbox", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_mail_places_mail_id")),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid", name=op.f("pk_mail_places")),
    )
    op.create_index(op.f("ix_mail_places_mail_id"), "mail_places", ["mail_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column(
            "id",
            sa.String(length=40),
            nullable=False,
            comment="from mail, template and decision: the same reply twice is one row",
        ),
        sa.Column("mail_id", sa.String(length=64), nullable=False, comment="a mail has at most one reply"),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("auto", sa.Boolean(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("mime", sa.String(length=64), nullable=False, comment="blob of the frozen bytes"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Moment(timezone=True), nullable=True),
        sa.Column("smtp_code", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("updated_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'queued', 'committing', 'sent', 'unknown', 'failed')", name=op.f("ck_outbox_status")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outbox_case_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_outbox_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_outbox_mail_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index(op.f("ix_outbox_case_id"), "outbox", ["case_id"], unique=False)
    op.create_index(op.f("ix_outbox_status"), "outbox", ["status"], unique=False)
    op.create_table(
        "part_attempts",
        sa.Column("mail_id", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False, comment="sha256 of the part's bytes"),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_part_attempts_mail_id")),
        sa.PrimaryKeyConstraint("mail_id", "part", name=op.f("pk_part_attempts")),
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back to nothing."""
    for table in ("part_attempts", "outbox", "mail_places", "mails", "case_keys", "readings", "events", "cursors", "cases"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION events_append_only")
