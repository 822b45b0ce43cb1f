"""Mailbox → RawMail: bytes and cursor are committed before anything else happens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from filing.mail import RawMail
from filing.ports import Cursor, Inbox, Ledger
from parsers.mail_head import read_head

BATCH_BYTES = 16 * 2**20
BATCH_MAILS = 50


def receive(inbox: Inbox, ledger: Ledger) -> int:
    """Take in what is new; how many mails were never seen before. Interrupted anywhere, it goes on from there.

    While a batch is being stored, the next one is fetched: disk and line do not wait for each other.
    """
    cursor = ledger.cursor(inbox.mailbox, inbox.folder)
    if cursor is None or _renumbered(inbox, cursor):
        cursor = _begin(inbox, ledger)
    mails, new = inbox.since(cursor.last_uid), 0
    with ThreadPoolExecutor(1, thread_name_prefix="fetch") as fetching:
        coming = fetching.submit(_batch, mails)
        while True:
            batch, trouble = coming.result()
            if batch and trouble is None:
                coming = fetching.submit(_batch, mails)
            new += ledger.receive_all(batch) if batch else 0
            if trouble is not None:
                raise trouble
            if not batch:
                return new


def receive_backlog(inbox: Inbox, ledger: Ledger) -> int:
    """Take in a slice of what was there before, newest first; how many mails. 0: nothing is left of it.

    A mailbox may hold years of mail: new mail waits for one slice at most.
    """
    cursor = ledger.cursor(inbox.mailbox, inbox.folder)
    if cursor is None or cursor.backlog == 0 or cursor.uidvalidity != inbox.uidvalidity:
        return 0
    batch = inbox.newest(cursor.backlog)
    ledger.receive_backlog(inbox.mailbox, inbox.folder, batch, read_head)
    return len(batch)


def _begin(inbox: Inbox, ledger: Ledger) -> Cursor:
    """Mail that is new by its moment of receipt comes first, whatever a folder already holds."""
    moment = ledger.new_since(inbox.mailbox, inbox.folder)
    began = inbox.last_before(moment) if moment else 0
    ledger.rescan(inbox.mailbox, inbox.folder, inbox.uidvalidity, began)
    return Cursor(inbox.uidvalidity, began, began)


def _batch(mails: Iterator[RawMail]) -> tuple[list[RawMail], Exception | None]:
    """The next mails, and what broke after them: what has come is stored all the same."""
    batch: list[RawMail] = []
    size = 0
    try:
        while len(batch) < BATCH_MAILS and size < BATCH_BYTES:
            batch.append(next(mails))
            size += len(batch[-1].raw)
    except StopIteration:
        pass
    except Exception as trouble:  # noqa: BLE001 - handed to the thread that stores, which raises it
        return batch, trouble
    return batch, None


def _renumbered(inbox: Inbox, cursor: Cursor) -> bool:
    """UIDVALIDITY changed; or UIDs went down although it did not: some servers always say 1."""
    return inbox.uidvalidity != cursor.uidvalidity or 0 < inbox.uidnext <= cursor.last_uid
