"""The outside world on one page. Fakes stand one to one in tests/fakes/."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from filing.mail import Head, RawMail
from filing.paper import Box

ReadHead = Callable[[bytes], Head]
"""The head of a mail, without opening it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright or not yet upright picture: 8-bit RGB, row by row, `len(pixels) == width * height * 3`."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text that an engine saw. `score` 0-1 is the engine's own; `other` a second tier's reading."""

    text: str
    box: Box
    score: float
    other: str | None = None  # the second tier's reading of the same box; None = not read twice
    known: bool = True  # every character could have been expressed by the tier that read it (no rare-name guess)
    certainty: tuple[float, ...] = ()  # 0-1 for each character of `text`, where the engine says; empty = it does not


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine made of a picture. `turned`: degrees clockwise (0, 90, 180, 270) that made it upright.

    `skew`: degrees counter-clockwise that the upright picture was then turned to make its lines level; boxes, width
    and height are those of the levelled picture.
    """

    lines: tuple[Line, ...]
    width: int
    height: int
    turned: int
    engine: str
    seconds: float
    skew: float = 0.0


class Reader(Protocol):
    """An OCR engine."""

    name: str

    def read(self, picture: Picture) -> Reading:
        """All lines of the page. Raises no engine's own exception: an empty reading is an answer."""
        ...

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        """Key lines again, by the better tier, from the full-resolution picture (boxes in its upright pixels)."""
        ...


class Inbox(Protocol):
    """One folder of one mailbox, connected. Closing is the caller's duty."""

    mailbox: str
    folder: str
    uidvalidity: int
    uidnext: int  # the UID that the next mail will get; 0 = the server does not say

    def since(self, last_uid: int) -> Iterator[RawMail]:
        """Mails with a UID above `last_uid`, in order, with raw bytes; memory is bounded by groups of 16 MB."""
        ...

    def newest(self, up_to: int) -> Sequence[RawMail]:
        """A slice of the mails with a UID of at most `up_to`, newest first; () if there is none."""
        ...

    def last_before(self, moment: datetime) -> int:
        """The highest UID received before a moment, in a folder that is in order of receipt; 0 = none."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when something may have arrived, at the latest after `seconds`."""
        ...

    def close(self) -> None:
        """Log out, or drop the connection if that fails."""
        ...


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read. Mails up to the UID `backlog` are still to be fetched, newest first."""

    uidvalidity: int
    last_uid: int
    backlog: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """A folder as its server shows it at the beginning of a session."""

    mailbox: str
    folder: str
    uidvalidity: int
    uidnext: int


class Ledger(Protocol):
    """What intake needs of the store. One call is one transaction."""

    def meet(self, sight: Sight, started: datetime, chosen: datetime | None) -> None:
        """Before anything is received: from which moment on mails are judged, stored at the first sight of a folder."""
        ...

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        """The stored cursor, or None for a folder never seen."""
        ...

    def receive_all(self, batch: Sequence[RawMail]) -> int:
        """Blobs fsynced, then one commit: rows, events, jobs and cursor. How many of the mails were not known yet."""
        ...

    def receive_backlog(self, mailbox: str, folder: str, batch: Sequence[RawMail], head: ReadHead) -> int:
        """The same for a slice of the backlog, which ends when a slice is empty. `head` reads what lists show."""
        ...

    def new_since(self, mailbox: str, folder: str) -> datetime | None:
        """From which moment on the mails of a folder are read first; None: all of them, in order."""
        ...

    def rescan(self, mailbox: str, folder: str, uidvalidity: int, began: int = 0) -> None:
        """A new folder, or UIDVALIDITY changed: start after UID `began`, up to which all is backlog.

        Known bytes are absorbed by their hash.
        """
        ...


class Committing(Protocol):
    """A reply that the server holds but has not been told to keep: MAIL, RCPT, DATA and the body are through."""

    def final_dot(self) -> int:
        """Write the final dot; the reply code. Raises DeliveryUnknown if no answer comes."""
        ...

    def abort(self) -> None:
        """Drop the connection without the final dot: nothing was sent."""
        ...


class Transport(Protocol):
    """SMTP. Two steps, so that the outbox can commit between the body and the final dot."""

    def offer(self, sender: str, recipient: str, message: bytes) -> Committing:
        """Up to and including the body. Raises TransportTrouble (try again) or TransportRefused (never)."""
        ...


class Resolver(Protocol):
    """The domain name system. Not configured by default: then nothing is asked of the network."""

    def addresses(self, domain: str) -> tuple[str, ...]:
        """The IP addresses of a domain; () if it has none or nobody answers."""
        ...


class Clock(Protocol):
    """The only source of the moment."""

    def now(self) -> datetime:
        """The moment, in Asia/Shanghai."""
        ...
