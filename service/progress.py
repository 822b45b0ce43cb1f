"""A progress bar on stderr for work of more than a second; nothing where stderr is no terminal."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, track

T = TypeVar("T")


def progress(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """The `total` items as they come, while a bar moves."""
    console = Console(stderr=True)
    silent = total < 2 or not console.is_terminal
    yield from track(items, what, total, console=console, transient=True, disable=silent)


@contextmanager
def working(what: str, *, alone: bool) -> Iterator[None]:
    """A bar that moves while one piece of work is done whose length nobody knows before: a file in the child.

    Nothing unless it is done `alone`: there is one bar at a time.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not (alone and console.is_terminal)) as bar:
        bar.add_task(what, total=None)
        yield
