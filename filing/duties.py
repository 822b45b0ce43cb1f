"""What the desk does besides answering mails, as the supervisor's report counts it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A case that the administration sent back: its own code ("" = none was given), or what it wrote.

    `province`: of the entity, "" = not known.
    """

    on: date
    code: str
    reason: str
    province: str


@dataclass(frozen=True, slots=True)
class ShellCheck:
    """The last look for empty shells: when, and what was found, in Chinese."""

    at: datetime
    found: str
