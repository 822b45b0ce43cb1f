"""The bytes of a TLS connection to an IMAP server, at little cost: mails come in large pieces, not record by record.

A plain read of a TLS socket costs three system calls for each 16 KB record, and a wake-up for each packet. Here the
socket is read by the quarter megabyte into OpenSSL's memory, and the kernel is told to wake us up only when so much has
come (SO_RCVLOWAT) - whenever at least so much is certain to come.
"""

import io
import socket
import ssl
from collections.abc import Callable
from typing import Any

PIECE = 256 * 1024
HELD = 32 * 1024  # what may already be held here of what is asked for: a TLS record and some


class TlsLine:
    """A verified TLS connection, as far as imaplib and imapclient ask of a socket."""

    def __init__(self, connection: socket.socket, context: ssl.SSLContext, host: str) -> None:
        """Shakes hands. Raises ssl.SSLError, OSError."""
        self._connection = connection
        self._low = 1
        self._coming, self._going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._coming, self._going, server_hostname=host)
        self._piece = memoryview(bytearray(PIECE))
        self._finished(self._tls.do_handshake, 1)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What imaplib reads lines and mails from."""
        return io.BufferedReader(_Reader(self.read_some))

    def read_some(self, buffer: memoryview) -> int:
        """Whatever is decrypted already, or else what comes next."""
        got: int = self._finished(lambda: self._decrypted(buffer), len(buffer))
        while got < len(buffer) and (self._coming.pending or self._tls.pending()):
            try:
                got += self._decrypted(buffer[got:])
            except ssl.SSLWantReadError:
                break
        return got

    def _decrypted(self, buffer: memoryview) -> int:
        return int(self._tls.read(len(buffer), buffer))

    def sendall(self, content: bytes) -> None:
        """Encrypt and send."""
        self._finished(lambda: self._tls.write(content), 1)

    def _finished(self, act: Callable[[], Any], wanted: int) -> Any:
        """Do something that may need more from the other side first."""
        while True:
            try:
                done = act()
            except ssl.SSLWantReadError:
                self._flush()
                self._fill(wanted)
            else:
                self._flush()
                return done

    def _fill(self, wanted: int) -> None:
        """Sleep until many bytes are there, if `wanted` of them are sure to come."""
        low = max(1, min(PIECE, wanted - HELD))
        if low != self._low:
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, low)
            self._low = low
        if size := self._connection.recv_into(self._piece):
            self._coming.write(self._piece[:size])
        else:
            self._coming.write_eof()

    def _flush(self) -> None:
        if self._going.pending:
            self._connection.sendall(self._going.read())

    def settimeout(self, seconds: float | None) -> None:
        """Of each single wait."""
        self._connection.settimeout(seconds)

    def fileno(self) -> int:
        """To wait for bytes with a selector; what is held here already is not seen by it."""
        return self._connection.fileno()

    def shutdown(self, how: int) -> None:
        """Ends both directions; frees a reader that is blocked in another thread."""
        self._connection.shutdown(how)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


class TlsContext:
    """What imapclient takes for an ssl.SSLContext: makes a TlsLine of a connected socket."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context

    def wrap_socket(self, connection: socket.socket, server_hostname: str) -> TlsLine:
        """Shakes hands; a socket that will not is closed. Raises ssl.SSLError, OSError."""
        try:
            return TlsLine(connection, self._context, server_hostname)
        except BaseException:
            connection.close()
            raise


class _Reader(io.RawIOBase):
    """Beneath a BufferedReader, which asks for many bytes at once only if its reader needs them all."""

    def __init__(self, read_some: Callable[[memoryview], int]) -> None:
        self._read_some = read_some

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._read_some(memoryview(buffer).cast("B"))
