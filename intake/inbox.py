"""The door to imapclient: one folder of one mailbox, read and never changed.

Facts that shaped it (each was reproduced against imapclient 4.1): its debug level makes imaplib format every literal
twice; its idle_check returns at once for ever on a dead connection and fails on half a line, so the socket is watched
here and idle_done reads; a mail that arrives between SEARCH and IDLE may be told by neither, so search again after each
slice; a server that drips one byte at a time never runs into the socket's timeout, hence the watchdog.
"""

import contextlib
import itertools
import selectors
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from filing.errors import MailboxTrouble
from filing.mail import RawMail
from intake.imap import LARGEST, PATIENCE, ImapSettings, classified, connect, deadline, drop, log_in

__all__ = ["ImapInbox", "ImapSettings"]

GROUP_BYTES = 16 * 2**20
GROUP_MAILS = 100
WINDOW = 50_000  # UIDs searched at a time
SLICE = 50  # mails of the backlog at a time
SLICE_WINDOW = 1000
WHOLE_BYTES = 30 * 2**20  # above this a mail comes in pieces
PIECE = 2**20
IDLE_SLICE = 25.0  # seconds; search again after each
SETTLE = 0.2  # seconds for a burst to arrive; and a server that always has something to say does not make us spin
SLOWEST = 50_000  # bytes a second: a fetch slower than this is cut off
LAST_UID = 2**32 - 1


