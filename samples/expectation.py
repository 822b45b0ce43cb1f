"""What the desk must make of a sample: one TOML file a sample, written from the rules, not from what the code says.

mailbox = "jiangsu"            # where it is sent
story = "…"                    # one sentence, Chinese
outcome = "INCOMPLETE"         # of the whole case, after this mail
missing = ["backdrop_photo"]   # exactly these materials; the key left out: not asserted
codes = ["MAT001"]             # exactly these codes have a holding finding with verdict fail
unsure = []                    # exactly these codes have a holding finding with verdict unsure
allowed = []                   # further holding codes that may be there
reply = true                   # whether an answer goes out by itself (false: a draft, or none)
follows = "…"                  # the sample whose case this mail continues
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "expected"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The file's keys; `missing` None is not asserted."""

    mailbox: str
    story: str
    outcome: str
    reply: bool
    missing: tuple[str, ...] | None = None
    codes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    follows: str | None = None


def load(path: Path) -> Expectation:
    """One expectation file. Raises TypeError for a key that does not exist or is lacking."""
    values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for key in ("missing", "codes", "unsure", "allowed"):
        if key in values:
            values[key] = tuple(values[key])
    return Expectation(**values)


def names() -> list[str]:
    """All samples that have an expectation, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))
