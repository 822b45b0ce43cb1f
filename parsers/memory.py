"""Freed memory back to the system between pages.

The arrays of a page and the engine's own differ in size from page to page, and the C library keeps the holes that they
leave: a worker that needs 780 MB at most would hold 940 MB after some hundred pages.
"""

import ctypes
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

PLENTY = 600_000_000
"""Bytes held beyond which the holes are looked for: below, to give back and ask again costs more than it saves."""
_STATM = Path("/proc/self/statm")


def give_back() -> None:
    """Return the holes to the system if this process holds plenty. Does nothing where the C library is not GNU's."""
    if _held() > PLENTY:
        _trim()(0)


def _held() -> int:
    """Bytes of real memory; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@cache
def _trim() -> Callable[[int], object]:
    trim: Callable[[int], object] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim or (lambda pad: None)
