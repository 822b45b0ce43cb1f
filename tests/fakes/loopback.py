"""A listener on a free port of this machine: what scripted servers and cutting proxies stand on."""

import socket
import threading
from contextlib import suppress
from typing import Self


class Loopback:
    """A context manager. Each connection is handed to `_serve`, in the one thread that accepts."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._end()
        self._accepting.join(5)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._serve(self._listener.accept()[0])

    def _serve(self, connection: socket.socket) -> None:
        raise NotImplementedError

    def _end(self) -> None:
        """What else is to be closed."""
