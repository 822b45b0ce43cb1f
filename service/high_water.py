"""How far the ledger had come when this machine last ran: a database that is older was restored from a backup.

What was sent after the backup is not in it, and would be sent again: then nothing leaves until a person has looked.
"""

from contextlib import suppress
from pathlib import Path

from store.sending import RESTORED, Sending


class HighWater:
    """A number in a file beside the database, which a backup of the database does not hold."""

    def __init__(self, file: Path, sending: Sending) -> None:
        self._file = file
        self._sending = sending

    def check(self) -> bool:
        """At start, before any sender runs: stop sending if the ledger has gone back; whether it has."""
        restored = self._sending.height() < self._known()
        if restored:
            self._sending.stop(RESTORED)
        self.keep()
        return restored

    def keep(self) -> None:
        """Now and then. A disk that is full is no reason to stop."""
        with suppress(OSError):
            fresh = self._file.with_suffix(".new")
            fresh.write_text(str(self._sending.height()), encoding="ascii")
            fresh.rename(self._file)

    def _known(self) -> int:
        try:
            return int(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0
