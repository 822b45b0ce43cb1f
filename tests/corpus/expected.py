"""What a case must come to: the keys of docs/corpus.zh-CN.md."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = ("rule", "missing", "codes", "unsure", "reply_contains", "reply_lacks", "checklist", "checklist_lacks")


@dataclass(frozen=True, slots=True)
class Expected:
    """`codes`: exactly the codes that the customer is told; `unsure`: exactly those that hold the case for a person.

    None is not asserted. `reply`: sent | draft | none. `checklist`: words that the specialist's lines must hold.
    """

    story: str
    rule: tuple[str, ...]
    outcome: str
    mailbox: str = "jiangsu"
    profile: str = "chinanet"
    missing: tuple[str, ...] | None = None
    codes: tuple[str, ...] = ()
    unsure: tuple[str, ...] | None = ()
    reply: str | None = None
    reply_contains: tuple[str, ...] = ()
    reply_lacks: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    checklist_lacks: tuple[str, ...] = ()


def load_expected(folder: Path) -> Expected:
    """expected.toml of a case. Raises TypeError for a key that does not exist or is lacking."""
    values: dict[str, Any] = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    for key in LISTS:
        if key in values:
            values[key] = tuple(values[key])
    return Expected(**values)


def cases() -> list[Path]:
    """Every case folder, in order."""
    return sorted(path.parent for path in Path(__file__).parent.glob("*/expected.toml"))
