"""Being told to end: SIGTERM or Ctrl+C.

No event that a handler sets: Python runs handlers between two instructions of the main thread, and what came just as it
was about to wait, or to another thread, was seen after the wait, which had no end. This byte is written at once.
"""

import select
import signal
import socket


class Ending:
    """Made in the main thread. From then on the signals do not end the process, but these waits."""

    def __init__(self) -> None:
        self._told, self._teller = socket.socketpair()
        self._teller.setblocking(False)
        signal.set_wakeup_fd(self._teller.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)

    def wait(self, seconds: float | None = None) -> bool:
        """Until told, or so long. Whether it was told; once it was, it stays so."""
        return bool(select.select([self._told], [], [], seconds)[0])
