"""A desk with its store and the real straight line: mails are taken in as if they had been read, people act on them."""

from dataclasses import dataclass, field, replace

from sqlalchemy import true

from desk.desk import Desk
from filing.case import Case
from filing.event import Event
from filing.people import Person, Role
from filing.terms import ReplyStatus
from intake.send import send_reply
from policy.load import load_policy
from policy.worktime import load_worktime
from service.jobs import JudgeJob
from service.judging import Judging
from service.settings import MailboxSettings
from store import events
from store.acts import Acts, File
from store.database import reading
from store.fsck import Report, fsck
from store.letters import Letters
from store.outbox import OutboxRow
from store.sorting import Sorting
from store.stages import Stages
from tests.fakes.desk_store import DeskStore, submission
from tests.fakes.transport import FakeTransport

ZHANG = Person("u-zhang", "zhang", "张专员", Role.SPECIALIST, frozenset({"江苏"}))
LI = Person("u-li", "li", "李专员", Role.SPECIALIST, frozenset({"江苏", "安徽"}))
FAR = Person("u-far", "far", "远专员", Role.SPECIALIST, frozenset({"安徽"}))
BOSS = Person("u-boss", "boss", "王主管", Role.SUPERVISOR, None)
PEOPLE = {person.id: person for person in (ZHANG, LI, FAR, BOSS)}


def _box(access: str, address: str) -> MailboxSettings:
    servers = {"imap_host": "imap.example", "smtp_host": "smtp.example"}
    return MailboxSettings.model_validate(
        {"address": address, "access": access, "user": address, "password_file": "/none", **servers}
    )


@dataclass
class DeskBench(DeskStore):
    """`comes(case)` is one mail with the case's newest papers, judged and perhaps answered by the machine."""

    transport: FakeTransport = field(default_factory=FakeTransport)
    uid: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.mailboxes = {
            "jiangsu": _box("jiangsu", "jsba@filing.example"),
            "anhui": _box("anhui", "ahba@filing.example"),
        }
        self.judging = Judging(self.ledger, load_policy(), self.mailboxes, self.clock.now)
        self.acts = Acts(self.engine, self.blobs, self.clock)
        letters = Letters(self.engine, self.blobs, self.clock, self.enqueue)
        provinces, sorting = frozenset({"江苏", "安徽"}), Sorting(self.engine, self.blobs, self.clock, self.acts)
        self.desk = Desk(
            self.acts, letters, self.judging, self.clock.now, PEOPLE.get, provinces, sorting, calendar=load_worktime()
        )
        self.job = JudgeJob(self.ledger, Stages(self.engine, self.enqueue), self.judging)

    def comes(self, case: Case, **over: object) -> str:
        """A mail with the papers and the subject of the case's newest; the id of the case that it went to."""
        self.uid += 1
        self.clock.pass_(minutes=1)
        raw, latest = self.received(f"mail {self.uid}", self.uid), case.latest
        line = latest.subject_line
        read = submission(raw, name=line.entity_name, domains=line.domains, papers=latest.papers, **over)
        self.ledger.start(raw.sha256)
        self.ledger.keep_submission(raw.sha256, replace(read, body=latest.body, subject_line=line))
        case_id = self.ledger.place(raw.sha256, replace(read, subject_line=line), "江苏")
        assert case_id is not None
        self.job(raw.sha256)
        return case_id

    def file(self, case_id: str) -> File:
        return self.acts.open(case_id)

    def version(self, case_id: str) -> int:
        return self.file(case_id).version

    def replies(self, case_id: str) -> list[OutboxRow]:
        """All replies of a case, oldest first."""
        rows = [row for status in ReplyStatus for row in self.outbox._all(status)]
        return sorted((row for row in rows if row.case_id == case_id), key=lambda row: row.updated_at)

    def told(self) -> tuple[Event, ...]:
        """The whole ledger, oldest first."""
        with reading(self.engine) as connection:
            return tuple(events.read(connection, true()))

    def draft(self, case_id: str) -> OutboxRow:
        """The one draft of a case."""
        found = [row for row in self.outbox.drafts() if row.case_id == case_id]
        assert len(found) == 1
        return found[0]

    def send(self) -> None:
        """What the senders do with whatever is due."""
        for row in self.outbox.due():
            send_reply(self.outbox, self.transport, row.id)

    def fsck(self) -> Report:
        return fsck(self.engine, self.blobs, self.clock.now())
