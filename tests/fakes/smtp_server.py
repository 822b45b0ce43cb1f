"""A small SMTP server that answers each stage as it is told, or hangs up there."""

import socket
from collections.abc import Mapping
from contextlib import suppress

from tests.fakes.loopback import Loopback

HANG_UP = "hang up"
RIGHT = {
    "GREETING": "220 ready",
    "EHLO": "250-test\r\n250 SIZE 1000000",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "BODY": "250 kept",
    "QUIT": "221 bye",
}


class SmtpServer(Loopback):
    """A context manager. `answers` replaces the right answer of a stage; `kept` are the bodies whose final dot came."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self.answers = {**RIGHT, **(answers or {})}
        self.kept: list[bytes] = []
        self.heard: list[str] = []
        super().__init__()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            if not self._say(connection, "GREETING"):
                return
            for line in lines:
                self.heard.append(line.decode().strip())
                word = line[:4].decode().upper()
                if not self._say(connection, word):
                    return
                if word == "DATA" and self.answers["DATA"].startswith("354") and not self._take(connection, lines):
                    return

    def _take(self, connection: socket.socket, lines: object) -> bool:
        body = []
        for line in lines:  # type: ignore[attr-defined]  # a binary file
            if line == b".\r\n":
                self.kept.append(b"".join(body))
                return self._say(connection, "BODY")
            body.append(line)
        return False

    def _say(self, connection: socket.socket, stage: str) -> bool:
        answer = self.answers.get(stage, "500 what?")
        if answer == HANG_UP:
            return False
        connection.sendall(answer.encode() + b"\r\n")
        return True
