"""The limited children that open bytes, as the rest of the service knows them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from types import TracebackType
from typing import Any

from filing.mail import SHANGHAI, Mail, Part, RawMail
from filing.paper import Paper
from filing.terms import Fate, MailClass, Problem
from parsers.child import ChildDied, ChildPool
from service.stopping import Stopping
from service.tally import Tally

Read = Callable[[Part], tuple[Paper, ...]]
PARSE_SECONDS = 60.0
READ_SECONDS = 120.0
READING_VERSION = "4"  # of what is read from the same bytes by the same engine: raise it when the readers learn more


class Hands:
    """Parse, read and show in children; a child that dies is a fact about the file, never an exception."""

    def __init__(
        self, engine: str, size: int, own_addresses: frozenset[str], authserv_ids: Mapping[str, str] | None = None
    ) -> None:
        """`size` children at most, made when they are first needed. `authserv_ids`: see parsers.mail_auth."""
        self.size = size
        self.engine = f"{engine}-{version('rapidocr')}-{READING_VERSION}"
        self._engine = engine
        self._own = own_addresses
        self._authserv_ids = authserv_ids or {}
        self._pool = ChildPool(size)
        self.tally = Tally()
        self._closed = False

    def __enter__(self) -> "Hands":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children; who waits for one learns that it is over, not that the file is bad."""
        self._closed = True
        self._pool.close()

    def _run(self, job: str, *arguments: object, timeout: float) -> Any:
        with self.tally.counting(job):
            return self._pool.run(f"parsers.jobs:{job}", *arguments, timeout=timeout)

    def _death(self, death: ChildDied) -> ChildDied:
        if self._closed:
            raise Stopping from death
        return death

    def parse(self, raw: RawMail) -> Mail:
        """The mail, or an UNPARSABLE one that says why."""
        dated = replace(raw, received_at=raw.received_at.astimezone(SHANGHAI))  # a plain offset crosses the pipe
        try:
            known = (self._own, self._authserv_ids.get(raw.mailbox, ""))
            mail: Mail = self._run("parse", dated, *known, timeout=PARSE_SECONDS)
        except ChildDied as death:
            reason = str(self._death(death))
            return Mail(raw.mailbox, raw.sha256, raw.received_at, MailClass.UNPARSABLE, defects=(reason,))
        return mail

    def read(self, part: Part) -> tuple[Paper, ...]:
        """The papers of an attachment; one `unreadable` if its reader died."""
        try:
            papers: tuple[Paper, ...] = self._run("read", part, self._engine, timeout=READ_SECONDS)
        except ChildDied as death:
            sha256 = hashlib.sha256(part.content).hexdigest()
            fate, problem, about = Fate.UNREADABLE, Problem.CRASHED, str(self._death(death))
            return (Paper(part.name, len(part.content), sha256, fate, problem=problem, about=about),)
        return papers

    @contextmanager
    def reading(self, parts: Sequence[Part], read: Read) -> Iterator[Read]:
        """`read` for these parts, as many at a time as there are children."""
        with ThreadPoolExecutor(self.size, thread_name_prefix="read") as threads:
            ahead = {id(part): threads.submit(read, part) for part in parts}
            yield lambda part: ahead[id(part)].result()

    def preview(self, part: Part, sha256: str, page: int, mark: str) -> bytes | None:
        """A page of the part, or of the file with this hash packed in it, as our own JPEG with a mark; or None."""
        try:
            picture: bytes | None = self._run("show", part.content, sha256, page, mark, timeout=READ_SECONDS)
        except ChildDied:
            return None
        return picture

    @staticmethod
    def key(part: Part) -> str:
        """Under what a reading is kept: the bytes, and the names that the papers will bear."""
        content = hashlib.sha256(part.content).hexdigest()
        marks = "\0".join(
            (part.name, part.inside or "", str(part.inline), str(part.referenced), str(part.truncated), content)
        )
        return hashlib.sha256(marks.encode("utf-8", "surrogatepass")).hexdigest()
