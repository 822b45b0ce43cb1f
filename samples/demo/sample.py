"""One mail of the demo."""

from dataclasses import dataclass
from pathlib import Path

from samples.expectation import FOLDER, Expectation, load
from samples.mails.letter import Attachment

MAILBOXES = {"jiangsu": "jsba@filing.example", "anhui": "ahba@filing.example"}
IP_RANGES = {"jiangsu": "203.0.113.0/24", "anhui": "198.51.100.0/24"}
"""Documentation ranges (RFC 5737) stand for the machine rooms."""


@dataclass(frozen=True, slots=True)
class Sample:
    """`mailbox` is a key of MAILBOXES; `files` are the attachments before they were put into the mail."""

    name: str
    mailbox: str
    raw: bytes
    files: tuple[Attachment, ...] = ()

    @property
    def expected_path(self) -> Path:
        """Where its expectation stands."""
        return FOLDER / f"{self.name}.toml"

    @property
    def expected(self) -> Expectation:
        """What the desk must make of it."""
        return load(self.expected_path)
