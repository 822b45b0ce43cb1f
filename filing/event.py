"""The ledger's entries: append-only; everything else is derived from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from filing.finding import Json


class EventKind(StrEnum):
    """The closed list of what can happen."""

    MAIL_RECEIVED = "mail_received"
    MAIL_STARTED = "mail_started"
    MAIL_SETTLED = "mail_settled"
    MAIL_HELD = "mail_held"
    MAIL_FAILED = "mail_failed"
    MAIL_REQUEUED = "mail_requeued"
    JOB_RENEWED = "job_renewed"
    ATTEMPT_STARTED = "attempt_started"
    CASE_OPENED = "case_opened"
    MAIL_JOINED_CASE = "mail_joined_case"
    CASE_JUDGED = "case_judged"
    REPLY_DRAFTED = "reply_drafted"
    REPLY_QUEUED = "reply_queued"
    REPLY_COMMITTING = "reply_committing"
    REPLY_SENT = "reply_sent"
    REPLY_UNKNOWN = "reply_unknown"
    REPLY_FAILED = "reply_failed"
    REPLY_RETRIED = "reply_retried"
    DRAFT_DUE = "draft_due"
    REPLIES_HALTED = "replies_halted"
    REPLIES_STOPPED = "replies_stopped"
    REPLIES_STARTED = "replies_started"
    CUSTOMER_UNREACHABLE = "customer_unreachable"
    MAILBOX_FAILED = "mailbox_failed"
    UIDVALIDITY_CHANGED = "uidvalidity_changed"
    MATERIAL_CORRECTED = "material_corrected"
    FACT_CORRECTED = "fact_corrected"
    FINDING_OVERRIDDEN = "finding_overridden"
    CASE_ACCEPTED = "case_accepted"
    COPY_ASKED = "copy_asked"
    SENDER_CONFIRMED = "sender_confirmed"
    REUSE_CONFIRMED = "reuse_confirmed"
    CASE_SET_ASIDE = "case_set_aside"
    MAIL_NARROWED = "mail_narrowed"
    ACT_REVOKED = "act_revoked"
    REPLY_EDITED = "reply_edited"
    REPLY_RECALLED = "reply_recalled"
    REPLY_DISCARDED = "reply_discarded"
    NOTE_ADDED = "note_added"
    CONTACT_LOGGED = "contact_logged"
    CASE_HELD = "case_held"
    CASE_UNHELD = "case_unheld"
    CASE_ASSIGNED = "case_assigned"
    CASE_MOVED = "case_moved"
    CASES_MERGED = "cases_merged"
    CASE_SPLIT = "case_split"
    PERSON_AWAY = "person_away"
    AUTHORITY_SUBMITTED = "authority_submitted"
    AUTHORITY_RECEIVED = "authority_received"
    AUTHORITY_RETURNED = "authority_returned"
    AUTHORITY_APPROVED = "authority_approved"
    AUTHORITY_RECALLED = "authority_recalled"
    CASE_RECHECKED = "case_rechecked"
    SHELL_NOTICED = "shell_noticed"
    SHELL_FOLLOWED = "shell_followed"
    SECURITY_SHEET = "security_sheet"
    SECURITY_LISTED = "security_listed"
    SECURITY_SETTLED = "security_settled"
    CASE_ERASED = "case_erased"
    MAIL_ERASED = "mail_erased"
    ERASURE_BARRED = "erasure_barred"
    ERASURE_ALLOWED = "erasure_allowed"


_BY_ITSELF = frozenset(
    {
        EventKind.CASE_OPENED,
        EventKind.MAIL_JOINED_CASE,
        EventKind.CASE_JUDGED,
        EventKind.CASE_ASSIGNED,
        EventKind.CASE_ERASED,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """`data` never holds an unmasked personal number. `by` is the id of a person; None = the machine."""

    kind: EventKind
    at: datetime
    mail_id: str | None = None
    case_id: str | None = None
    reply_id: str | None = None
    data: Mapping[str, Json] = field(default_factory=dict)
    by: str | None = None

    @property
    def changes_case(self) -> bool:
        """Whether it raises the version of its case: whoever read the case before has not seen all that it is now."""
        return self.case_id is not None and (self.kind in _BY_ITSELF or self.by is not None)
