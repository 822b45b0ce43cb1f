"""A small IMAP server that does one thing wrong: a script may take over any command."""

import re
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from tests.fakes.loopback import Loopback

Script = Callable[["Talk", str, str], None]
"""(conversation, tag, rest of the command line): says everything, the tagged line included."""


class Talk:
    """One connection, line by line."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.lines = connection.makefile("rb")

    def say(self, *lines: str | bytes) -> None:
        for line in lines:
            raw = line if isinstance(line, bytes) else line.encode()
            self.connection.sendall(raw + b"\r\n")

    def ok(self, tag: str, text: str = "done") -> None:
        self.say(f"{tag} OK {text}")

    def no(self, tag: str, text: str) -> None:
        self.say(f"{tag} NO {text}")

    def hang_up(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)


class ImapServer(Loopback):
    """A context manager. `mails` maps UIDs to bytes; `scripts` maps command words (LOGIN, EXAMINE, SEARCH, SIZES, BODY,
    IDLE …) to what is said instead of the right thing; `heard` collects the command lines.
    """

    def __init__(self, mails: Mapping[int, bytes], scripts: Mapping[str, Script] | None = None) -> None:
        self.mails = dict(mails)
        self.scripts = dict(scripts or {})
        self.capabilities = "IMAP4rev1 IDLE ID AUTH=PLAIN"
        self.uidvalidity = 1
        self.heard: list[str] = []
        super().__init__()
        self._threads: list[threading.Thread] = []
        self._talks: list[Talk] = []

    def _end(self) -> None:
        for talk in self._talks:
            with suppress(OSError):
                talk.hang_up()
        for thread in self._threads:
            thread.join(5)

    def _serve(self, connection: socket.socket) -> None:
        talk = Talk(connection)
        self._talks.append(talk)
        self._threads.append(threading.Thread(target=self._talk, args=(talk,), daemon=True))
        self._threads[-1].start()

    def _talk(self, talk: Talk) -> None:
        with suppress(OSError, ValueError), talk.connection, talk.lines:
            talk.say("* OK ready")
            for line in talk.lines:
                tag, _, rest = line.decode().strip().partition(" ")
                self.heard.append(rest)
                word = self._word(rest)
                self.scripts.get(word, self._answer)(talk, tag, rest)

    def _word(self, rest: str) -> str:
        if "RFC822.SIZE" in rest:
            return "SIZES"
        if "BODY.PEEK" in rest:
            return "BODY"
        return rest.removeprefix("UID ").split(" ")[0].upper()

    def _answer(self, talk: Talk, tag: str, rest: str) -> None:
        word = self._word(rest)
        getattr(self, f"_{word.lower()}", lambda _talk, _rest: None)(talk, rest)
        if word == "IDLE":
            talk.say("+ idling")
            talk.lines.readline()
        talk.ok(tag)

    def _capability(self, talk: Talk, _rest: str) -> None:
        talk.say(f"* CAPABILITY {self.capabilities}")

    def _examine(self, talk: Talk, _rest: str) -> None:
        uidnext = max(self.mails, default=0) + 1
        talk.say(
            f"* {len(self.mails)} EXISTS", f"* OK [UIDVALIDITY {self.uidvalidity}] x", f"* OK [UIDNEXT {uidnext}] x"
        )

    def _search(self, talk: Talk, rest: str) -> None:
        """As the standard has it: n:* is never empty."""
        first, last = rest.rsplit(maxsplit=1)[-1].split(":")
        found = [u for u in sorted(self.mails) if u >= int(first) and (last == "*" or u <= int(last))]
        if last == "*" and not found:
            found = sorted(self.mails)[-1:]
        talk.say("* SEARCH " + " ".join(str(u) for u in found))

    def _sizes(self, talk: Talk, rest: str) -> None:
        for uid in self.asked(rest):
            talk.say(self.size_line(uid, len(self.mails[uid])))

    def _body(self, talk: Talk, rest: str) -> None:
        for uid in self.asked(rest):
            talk.say(self.body_line(uid, self.mails[uid]))

    def asked(self, rest: str) -> list[int]:
        """The UIDs of a FETCH that there are."""
        return [int(u) for u in re.findall(r"\d+", rest.split(" ")[2]) if int(u) in self.mails]

    def size_line(self, uid: int, size: int) -> str:
        return f'* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "15-Sep-2026 09:00:00 +0800")'

    def body_line(self, uid: int, raw: bytes) -> bytes:
        return f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")"
