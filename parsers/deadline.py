"""How long one attachment may be read: what is not reached in time is left to a person, and what was read is kept."""

import time

from filing.paper import Box
from filing.ports import Line, Picture, Reader, Reading

SECONDS = 75.0
"""Of processor and of wall: well below what the child itself is given, so that it ends with an answer."""
NOT_REACHED = "附件内容过多，读取时间已用完，此部分没有读取，请专员人工查看。"


class OutOfTime(Exception):
    """There is no time left for another page."""


class Deadline:
    """A moment after which nothing more is begun."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._until = time.monotonic() + seconds
        self._cpu_until = time.process_time() + seconds

    @property
    def over(self) -> bool:
        """Whether it has passed."""
        return time.monotonic() > self._until or time.process_time() > self._cpu_until


class TimedReader:
    """A reader that begins no page after the deadline: it raises OutOfTime then."""

    def __init__(self, reader: Reader, deadline: Deadline) -> None:
        self.name = reader.name
        self._reader = reader
        self._deadline = deadline

    def read(self, picture: Picture) -> Reading:
        """All lines of the page."""
        if self._deadline.over:
            raise OutOfTime
        return self._reader.read(picture)

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        """Key lines again; a page that was begun is finished."""
        return self._reader.reread(picture, boxes, turned)
