"""The tables of the people at the desk, and of what they looked at."""

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from filing.people import Role
from store.database import Moment
from store.tables import metadata

ROLES = ", ".join(f"'{role}'" for role in Role)

users = Table(
    "users",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("login", String(64), nullable=False, unique=True, comment="folded: NFKC, lower case"),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("provinces", JSON, nullable=False, comment="access provinces of a specialist"),
    Column("password", Text, nullable=False, comment="argon2id, with its parameters"),
    Column("password_at", Moment, nullable=False),
    Column("must_change", Boolean, nullable=False, comment="the password was set by somebody else"),
    Column("code_secret", Text, comment="TOTP, sealed; null = not enrolled"),
    Column("code_step", BigInteger, nullable=False, comment="the last time step whose code was taken"),
    Column("recovery", JSON, nullable=False, comment="sha256 of the recovery codes that are left"),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint(f"role IN ({ROLES})", name="role"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", String(64), primary_key=True, comment="sha256 of the token; the token itself is in the cookie only"),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("step", String(12), nullable=False),
    Column("address", String(45), nullable=False),
    Column("pending", Text, nullable=False, comment="TOTP secret that is being enrolled, sealed; '' = none"),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

throttles = Table(
    "throttles",
    metadata,
    Column("key", String(64), primary_key=True, comment="keyed fingerprint of a login or an address"),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
)

accesses = Table(
    "accesses",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String(24), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("person_id", String(40), index=True),
    Column("login", String(64), nullable=False),
    Column("address", String(45), nullable=False),
    Column("case_id", String(40), index=True),
    Column("mail_id", String(64), index=True),
    Column("paper", Integer),
    Column("field", String(80), nullable=False),
    Column("purpose", String(16)),
    Column("about", Text, nullable=False),
    Column("chain", String(64), nullable=False, comment="keyed hash of this entry and the chain of the one before"),
    sqlite_autoincrement=True,
)
