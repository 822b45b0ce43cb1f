"""A folder in memory."""

from collections.abc import Iterator
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

    def since(self, last_uid: int) -> Iterator[RawMail]:
        for uid in sorted(self.mails):
            if uid > last_uid:
                yield RawMail(self.mails[uid], self.mailbox, self.at, self.folder, self.uidvalidity, uid)

    def wait(self, seconds: float) -> None:
        """Something may have arrived."""

    def close(self) -> None:
        self.closed = True
