"""A folder in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from filing.mail import RawMail


class FakeInbox:
    """Stands for intake.inbox.ImapInbox. `mails` maps UIDs to raw bytes."""

    mailbox = "jiangsu"
    folder = "INBOX"

    def __init__(self, mails: dict[int, bytes], at: datetime, uidvalidity: int = 1) -> None:
        self.mails = mails
        self.at = at
        self.uidvalidity = uidvalidity
        self.uidnext = max(mails, default=0) + 1
        self.closed = False
        self.dates: dict[int, datetime] = {}  # of those mails that did not come at `at`

    def since(self, last_uid: int) -> Iterator[RawMail]:
        for uid in sorted(self.mails):
            if uid > last_uid:
                yield RawMail(self.mails[uid], self.mailbox, self.dated(uid), self.folder, self.uidvalidity, uid)

    def newest(self, up_to: int) -> Sequence[RawMail]:
        uids = sorted((u for u in self.mails if u <= up_to), reverse=True)[:2]
        return [RawMail(self.mails[u], self.mailbox, self.dated(u), self.folder, self.uidvalidity, u) for u in uids]

    def last_before(self, moment: datetime) -> int:
        return max((u for u in self.mails if self.dated(u) < moment), default=0)

    def dated(self, uid: int) -> datetime:
        return self.dates.get(uid, self.at)

    def wait(self, seconds: float) -> None:
        """Something may have arrived."""

    def close(self) -> None:
        self.closed = True
