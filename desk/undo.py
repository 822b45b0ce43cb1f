"""One step back: the last thing that a person did with a case, where it can be taken back."""

from desk.bench import Outcome
from desk.diary import Diary
from desk.errors import Refused
from desk.replies import Replies
from desk.rulings import Rulings
from filing.acts import KINDS
from filing.event import Event, EventKind
from filing.people import Person
from store.acts import File

FOLLOWS = frozenset(
    {EventKind.CASE_JUDGED, EventKind.REPLY_DRAFTED, EventKind.REPLY_DISCARDED, EventKind.MAIL_JOINED_CASE}
)
"""What an act brings with it."""


class Undo(Rulings, Replies, Diary):
    """`undo` takes back rulings, holds, assignments, hand-overs and letters that have not left."""

    def undo(self, by: Person, case_id: str, version: int) -> Outcome:
        """The last act of this person on the case, if nobody has acted since. Raises Refused, Conflict."""
        file = self.file(by, case_id, version)
        acts = [e for e in self.acts.events(case_id) if e.by is not None and e.kind not in FOLLOWS]
        if not acts or acts[-1].by != by.id:
            raise Refused("没有可撤销的操作。", "只能撤销自己最近一次、且此后无人操作的一步。")
        return self._back(by, file, acts[-1])

    def _back(self, by: Person, file: File, last: Event) -> Outcome:
        case_id, version, reply_id = file.case_id, file.version, last.reply_id
        if last.kind in KINDS and file.kept:
            return self._revoked(by, file, file.kept[-1])
        if last.kind is EventKind.REPLY_QUEUED and reply_id:
            return self.recall(by, reply_id, version)
        if last.kind is EventKind.CASE_HELD:
            return self.unhold(by, case_id, version)
        if last.kind is EventKind.CASE_ASSIGNED:
            former = last.data.get("from")
            return self.assign(by, case_id, version, str(former) if former else None)
        if last.kind is EventKind.CASE_MOVED:
            return self.move(by, case_id, version, str(last.data["from"]), "撤销移交")
        raise Refused("最近一次操作不能撤销。", "备注、联系记录和已发出的回复会留在记录中。")
