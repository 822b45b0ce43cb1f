"""The straight line as the service wires it: policy, lists, letterhead and mailbox of a stored case."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filing.authority import Milestone
from filing.case import Case
from filing.reply import Reply
from filing.shells import Shell
from filing.terms import Outcome
from filing.unasked import SHELL_NOTICE
from intake.judgement import Judgement
from intake.pipeline import judge
from intake.settling import settled
from policy import server_ip
from policy.resolve import Policy
from replies import after_submission, shells
from replies.after_submission import Pending
from replies.letterhead import Letterhead
from replies.threading import build_message
from service.letterhead import letterhead
from service.on_file import OnFile
from service.settings import MailboxSettings
from store.acts import File
from store.ledger import StoreLedger
from store.outbox import Outgoing
from store.ruling import Judged
from store.settling import CaseSummary
from store.unasked import Unasked

OPEN = (Outcome.INCOMPLETE, Outcome.COMPLETE)
"""Outcomes in which a customer may be awaited: the second one only after a return."""


@dataclass(frozen=True, slots=True)
class Judging:
    """Nothing is stored here. `desk.bench.Judge` for what people do; `after_mail` for the queue."""

    ledger: StoreLedger
    policy: Policy
    mailboxes: Mapping[str, MailboxSettings]
    now: Callable[[], datetime]
    wordings: Path | None = None  # the operator's own
    on_file: OnFile | None = None

    def __call__(self, file: File, case: Case) -> Judged:
        """A case that a person has ruled on: its letter is read by them before it leaves."""
        return self._judged(file.case_id, case, file.mail_id, file.turn, by_person=True)

    def placed(self, case: Case) -> Case:
        """The case with its papers in their places, for those who look at it."""
        return settled(case, self.policy)[0]

    def after_mail(self, case_id: str, case: Case, mail_id: str) -> Judged:
        """A case after a mail, and the answer to that mail."""
        return self._judged(case_id, case, mail_id, 0, by_person=False)

    def _judged(self, case_id: str, case: Case, mail_id: str, turn: int, *, by_person: bool) -> Judged:
        box, _, judgement = self._with_head(case_id, case, mail_id, turn, by_person=by_person)
        return Judged(mail_id, turn, _summary(judgement), judgement.decision, _outgoing(judgement.reply, box))

    def news(self, file: File, told: Milestone) -> Unasked | None:
        """The letter that tells the customer of a milestone, for a person to release."""
        if not file.mail_id:
            return None
        box, head, done = self._with_head(file.case_id, file.case, file.mail_id, file.free_turn, by_person=True)
        workdays = self.policy.on(told.on).service_levels.authority_workdays
        return _unasked(file, after_submission.news(told, done.decision, done.case, done.asks, head, workdays), box)

    def outside(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those that lie in no machine room of ours. Raises ValueError for what is no address."""
        return server_ip.outside(addresses, self.policy.ranges)

    def shell_letter(self, file: File, template: str, shell: Shell) -> Unasked | None:
        """About a domain that points elsewhere, for a person to release."""
        if not file.mail_id:
            return None
        box, head, done = self._with_head(file.case_id, file.case, file.mail_id, file.free_turn, by_person=True)
        home = server_ip.at_home(done.case, self.policy.ranges)
        letter = _unasked(file, shells.letter(template, shell, home, done.decision, done.case, done.asks, head), box)
        name = shell.letter if template == SHELL_NOTICE else shell.cancelled_letter
        return replace(letter, id=name) if letter else None

    def reminder(self, file: File, pending: Pending) -> Unasked | None:
        """What a customer is reminded of; None if there is nothing, or nobody, to remind now."""
        box, head, done = self._with_head(file.case_id, file.case, file.mail_id, file.free_turn, by_person=False)
        if box.observe or done.decision.outcome not in (OPEN if pending.returned else OPEN[:1]):
            return None
        return _unasked(file, after_submission.reminder(pending, done.decision, done.case, done.asks, head), box)

    def _with_head(
        self, case_id: str, case: Case, mail_id: str, turn: int, *, by_person: bool
    ) -> tuple[MailboxSettings, Letterhead, Judgement]:
        case = case.ending_with(mail_id)
        if self.on_file:
            case = self.on_file.about(case, self.ledger.records(case_id))
        key = self._mailbox(case)
        box, mail = self.mailboxes[key], replace(case.latest.mail, mailbox=key)
        token = self.ledger.thread_token(case_id, mail)
        head = letterhead(box.address, box.display_name, case, self.now(), self.wordings, token, turn)
        head = replace(head, by_person=by_person)
        return box, head, judge(case, self.policy, head)

    def _mailbox(self, case: Case) -> str:
        """The one that received the mail; another one's, if the case was handed over to another access province."""
        own = case.latest.mail.mailbox
        fitting = [key for key in self.mailboxes if self.province(key) == case.access_province]
        return own if own in fitting or not fitting else fitting[0]

    def province(self, mailbox: str) -> str:
        """The access province of a mailbox."""
        return self.policy.book.access_keys[self.mailboxes[mailbox].access]


def _summary(judged: Judgement) -> CaseSummary:
    case, asks = judged.case, judged.asks
    return CaseSummary(case.entity_name, case.domains, asks.filing_kind, asks.entity_type, asks.entity_province)


def _unasked(file: File, reply: Reply | None, mailbox: MailboxSettings) -> Unasked | None:
    outgoing = _outgoing(reply, mailbox)
    return Unasked(file.mail_id, file.free_turn, outgoing) if outgoing else None


def _outgoing(reply: Reply | None, mailbox: MailboxSettings) -> Outgoing | None:
    if reply is None:
        return None
    message_id = reply.headers["Message-ID"]
    mime = build_message(reply)
    plain = Outgoing(reply.template, mailbox.address, reply.to, message_id, mime, reply.auto)
    return replace(plain, observed=mailbox.observe, certain=reply.certain)
