"""The tables. `events` is the truth; the statuses in `mails` and `outbox` can be derived from it (fsck does)."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from filing.terms import MailStatus, ReplyStatus
from store.database import Moment

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _one_of(column: str, values: type[MailStatus] | type[ReplyStatus]) -> CheckConstraint:
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("reference", String(20), nullable=False, unique=True, comment="BA-YYYYMMDD-NNNN, told to the customer"),
    Column("access_province", String(8), nullable=False),
    Column("entity_name", Text),
    Column("domains", JSON, nullable=False),
    Column("filing_kind", String(20)),
    Column("entity_type", String(40)),
    Column("entity_province", String(8)),
    Column("outcome", String(20), comment="of the last judgement; null = never judged"),
    Column("missing", JSON, nullable=False),
    Column("judgement", String(64), comment="blob of the last decision with its findings"),
    Column(
        "version",
        Integer,
        nullable=False,
        server_default="0",
        comment="raised by every change: new mail, judgement, act",
    ),
    Column("assignee", String(40), comment="person id"),
    Column("held_until", Moment, comment="put off by a person"),
    Column("merged_into", String(40), comment="case id; its mails are there"),
    Column("legal_hold", Text, comment="why it must not be erased; null = it may"),
    Column("erased_at", Moment, comment="when its contents were erased; the row is what is left"),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
)

mails = Table(
    "mails",
    metadata,
    Column("id", String(64), primary_key=True, comment="sha256 of the raw bytes, and the address of their blob"),
    Column("mailbox", String(40), nullable=False),
    Column("received_at", Moment, nullable=False, index=True, comment="INTERNALDATE; the Date header can be forged"),
    Column("size", Integer, nullable=False),
    Column("status", String(12), nullable=False, index=True),
    Column("reason", Text, nullable=False, comment="Chinese, why it is held or failed"),
    Column("attempts", Integer, nullable=False, comment="how often its processing was started"),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("message_id", Text, index=True, comment="not unique: senders repeat it"),
    Column("sender", Text),
    Column("subject", Text),
    Column("mail_class", String(12)),
    Column("submission", String(64), comment="blob of the parsed submission"),
    Column("outcome", String(20), comment="of the judgement that this mail led to"),
    Column("erased_at", Moment, comment="when its contents were erased; the row is what is left"),
    Column("stored_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    _one_of("status", MailStatus),
)

mail_places = Table(
    "mail_places",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("folder", String(200), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True),
    Column("uid", BigInteger, primary_key=True),
    Column("mail_id", ForeignKey("mails.id"), nullable=False, index=True),
)

cursors = Table(
    "cursors",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("folder", String(200), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column(
        "began",
        BigInteger,
        nullable=False,
        server_default="0",
        comment="UID after which new mail was read first; what is before is the backlog",
    ),
    Column(
        "backlog",
        BigInteger,
        nullable=False,
        server_default="0",
        comment="mails up to this UID are still to be fetched, newest first; 0 = none",
    ),
)

baselines = Table(
    "baselines",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("folder", String(200), primary_key=True),
    Column("answer_from", Moment, nullable=False, comment="mails received before are never judged"),
    Column("uidvalidity", BigInteger, nullable=False, comment="at the first sight"),
    Column("first_uid", BigInteger, nullable=False, comment="UIDNEXT at the first sight; 0 = says nothing"),
)

mailbox_state = Table(
    "mailbox_state",
    metadata,
    Column("mailbox", String(40), primary_key=True),
    Column("last_poll_at", Moment),
    Column("last_mail_at", Moment),
    Column("failing_since", Moment),
    Column("failures", Integer, nullable=False, comment="sessions that broke, in a row"),
    Column("trouble", Text, nullable=False, comment="Chinese; '' = none"),
)

desk_facts = Table(
    "desk_facts",
    metadata,
    Column("name", String(20), primary_key=True, comment="stopped | fsck"),
    Column("data", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(40), comment="person id; null = the machine"),
)

case_keys = Table(
    "case_keys",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("kind", String(16), primary_key=True, comment="entity_domain | entity | domain | sender | cert"),
    Column("value", Text, primary_key=True, comment="cert: a keyed fingerprint, never the number itself"),
    Index("ix_case_keys_kind_value", "kind", "value"),
)

outbox = Table(
    "outbox",
    metadata,
    Column(
        "id", String(40), primary_key=True, comment="from mail, template and decision: the same reply twice is one row"
    ),
    Column("mail_id", ForeignKey("mails.id"), nullable=False),
    Column(
        "turn",
        Integer,
        nullable=False,
        server_default="0",
        comment="0 = the one that a machine may write; then people's",
    ),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("status", String(12), nullable=False, index=True),
    Column("template", String(60), nullable=False),
    Column("auto", Boolean, nullable=False),
    Column("sender", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("mime", String(64), nullable=False, comment="blob of the frozen bytes"),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Moment),
    Column("smtp_code", Integer),
    Column("error", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    _one_of("status", ReplyStatus),
    UniqueConstraint("mail_id", "turn"),
    Index("ix_outbox_auto_created_at", "auto", "created_at"),
)

shares = Table(
    "shares",
    metadata,
    Column("mail_id", ForeignKey("mails.id"), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), primary_key=True, comment="a second case of which the mail speaks (A38)"),
    Index("ix_shares_case_id", "case_id"),
)

absences = Table(
    "absences",
    metadata,
    Column("person_id", String(40), primary_key=True),
    Column("away_from", Moment, nullable=False),
    Column("away_to", Moment, nullable=False),
    Column("delegate", String(40), nullable=False, comment="person id; new work of the other's is theirs"),
)

events = Table(
    "events",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String(24), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("mail_id", String(64), index=True),
    Column("case_id", String(40), index=True),
    Column("reply_id", String(40), index=True),
    Column("by", String(40), quote=True, comment="person id; null = the machine"),
    Column("data", JSON, nullable=False, comment="never an unmasked personal number"),
    sqlite_autoincrement=True,
)
Index(  # what people tell: the report looks for a few of its kinds among all that machines write
    "ix_events_told",
    events.c.kind,
    events.c.at,
    events.c.case_id,
    sqlite_where=events.c.by.is_not(None),
    postgresql_where=events.c.by.is_not(None),
)

part_attempts = Table(
    "part_attempts",
    metadata,
    Column("mail_id", ForeignKey("mails.id"), primary_key=True),
    Column("part", String(64), primary_key=True, comment="sha256 of the part's bytes"),
    Column("count", Integer, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("content", String(64), primary_key=True, comment="sha256 of what was read"),
    Column("engine", String(60), primary_key=True, comment="name and version of what read it"),
    Column("papers", String(64), nullable=False, comment="blob"),
)

queue = Table(
    "queue",
    metadata,
    Column("rank", BigInteger, primary_key=True, comment="what waits, oldest first; then the rest, newest first"),
    Column("id", String(64), primary_key=True, comment="of a case, or of a mail that has none"),
    Column("case_id", ForeignKey("cases.id")),
    Column("place", String(48), nullable=False, comment="access province of the case; @mailbox of a mail without one"),
    Column("mailbox", String(40), nullable=False),
    Column("filing_kind", String(20)),
    Column("standing", String(12), nullable=False),
    Column("waiting_since", Moment, comment="receipt of the oldest mail that is owed an answer"),
    Column("active_at", Moment, nullable=False, comment="receipt of the newest mail"),
    Column("assignee", String(40), comment="person id"),
    Column("held_until", Moment),
    Column("words", Text, nullable=False, comment="what a search looks through, folded"),
    Index("ix_queue_id", "id", unique=True),
    Index("ix_queue_standing", "standing", "rank", "id"),
    Index("ix_queue_place", "place", "standing"),
    Index("ix_queue_assignee", "assignee", "rank", "id"),
    Index("ix_queue_mine", "assignee", "standing", "place"),  # the count of 我的 reads nothing else
    sqlite_with_rowid=False,  # the rows lie in the order of the list: a search reads them one after the other
)

presence = Table(
    "presence",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)
