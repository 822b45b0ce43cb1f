"""Replies of which nobody knows whether they arrived: looked up by Message-ID, never sent again blindly.

Found among the sent mails: sent. Not found within the patience: it stays unknown and is shown to a person, because a
provider may keep no copy, or write an id of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from filing.terms import ReplyStatus
from store.outbox import Outbox, OutboxRow

UNKNOWN, SENT = ReplyStatus.UNKNOWN, ReplyStatus.SENT
NOT_FOUND = "在“已发送”文件夹中没有找到这封回复，无法确定是否送达。请人工核实后决定是否重发。"


class SentMails(Protocol):
    """What the mail server says it has sent."""

    def message_ids(self) -> frozenset[str]:
        """Message-IDs of the newest sent mails."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Of one mailbox, whose address is `sender`. `connect` opens its folder of sent mails."""

    outbox: Outbox
    sender: str
    connect: Callable[[], SentMails]
    now: Callable[[], datetime]
    patience: timedelta

    def __call__(self) -> int:
        """One look, if there is anything to look for; how many replies were found. Raises what `connect` raises."""
        open_ = [r for r in self._in_question() if r.sender == self.sender and r.error != NOT_FOUND]
        if not open_:
            return 0
        sent = self.connect()
        try:
            ids = sent.message_ids()
        finally:
            sent.close()
        found = [row for row in open_ if row.message_id in ids]
        for row in found:
            self.outbox.mark(row.id, row.status, SENT)
        for row in open_:
            if row.status is UNKNOWN and row not in found and self.now() - row.updated_at >= self.patience:
                self.outbox.mark(row.id, UNKNOWN, UNKNOWN, error=NOT_FOUND)
        return len(found)

    def _in_question(self) -> tuple[OutboxRow, ...]:
        """While sending is stopped, also what has yet to be sent: after a restored backup it may have been (T174)."""
        waiting = (*self.outbox.due(), *self.outbox.drafts()) if self.outbox.stopped() else ()
        return (*self.outbox.unknown(), *waiting)
