"""The reasons that a specialist chooses from: data, in reasons.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True, slots=True)
class Reason:
    """`label` is for the specialist; `problem` and `advice` are what the customer reads ("" where nothing is said)."""

    key: str
    label: str
    problem: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """By what they are given for: a better copy, a finding that does not hold, a case put off."""

    copy: tuple[Reason, ...]
    override: tuple[Reason, ...]
    hold: tuple[Reason, ...]


@cache
def load_reasons() -> Reasons:
    """As they stand in the file."""
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Reasons(**{name: tuple(Reason(**row) for row in rows) for name, rows in lists.items()})
