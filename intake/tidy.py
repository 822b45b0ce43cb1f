"""A courtesy to those who still look into the mailbox itself: settled mails are flagged there, or put into a folder.

It has a connection of its own, for that of intake.inbox never changes anything, and its trouble delays no mail.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from filing.errors import MailboxTrouble
from intake.imap import PATIENCE
from intake.inbox import ImapInbox
from store.tidying import Tidying

AT_ONCE = 100  # mails in one command


class TidyFolder(ImapInbox):
    """A folder whose mails may be flagged and moved; none is ever deleted. Failures are MailboxTrouble."""

    readonly: ClassVar[bool] = False

    def flag(self, uids: Sequence[int], flag: str) -> None:
        """Mails that are gone are passed over by the server."""
        for start in range(0, len(uids), AT_ONCE):
            with self._telling(PATIENCE):
                self._client.add_flags(uids[start : start + AT_ONCE], [flag.encode()], silent=True)

    def move(self, uids: Sequence[int], target: str) -> None:
        """Into another folder of the same account, made if it is not there."""
        if not uids:
            return
        with self._telling(PATIENCE):
            if not self._client.has_capability("MOVE"):
                message = f"邮箱 {self.mailbox} 的服务器不支持移动邮件（MOVE）。"
                raise MailboxTrouble(message, "请去掉 settled_folder，改用 settled_flag。")
            if not self._client.folder_exists(target):
                self._client.create_folder(target)
        for start in range(0, len(uids), AT_ONCE):
            with self._telling(PATIENCE):
                self._client.move(uids[start : start + AT_ONCE], target)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How settled mails are marked; "" = not so."""

    flag: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Tidier:
    """Of one folder of one mailbox. `connect` opens it."""

    mailbox: str
    folder: str
    courtesy: Courtesy
    tidying: Tidying
    connect: Callable[[], TidyFolder]

    def __call__(self) -> int:
        """Tell the server what was settled since the last time; how many mails. Raises what `connect` raises."""
        settled = self.tidying.settled(self.mailbox, self.folder)
        if settled is None:
            return 0
        count = self._tell(settled.places) if settled.places else 0
        self.tidying.told(self.mailbox, settled.seq)
        return count

    def _tell(self, places: Sequence[tuple[int, int]]) -> int:
        folder = self.connect()
        try:
            uids = sorted(uid for uidvalidity, uid in places if uidvalidity == folder.uidvalidity)
            if uids and self.courtesy.flag:
                folder.flag(uids, self.courtesy.flag)
            if self.courtesy.folder:
                folder.move(uids, self.courtesy.folder)
        finally:
            folder.close()
        return len(uids)
