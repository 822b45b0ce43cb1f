"""A progress bar on stderr for work of more than a second; nothing where stderr is no terminal."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items, while a bar moves."""
    console = Console(stderr=True)
    yield from track(items, what, console=console, transient=True, disable=len(items) < 2 or not console.is_terminal)
