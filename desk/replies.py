"""What a person does with a letter: change its words, send it, take it back while it can be, write another."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from desk.bench import Bench, Outcome
from desk.errors import Refused
from filing.event import EventKind
from filing.finding import Json
from filing.people import Person
from filing.shells import shell_notices
from filing.terms import ReplyStatus
from filing.unasked import SHELL_NOTICE
from policy.shell_check import back_by
from policy.worktime import shanghai
from replies.editing import letter_text, with_text
from store.acts import File
from store.letters import Change
from store.outbox import OutboxRow

UNDO = timedelta(seconds=15)  # between the release and the first try: time for second thoughts
DRAFT, QUEUED, FAILED = ReplyStatus.DRAFT, ReplyStatus.QUEUED, ReplyStatus.FAILED
SENT, UNKNOWN = ReplyStatus.SENT, ReplyStatus.UNKNOWN
AT_ONCE: Mapping[str, Any] = {"auto": False, "attempts": 0, "next_try_at": None, "error": ""}


class Replies(Bench):
    """Each takes who does it, the reply and the version of its case that they saw."""

    def letter(self, by: Person, reply_id: str) -> OutboxRow:
        """The letter exactly as it will go out (`message`). Raises NoSuchCase, Refused."""
        return self._letter(by, reply_id, None)[0]

    def edit(self, by: Person, reply_id: str, version: int, text: str) -> Outcome:
        """Other words in a draft. Numbers and passwords are masked; headers and subject stay ours."""
        row, _ = self._letter(by, reply_id, version)
        message = with_text(row.message, text)
        masked = letter_text(message).strip() != mask_free(text)
        done = self._change(by, row, version, Change(EventKind.REPLY_EDITED, (DRAFT,), DRAFT, mime=message))
        return Outcome(done.version, "草稿已保存。" + ("其中的号码或密码已遮盖。" if masked else ""), reply_id)

    def release(self, by: Person, reply_id: str, version: int) -> Outcome:
        """Send a draft: it leaves after UNDO, and can be recalled until then."""
        row, file = self._letter(by, reply_id, version)
        if self.letters.overtaken(reply_id):
            raise Refused("客户后来的来信已有回复，这份草稿已过时。", "请废弃此草稿，或在最新回复的基础上重新起草。")
        self._still_in_time(row, file)
        at = self.now() + UNDO
        data: dict[str, Json] = {"release_at": at.isoformat()}
        values = {**AT_ONCE, "next_try_at": at}
        done = self._change(by, row, version, Change(EventKind.REPLY_QUEUED, (DRAFT,), QUEUED, values, data))
        return Outcome(done.version, f"回复将在 {UNDO.seconds} 秒后发出，可撤回。", reply_id)

    def recall(self, by: Person, reply_id: str, version: int) -> Outcome:
        """Take a released letter back before it leaves."""
        row, _ = self._letter(by, reply_id, version)
        if row.status is not QUEUED or row.attempts or row.auto:
            raise Refused("这封回复已经发出，或正在发送，不能撤回。", "如需更正，请另写一封回复。")
        values = {"next_try_at": None}
        done = self._change(by, row, version, Change(EventKind.REPLY_RECALLED, (QUEUED,), DRAFT, values))
        return Outcome(done.version, "已撤回，回复仍是草稿。", reply_id)

    def discard(self, by: Person, reply_id: str, version: int) -> Outcome:
        """Nothing is answered with this draft."""
        row, _ = self._letter(by, reply_id, version)
        done = self._change(by, row, version, Change(EventKind.REPLY_DISCARDED, (DRAFT,)))
        return Outcome(done.version, "草稿已废弃。")

    def compose(self, by: Person, case_id: str, version: int) -> Outcome:
        """A new draft as the case stands now: in the place of the one that waits, or after the one that was sent."""
        file = self.file(by, case_id, version)
        written = self.write(by, file, (), self.judged_with(file, file.case.acts))
        text = "已按最新核对结果起草回复。" if written.reply_id else "按核对结果，这件备案没有需要回复的内容。"
        return Outcome(written.version, text, written.reply_id)

    def confirm_sent(self, by: Person, reply_id: str, version: int) -> Outcome:
        """A letter of which nobody knew whether it arrived has arrived."""
        row, _ = self._letter(by, reply_id, version)
        change = Change(EventKind.REPLY_SENT, (UNKNOWN,), SENT, {"error": ""}, {"confirmed": True})
        return Outcome(self._change(by, row, version, change).version, "已确认送达。", reply_id)

    def send_again(self, by: Person, reply_id: str, version: int) -> Outcome:
        """Knowingly send what failed, or what may have arrived already."""
        row, file = self._letter(by, reply_id, version)
        self._still_in_time(row, file)
        data: dict[str, Json] = {"again": row.status}
        change = Change(EventKind.REPLY_QUEUED, (UNKNOWN, FAILED), QUEUED, AT_ONCE, data)
        return Outcome(self._change(by, row, version, change).version, "已重新排队发送。", reply_id)

    def _still_in_time(self, row: OutboxRow, file: File) -> None:
        """A notice of an empty shell leaves only while its customer gets all the time that is due to them (A25)."""
        if row.template != SHELL_NOTICE:
            return
        notices, today = shell_notices(self.acts.events(file.case_id)), shanghai(self.now()).date()
        named = next((n.shell for n in notices.values() if n.shell.letter == row.id), None)
        if named is None or named.until < back_by(self.calendar, today):
            raise Refused("这份通知写的转回期限已经不够，没有发出。", "请废弃这份草稿，重新检查后再起草。")

    def _letter(self, by: Person, reply_id: str, version: int | None) -> tuple[OutboxRow, File]:
        with self.telling():
            row = self.letters.open(reply_id)
        return row, self.file(by, row.case_id or "", version)

    def _change(self, by: Person, row: OutboxRow, version: int, change: Change) -> Outcome:
        self.own(by, [change.kind])
        with self.telling():
            done = self.letters.change(row.id, version, by.id, change)
        return Outcome(done.version, "", row.id)


def mask_free(text: str) -> str:
    """The text as it would be kept if nothing in it had to be masked."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
