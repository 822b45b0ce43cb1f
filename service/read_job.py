"""Queue `ocr`: parse a mail, read its papers, find its case. On any host; each reading is kept at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from filing.case import Submission
from filing.mail import Mail, Part, RawMail
from filing.paper import Paper
from filing.terms import Fate, MailClass, Problem
from parsers.submission import read_submission
from service.guard import guarded
from service.hands import Hands
from store.ledger import StoreLedger
from store.readings import Readings
from store.stages import Stages

STRIKES = 3  # attempts at one attachment before it is a person's


@dataclass(frozen=True, slots=True)
class ReadJob:
    """`provinces`: mailbox → access province."""

    ledger: StoreLedger
    stages: Stages
    readings: Readings
    hands: Hands
    provinces: Mapping[str, str]

    def __call__(self, mail_id: str) -> str | None:
        """Read, and hand over to the judges. After a crash, what was read already is not read again."""
        return guarded(self.ledger, mail_id, self._read_mail)

    def _read_mail(self, mail_id: str) -> None:
        raw = self.ledger.raw(mail_id)
        mail = self.hands.parse(raw)
        if self.ledger.hold_storm(mail):
            return
        submission = self._read(raw, mail)
        if mail.mail_class is MailClass.UNPARSABLE:
            self.ledger.hold(mail_id, "；".join(mail.defects) or "邮件结构损坏，无法解析。")
            return
        case_id = self.ledger.place(mail_id, submission, self.provinces[mail.mailbox])
        self.stages.to_judges(mail_id, case_id)

    def _read(self, raw: RawMail, mail: Mail) -> Submission:
        """Every part in a child of its own, as many at a time as there are children."""
        with self.hands.reading(mail.parts, lambda part: self._papers(raw, part)) as read:
            submission = read_submission(mail, read)
        self.ledger.keep_submission(raw.sha256, submission)
        return submission

    def _papers(self, raw: RawMail, part: Part) -> tuple[Paper, ...]:
        key = self.hands.key(part)
        known = self.readings.get(key, self.hands.engine)
        if known is not None:
            return known
        if self.ledger.attempt(raw.sha256, key) > STRIKES:
            return (_poison(part),)
        papers = self.hands.read(part)
        if all(paper.problem is not Problem.CRASHED for paper in papers):  # a crash of ours is tried again, not kept
            self.readings.keep(key, self.hands.engine, papers)
        return papers


def _poison(part: Part) -> Paper:
    about = "打开此附件时程序多次中断，请专员人工查看。"
    sha256 = hashlib.sha256(part.content).hexdigest()
    return Paper(part.name, len(part.content), sha256, Fate.UNREADABLE, problem=Problem.CRASHED, about=about)
