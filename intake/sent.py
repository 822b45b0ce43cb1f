"""The folder of sent mails: which replies a server has taken, and our own copies where it keeps none."""

import re
from datetime import datetime

from intake.imap import PATIENCE
from intake.inbox import ImapInbox

NEWEST = 500  # mails looked at: more than a mailbox may answer in the time that a lost answer is looked for
_ID = re.compile(rb"<[^<>\s]+>")


class SentFolder(ImapInbox):
    """Opened with the settings of the mailbox, `folder` being the one of sent mails. Failures are MailboxTrouble."""

    def message_ids(self) -> frozenset[str]:
        """Message-IDs of the newest mails. They are compared here: some providers ignore what SEARCH asks for."""
        with self._telling(PATIENCE):
            self._client.noop()
            uids = self._search(max(0, self.uidnext - NEWEST - 1))[-NEWEST:]
            answer = self._client.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]) if uids else {}
        heads = [value for parts in answer.values() for value in parts.values() if isinstance(value, bytes)]
        return frozenset(found.decode("ascii", "replace") for head in heads for found in _ID.findall(head))

    def keep(self, message: bytes, at: datetime) -> None:
        """Put a copy of a mail into the folder, as read."""
        with self._telling(PATIENCE):
            self._client.append(self.folder, message, (b"\\Seen",), at)
