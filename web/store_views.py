"""web.views.Views answered by the store."""

from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.policy import default

from checks.roles import settle_roles
from filing.case import Case, Submission
from filing.event import Event
from filing.people import Scope
from filing.terms import MailClass, MailStatus, Outcome
from filing.unasked import UNASKED
from replies.editing import letter_text
from reports.learning import Lessons, lessons
from store.health import Health
from store.outbox import OutboxRow
from store.queries import CaseDetail, CaseLine, MailDetail, MailLine, Queries
from web.views import PAGE_SIZE, CaseView, Counts, Letter, MailView, Replaced, ReplyView, Sheet

Settled = Mapping[str, Submission]
"""Mail id → its submission as the case sees it: duplicates found, ID cards in their roles."""


class StoreViews:
    """The reading side of the store, as the pages want it."""

    def __init__(
        self, queries: Queries, health: Callable[[], Health], settle: Callable[[Case], Case] = settle_roles
    ) -> None:
        """`settle`: puts the papers of a case in their places, as the judge does."""
        self._queries = queries
        self._health = health
        self._settle = settle

    def health(self) -> Health:
        """How the desk is."""
        return self._health()

    def counts(self, scope: Scope) -> Counts:
        """The figures of the filter links and of the health page."""
        return Counts(self._queries.case_counts(scope), self._queries.mail_counts(scope))

    def cases(self, scope: Scope, outcome: Outcome | None, page: int) -> Sheet[CaseLine]:
        """One page of the cases."""
        lines, total = self._queries.list_cases(scope, outcome, PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return Sheet(lines, page, total)

    def loose_mails(self, scope: Scope, statuses: tuple[MailStatus, ...], page: int) -> Sheet[MailLine]:
        """One page of the loose mails."""
        lines, total = self._queries.list_loose_mails(scope, statuses, PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return Sheet(lines, page, total)

    def case(self, scope: Scope, case_id: str) -> CaseView | None:
        """One case, its papers in their roles."""
        detail = self._queries.case_detail(scope, case_id)
        if detail is None:
            return None
        settled = self._settled(detail)
        letters = tuple(_letter(mail, settled) for mail in detail.mails)
        findings = detail.decision.findings if detail.decision else ()
        gone = detail.replaced
        words = Replaced(letter_text(gone.message), gone.event.at, gone.event.by) if gone else None
        return CaseView(detail.line, letters, findings, _history(detail), detail.sharing, words)

    def _settled(self, detail: CaseDetail) -> Settled:
        """As the judgement saw it: what people sent, in order; machine mails are no part of a case."""
        case = Case(detail.line.access_province, detail.line.reference)
        for mail in detail.mails:
            if mail.submission and mail.line.mail_class is MailClass.NORMAL:
                case = case.with_(mail.submission)
        return {s.mail.sha256: s for s in self._settle(case).submissions} if case.submissions else {}

    def lessons(self) -> Lessons:
        """From the whole ledger."""
        return lessons(self._queries.events())

    def mail(self, scope: Scope, mail_id: str) -> MailView | None:
        """One mail."""
        detail = self._queries.mail_detail(scope, mail_id)
        return MailView(_letter(detail, {}), detail.events) if detail else None


def _history(detail: CaseDetail) -> tuple[Event, ...]:
    """The entries on the case and on its mails: a mail was received before it had a case."""
    of_mails = [event for mail in detail.mails for event in mail.events]
    mails = {mail.line.id for mail in detail.mails}
    others = [event for event in detail.events if event.mail_id not in mails]
    return tuple(sorted((*of_mails, *others), key=lambda event: event.at))


def _letter(detail: MailDetail, settled: Settled) -> Letter:
    submission = settled.get(detail.line.id, detail.submission)
    others = tuple(_reply(row) for row in detail.others)
    return Letter(detail.line, submission, _reply(detail.reply) if detail.reply else None, others)


def _reply(row: OutboxRow) -> ReplyView:
    """The frozen bytes as their reader will see them: subject and plain text."""
    message = message_from_bytes(row.message, policy=default)
    return ReplyView(
        mail_id=row.mail_id,
        status=row.status,
        recipient=row.recipient,
        subject=str(message["Subject"] or ""),
        text=letter_text(row.message),
        at=row.updated_at,
        auto=row.auto,
        smtp_code=row.smtp_code,
        error=row.error,
        id=row.id,
        leaves_at=row.next_try_at,
        asked=row.template not in UNASKED,
    )
