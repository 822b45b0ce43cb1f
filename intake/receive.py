"""Mailbox → RawMail: bytes and cursor are committed before anything else happens."""

from filing.ports import Cursor, Inbox, Ledger


def receive(inbox: Inbox, ledger: Ledger) -> int:
    """Take in what is new; how many mails were never seen before. Interrupted anywhere, it goes on from there."""
    cursor = ledger.cursor(inbox.mailbox, inbox.folder)
    if cursor is None or _renumbered(inbox, cursor):
        ledger.rescan(inbox.mailbox, inbox.folder, inbox.uidvalidity)
        cursor = Cursor(inbox.uidvalidity, 0)
    return sum(ledger.receive(mail) for mail in inbox.since(cursor.last_uid))


def _renumbered(inbox: Inbox, cursor: Cursor) -> bool:
    """UIDVALIDITY changed; or UIDs went down although it did not: some servers always say 1."""
    return inbox.uidvalidity != cursor.uidvalidity or 0 < inbox.uidnext <= cursor.last_uid