class ImapInbox:
    """filing.ports.Inbox over IMAP. Not for two threads. After any exception it is closed: make a new one.

    Every failure is a MailboxTrouble (LoginRefused for user name and password) in Chinese.
    """

    readonly: ClassVar[bool] = True

    def __init__(self, settings: ImapSettings) -> None:
        self.mailbox, self.folder = settings.mailbox, settings.folder
        self._settings = settings
        self._client: Any = None
        with self._telling(PATIENCE):
            self._client = connect(settings)
        with self._telling(PATIENCE):
            log_in(self._client, settings)
            selected = self._client.select_folder(settings.folder, readonly=self.readonly)
            self._idles = self._client.has_capability("IDLE")
        self.uidvalidity: int = selected.get(b"UIDVALIDITY", 0)
        self.uidnext: int = selected.get(b"UIDNEXT", 0)
        if not 0 < self.uidvalidity <= LAST_UID:
            self.close()
            raise MailboxTrouble(f"邮箱 {self.mailbox} 的服务器没有给出有效的 UIDVALIDITY。", "请联系邮箱服务商。")

    def since(self, last_uid: int) -> Iterator[RawMail]:
        """Mails with a UID above `last_uid`, in order. One that was expunged meanwhile is left out."""
        with self._telling(PATIENCE):
            self._client.noop()  # some servers search what the client has been told of only
            uids = self._search(last_uid)
        for start in range(0, len(uids), GROUP_MAILS):
            with self._telling(PATIENCE):
                heads = self._heads(uids[start : start + GROUP_MAILS])
            for group in _groups(heads):
                with self._telling(PATIENCE + sum(h.size for h in group) / SLOWEST):
                    mails = self._fetch(group)
                yield from mails

    def newest(self, up_to: int) -> Sequence[RawMail]:
        """At most SLICE mails and GROUP_BYTES with a UID of at most `up_to`, newest first; () if there is none."""
        mails: list[RawMail] = []
        while up_to > 0 and not mails:
            with self._telling(PATIENCE):
                uids = self._newest_uids(up_to)
                heads = sorted(self._heads(uids), key=lambda head: -head.uid) if uids else []
            for group in itertools.islice(_groups(heads), 1):
                with self._telling(PATIENCE + sum(h.size for h in group) / SLOWEST):
                    mails = self._fetch(group)
            up_to = min(uids, default=1) - 1  # further down only if all of these are gone
        return mails

    def last_before(self, moment: datetime) -> int:
        """By halves: a folder is in order of receipt, but for what was moved in, which comes with the backlog."""
        with self._telling(PATIENCE):
            uids = self._search(0)
            low, high = 0, len(uids)
            while low < high:
                middle = (low + high) // 2
                found = self._heads([uids[middle]])
                if found and found[0].at >= moment:
                    high = middle
                else:
                    low = middle + 1
            return uids[low - 1] if low else 0

    def wait(self, seconds: float) -> None:
        """Return when something may have arrived. Without IDLE: after `seconds`."""
        if not self._idles:
            time.sleep(seconds)
            with self._telling(PATIENCE):
                self._client.noop()
            return
        nap = min(seconds, IDLE_SLICE)
        with self._telling(PATIENCE + nap):
            self._idle(nap)

    def uids(self) -> frozenset[int]:
        """All UIDs of the folder, for fsck."""
        with self._telling(PATIENCE):
            return frozenset(self._search(0))

    def close(self) -> None:
        """Log out, or drop the connection if that fails."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            with deadline(client, 5.0):
                client.logout()
        except Exception:  # noqa: BLE001 - whatever happens while leaving, the connection is dropped
            drop(client)

    def _search(self, last_uid: int) -> list[int]:
        """`n:*` names the last mail even if it is older than n (RFC 3501), hence the filter.

        In windows: imaplib refuses an answer above 1,000,000 bytes, which a first look at a large folder may be.
        """
        windows, first = [], last_uid + 1
        while self.uidnext - first > WINDOW:
            windows.append(f"{first}:{first + WINDOW - 1}")
            first += WINDOW
        windows.append(f"{first}:*")
        found = sorted({int(u) for window in windows for u in self._client.search(["UID", window])})
        if found and not 0 < found[0] <= found[-1] <= LAST_UID:
            raise MailboxTrouble(f"邮箱 {self.mailbox} 的服务器给出了无效的邮件编号。", "请联系邮箱服务商。")
        if found and self.uidnext:  # the figure of the SELECT grows old while the session lasts
            self.uidnext = max(self.uidnext, found[-1] + 1)
        return [uid for uid in found if uid > last_uid]

    def _newest_uids(self, up_to: int) -> list[int]:
        """The highest UIDs, looked for in windows downwards: folders have gaps."""
        found: list[int] = []
        while up_to > 0 and not found:
            first = max(1, up_to - SLICE_WINDOW + 1)
            found = sorted(int(u) for u in self._client.search(["UID", f"{first}:{up_to}"]))
            up_to = first - 1
        return found[-SLICE:]

    def _heads(self, uids: Sequence[int]) -> "list[_Head]":
        answer = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        heads = {u: _head(u, answer[u]) for u in uids if b"RFC822.SIZE" in answer.get(u, {})}
        self._must_be_gone([u for u in uids if u not in heads])
        return list(heads.values())

    def _must_be_gone(self, uids: Sequence[int]) -> None:
        """What the server did not give was expunged; or else it is kept from us, and to go on would lose it."""
        if not uids:
            return
        found = self._search(min(uids) - 1)
        present = [u for u in uids if u in found]
        if present:
            message = f"邮箱 {self.mailbox} 中编号 {present[0]} 的邮件无法取回。"
            raise MailboxTrouble(message, "程序会继续重试；若持续失败，请在邮箱中将该邮件移出此文件夹并人工处理。")

    def _fetch(self, group: "Sequence[_Head]") -> list[RawMail]:
        whole = self._fetch_whole([h.uid for h in group]) if group[0].size <= WHOLE_BYTES else {}
        mails = []
        for head in group:
            raw = whole.get(head.uid)
            if raw is None or len(raw) != head.size:
                raw = self._fetch_alone(head, raw)
            if raw is not None:
                mails.append(RawMail(raw, self.mailbox, head.at, self.folder, self.uidvalidity, head.uid))
        return mails

    def _fetch_whole(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The bodies that came as bytes. A refused group (one was expunged) gives none: they are asked one by one."""
        try:
            answer = self._client.fetch(uids, ["BODY.PEEK[]"])
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return {}
        bodies = {u: answer.get(u, {}).get(b"BODY[]") for u in uids}
        return {u: body for u, body in bodies.items() if isinstance(body, bytes)}

    def _fetch_alone(self, head: "_Head", first: bytes | None) -> bytes | None:
        """Once more, in pieces if it is large. None if it is gone; what came twice in a size not announced is kept."""
        raw = self._fetch_pieces(head.uid) if head.size > WHOLE_BYTES else self._fetch_whole([head.uid]).get(head.uid)
        if raw is None:
            raw = first
        if raw is None:
            self._must_be_gone([head.uid])
        return raw

    def _fetch_pieces(self, uid: int) -> bytes | None:
        body = bytearray()
        while len(body) < LARGEST:
            answer = self._client.fetch([uid], [f"BODY.PEEK[]<{len(body)}.{PIECE}>"]).get(uid, {})
            piece = answer.get(f"BODY[]<{len(body)}>".encode())
            if not isinstance(piece, bytes):
                return None
            body += piece
            if len(piece) < PIECE:
                break
        return bytes(body)

    def _idle(self, seconds: float) -> None:
        try:
            self._client.idle()
        except IMAPClientAbortError:
            raise
        except IMAPClientError:  # offered, yet refused
            self._idles = False
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._client.socket(), selectors.EVENT_READ)
            if selector.select(seconds):
                time.sleep(SETTLE)
        self._client.idle_done()  # reads whole lines, and raises if the connection is dead

    @contextlib.contextmanager
    def _telling(self, seconds: float) -> Iterator[None]:
        """Any failure drops the connection and is told in Chinese; so is anything that takes longer than `seconds`."""
        try:
            if self._client is None:
                yield
            else:
                with deadline(self._client, seconds):
                    yield
        except Exception as trouble:
            if self._client is not None:
                drop(self._client)
                self._client = None
            raise classified(self._settings, trouble) from trouble


@dataclass(frozen=True, slots=True)
class _Head:
    uid: int
    size: int
    at: datetime


def _head(uid: int, answer: dict[bytes, Any]) -> _Head:
    return _Head(uid, answer[b"RFC822.SIZE"], answer[b"INTERNALDATE"].astimezone(UTC))


def _groups(heads: Sequence[_Head]) -> Iterator[list[_Head]]:
    """Groups of at most GROUP_BYTES; what is larger comes alone."""
    group: list[_Head] = []
    for head in heads:
        if group and sum(h.size for h in group) + head.size > GROUP_BYTES:
            yield group
            group = []
        group.append(head)
    if group:
        yield group
