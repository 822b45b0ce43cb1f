"""The people at the desk, their sessions, and the log of what they looked at."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TRIGGERS = {
    "sqlite": [
        f"CREATE TRIGGER accesses_no_{verb.lower()} BEFORE {verb} ON accesses "
        "BEGIN SELECT RAISE(ABORT, 'accesses are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION accesses_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'accesses are append-only'; END $$",
        "CREATE TRIGGER accesses_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON accesses "
        "FOR EACH STATEMENT EXECUTE FUNCTION accesses_append_only()",
    ],
}


def upgrade() -> None:
    """Four tables; the log takes no change."""
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False, comment="folded: NFKC, lower case"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("provinces", sa.JSON(), nullable=False, comment="access provinces of a specialist"),
        sa.Column("password", sa.Text(), nullable=False, comment="argon2id, with its parameters"),
        sa.Column("password_at", Moment(timezone=True), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False, comment="the password was set by somebody else"),
        sa.Column("code_secret", sa.Text(), nullable=True, comment="TOTP, sealed; null = not enrolled"),
        sa.Column("code_step", sa.BigInteger(), nullable=False, comment="the last time step whose code was taken"),
        sa.Column("recovery", sa.JSON(), nullable=False, comment="sha256 of the recovery codes that are left"),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('specialist', 'supervisor', 'administrator', 'auditor')", name=op.f("ck_users_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "sessions",
        sa.Column("key", sa.String(length=64), nullable=False, comment="sha256 of the token; the token itself is in the cookie only"),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("pending", sa.Text(), nullable=False, comment="TOTP secret that is being enrolled, sealed; '' = none"),
        sa.Column("opened_at", Moment(timezone=True), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_table(
        "throttles",
        sa.Column("key", sa.String(length=64), nullable=False, comment="keyed fingerprint of a login or an address"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttles")),
    )
    op.create_index(op.f("ix_throttles_last_at"), "throttles", ["last_at"], unique=False)
    _accesses()
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _accesses() -> None:
    op.create_table(
        "accesses",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("mail_id", sa.String(length=64), nullable=True),
        sa.Column("paper", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False, comment="keyed hash of this entry and the chain of the one before"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_accesses")),
        sqlite_autoincrement=True,
    )
    for column in ("at", "person_id", "case_id", "mail_id"):
        op.create_index(op.f(f"ix_accesses_{column}"), "accesses", [column], unique=False)


def downgrade() -> None:
    """Drop them."""
    for table in ("accesses", "throttles", "sessions", "users"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION accesses_append_only")
