"""The ledger of mails and cases. Each method is one transaction, and may be repeated after a crash without harm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row

from filing.case import Case, Submission
from filing.decision import Decision
from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import Mail, RawMail
from filing.ports import Clock, Cursor, ReadHead, Sight
from filing.records import Records
from filing.rulings import ruled
from filing.terms import MailClass, MailStatus, Material
from store import absences, answers, baselines, caps, codec, dossier, events, folders, mails, on_file, settling
from store import cases as placing
from store.acts import expect
from store.arrivals import take_in
from store.blobs import Blobs
from store.database import reading, writing
from store.outbox import Enqueue, Outgoing
from store.rescue import OPEN
from store.settling import CaseSummary
from store.tables import events as event_rows
from store.tokens import make_token

RECENT = 20  # other cases of one owner that are looked into: agencies may have hundreds
REUSABLE = (Material.BUSINESS_LICENSE, Material.ID_CARD)  # of the owner and their people, not of one site (A09)


class StoreLedger:
    """filing.ports.Ledger and what the pipeline needs beyond it.

    `enqueue` puts jobs into the caller's transaction: queue `ocr` with a mail's id (partition key: its mailbox) and
    queue `smtp` with a reply's id.
    """

    def __init__(
        self, engine: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue, limits: caps.Caps | None = None
    ) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._enqueue = enqueue
        self._caps = limits or caps.Caps()

    # --- intake -------------------------------------------------------------------------------------------------

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        """The stored cursor, or None for a folder never seen."""
        with reading(self._engine) as connection:
            return folders.cursor(connection, mailbox, folder)

    def meet(self, sight: Sight, started: datetime, chosen: datetime | None) -> None:
        """Before anything is received: store from which moment on the folder's mails are judged (see baselines.meet).

        A moment that the operator has moved into the past wakes the historic mails after it.
        """
        with writing(self._engine) as connection:
            if baselines.meet(connection, sight, started, chosen):
                for mail_id in baselines.woken(connection, sight):
                    self._again(connection, mails.get(connection, mail_id))

    def receive(self, mail: RawMail) -> bool:
        """One mail; False if its bytes were known already."""
        return self.receive_all([mail]) == 1

    def receive_all(self, batch: Sequence[RawMail]) -> int:
        """Blobs fsynced, then one commit: rows, events, jobs and cursor. How many of the mails were not known yet.

        All of one folder, by rising UIDs. What is older than its moment is stored and settled as it is, without a job.
        """
        self._blobs.put_all({mail.sha256: mail.raw for mail in batch})
        with writing(self._engine) as connection:
            new = take_in(connection, batch, self._clock.now(), self._enqueue)
            folders.advance(connection, batch[-1])
            return new

    def receive_backlog(self, mailbox: str, folder: str, batch: Sequence[RawMail], head: ReadHead) -> int:
        """A slice of the backlog, newest first; an empty one ends it. How many of the mails were not known yet."""
        self._blobs.put_all({mail.sha256: mail.raw for mail in batch})
        left = min((mail.uid for mail in batch), default=1) - 1
        with writing(self._engine) as connection:
            new = take_in(connection, batch, self._clock.now(), self._enqueue)
            for mail in batch:
                mails.know_head(connection, mail.sha256, head(mail.raw))
            if cursor := folders.cursor(connection, mailbox, folder):
                folders.set_cursor(connection, mailbox, folder, replace(cursor, backlog=left))
            return new

    def new_since(self, mailbox: str, folder: str) -> datetime | None:
        """From which moment on mails are read first; None: all of them, in order."""
        with reading(self._engine) as connection:
            return folders.new_since(connection, mailbox, folder)

    def rescan(self, mailbox: str, folder: str, uidvalidity: int, began: int = 0) -> None:
        """The folder is new or was renumbered: start after UID `began`; known bytes are absorbed by their hash."""
        with writing(self._engine) as connection:
            start = Cursor(uidvalidity, began, backlog=began)
            folders.rescan(connection, mailbox, folder, start, self._clock.now())

    # --- one mail's way -----------------------------------------------------------------------------------------

    def raw(self, mail_id: str) -> RawMail:
        """The mail as it was received. Raises LookupError, BlobDamaged."""
        with reading(self._engine) as connection:
            row = mails.get(connection, mail_id)
        return RawMail(self._blobs.get(mail_id), row.mailbox, row.received_at)

    def start(self, mail_id: str) -> int:
        """received → processing; the number of this attempt, from 1. 0: it is finished already, nothing to do."""
        with writing(self._engine, mail_id) as connection:
            row = mails.get(connection, mail_id)
            if row.status not in OPEN:
                return 0
            attempt = int(row.attempts) + 1
            event = Event(EventKind.MAIL_STARTED, self._clock.now(), mail_id, data={"attempt": attempt})
            mails.change(connection, event, MailStatus.PROCESSING, attempts=attempt)
            return attempt

    def pause(self, mail_id: str) -> float:
        """Seconds that a mail still rests before its next start: none, unless it was cut off again and again."""
        with reading(self._engine) as connection:
            row = mails.get(connection, mail_id)
        return mails.rest(row, self._clock.now()) if row.status in OPEN else 0.0

    def attempt(self, mail_id: str, part_sha: str) -> int:
        """Count an attempt at one part before it is made; the number of this one. After three it is a person's."""
        with writing(self._engine, mail_id) as connection:
            count = mails.count_attempt(connection, mail_id, part_sha)
            data: dict[str, Json] = {"part": part_sha, "count": count}
            events.append(connection, Event(EventKind.ATTEMPT_STARTED, self._clock.now(), mail_id, data=data))
            return count

    def keep_submission(self, mail_id: str, submission: Submission) -> None:
        """What was read from the mail, encrypted, without the parts' bytes (they are in the raw mail)."""
        if submission.mail.sha256 != mail_id:
            raise ValueError("the submission is of another mail")
        address = self._blobs.put(codec.dump(replace(submission, mail=submission.mail.without_bytes())))
        with writing(self._engine) as connection:
            mails.get(connection, mail_id)
            mails.keep_head(connection, submission.mail, address, self._clock.now())

    def submission(self, mail_id: str) -> Submission | None:
        """What was kept, or None if the mail was never read."""
        with reading(self._engine) as connection:
            address = mails.get(connection, mail_id).submission
        return codec.load(Submission, self._blobs.get(address)) if address else None

    def place(self, mail_id: str, submission: Submission, access_province: str) -> str | None:
        """Find or open the mail's case; once placed, a mail stays. None: a machine's mail that is about no case.

        The write lock is held from the search to the opening, so that two first mails of a case never open two.
        """
        with writing(self._engine) as connection:
            placed: str | None = mails.get(connection, mail_id).case_id
            found = placing.Match(placed, "") if placed else None
            found = found or placing.match(connection, self._blobs, submission, access_province)
            if found is None and submission.mail.mail_class is not MailClass.NORMAL:
                return None
            now = self._clock.now()
            if found is None:
                possible = placing.possible(connection, submission, access_province)
                opened = placing.open_case(connection, submission, access_province, now)
                found = placing.Match(opened, "opened", possible)
            if not placed:
                placing.join(connection, submission, found, now)
                absences.pass_on(connection, found.case_id, now)
            placing.learn_keys(connection, self._blobs, submission, found.case_id)
            return found.case_id

    def thread_token(self, case_id: str, mail: Mail) -> str:
        """What the Message-ID of the answer to a mail bears, so that an answer to it is known (see store.tokens)."""
        return make_token(self._blobs, case_id, mail.mailbox, mail.sender)

    def case_of(self, case_id: str) -> Case:
        """All that people have sent for the case, in the order received, and all that colleagues have said of it."""
        return self.opened(case_id)[1]

    def opened(self, case_id: str) -> tuple[int, Case]:
        """The case with its version, which `settle` takes back."""
        with reading(self._engine) as connection:
            return dossier.version_of(connection, case_id), dossier.assemble(connection, self._blobs, case_id)

    def records(self, case_id: str) -> Records:
        """What other cases and earlier replies say about a case: its entity's ICP numbers, its domains, its people."""
        with reading(self._engine) as connection:
            same_domain = on_file.others(connection, case_id, "domain")
            same_owner = on_file.others(connection, case_id, "cert")
            answered = on_file.answered(connection, case_id)
            elsewhere = on_file.elsewhere(connection, case_id)
        earlier = [ruled(self.case_of(other)) for other, _ in same_owner[-RECENT:]]
        numbers = (n.entity for case in earlier for n in case.icp_numbers)
        references = tuple(reference for _, reference in same_domain)
        papers = tuple((c.reference, p) for c in earlier for p in c.papers if p.material in REUSABLE)
        named = tuple(reference for reference in elsewhere if reference not in references)  # ELI005 tells of those
        icp = tuple(dict.fromkeys(numbers))
        return Records(icp, references, answered=answered, elsewhere=named, earlier=papers)

    def settle(
        self,
        mail_id: str,
        case_id: str | None,
        summary: CaseSummary | None,
        decision: Decision,
        reply: Outgoing | None,
        seen: int | None = None,
    ) -> str | None:
        """Mail settled, case projected (`summary` None: left as it was), reply in the outbox: all or nothing.

        The id of the reply if this mail has one. Settling a mail that is not in process changes nothing. Raises Moved
        if the case has changed since it was `seen` in this version, by a colleague or another mail: judge it again.
        """
        judgement = self._blobs.put(codec.dump(decision))
        mime = self._blobs.put(reply.mime) if reply else ""
        with writing(self._engine) as connection:
            if mails.get(connection, mail_id).status != MailStatus.PROCESSING:
                return answers.last_reply(connection, mail_id)
            if case_id and seen is not None:
                expect(connection, case_id, seen)
            now = self._clock.now()
            if case_id and summary:
                settling.project(connection, case_id, summary, decision, judgement, now)
            events.append(connection, settling.judged((mail_id, case_id), summary, decision, judgement, now))
            self._answer(connection, (mail_id, case_id), decision, reply, mime)
            answered = answers.last_reply(connection, mail_id)
            told: dict[str, Json] = {"outcome": decision.outcome.value, "reply": answered}
            event = Event(EventKind.MAIL_SETTLED, now, mail_id, case_id, answered, told)
            mails.change(connection, event, MailStatus.SETTLED, outcome=decision.outcome, reason="")
            return answered

    def _answer(
        self,
        connection: Connection,
        owner: tuple[str, str | None],
        decision: Decision,
        reply: Outgoing | None,
        mime: str,
    ) -> None:
        if reply is None:
            return
        now = self._clock.now()
        if reply.auto and (
            reason := caps.too_many(connection, reply, owner[1], self._caps, now)
            or settling.with_administration(connection, owner[1])
        ):
            reply = replace(reply, auto=False, reason=reason)
        new_id = settling.reply_id(owner[0], reply.template, decision)
        filed = settling.file_reply(connection, new_id, owner, reply, mime, now)
        if filed and reply.leaves:
            self._enqueue(connection, "smtp", f"out-{filed}", filed, None)

    def hold(self, mail_id: str, reason: str) -> None:
        """A person must look; `reason` is Chinese. Nothing happens to a mail that is finished."""
        self._finish(mail_id, EventKind.MAIL_HELD, MailStatus.HELD, reason)

    def hold_storm(self, mail: Mail) -> bool:
        """Hold a mail, before anything of it is read, if its sender floods the mailbox; whether it was."""
        with writing(self._engine) as connection:
            mails.know_sender(connection, mail)
            if not caps.storms(connection, mail, self._caps):
                return False
            mails.keep_head(connection, mail, None, self._clock.now())
        self.hold(mail.sha256, "该发件人短时间内来信过多，为不影响其他客户，未读取附件，请专员查看。")
        return True

    def fail(self, mail_id: str, reason: str) -> None:
        """Our fault; `reason` is Chinese. Nothing happens to a mail that is finished."""
        self._finish(mail_id, EventKind.MAIL_FAILED, MailStatus.FAILED, reason)

    def _finish(self, mail_id: str, kind: EventKind, status: MailStatus, reason: str) -> None:
        with writing(self._engine) as connection:
            if mails.get(connection, mail_id).status in OPEN:
                event = Event(kind, self._clock.now(), mail_id, data={"reason": reason})
                mails.change(connection, event, status, reason=reason)

    def requeue(self, mail_id: str, by: str | None = None) -> bool:
        """Run a finished mail again, with fresh attempts at its parts. False if it waits, runs, is historic or erased.

        `by`: the person who asks for it; None: the operator, at the command line.
        """
        with writing(self._engine) as connection:
            row = mails.get(connection, mail_id)
            if row.status in OPEN or row.reason == baselines.HISTORIC or row.erased_at:
                return False
            self._again(connection, row, by)
            return True

    def _again(self, connection: Connection, row: Row[Any], by: str | None = None) -> None:
        event = Event(EventKind.MAIL_REQUEUED, self._clock.now(), row.id, by=by)
        mails.change(connection, event, MailStatus.RECEIVED, reason="", attempts=0)
        mails.forget_attempts(connection, row.id)
        turn = events.count(connection, EventKind.MAIL_REQUEUED, event_rows.c.mail_id == row.id)
        self._enqueue(connection, "ocr", f"mail-{row.id}-{turn}", row.id, row.mailbox, row.received_at)
