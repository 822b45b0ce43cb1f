"""What a case must come to: the keys of docs/corpus.zh-CN.md."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filing.records import Records

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
    on_file: Records = field(default_factory=Records)


def load_expected(folder: Path) -> Expected:
    """expected.toml of a case. Raises TypeError for a key that does not exist or is lacking."""
    values: dict[str, Any] = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    for key in LISTS:
        if key in values:
            values[key] = tuple(values[key])
    values["on_file"] = _records(**values.get("on_file", {}))
    return Expected(**values)


def _records(
    icp_numbers: list[str] | None = None,
    same_domain: list[str] | None = None,
    addresses: dict[str, list[str]] | None = None,
) -> Records:
    found = {domain: tuple(known) for domain, known in (addresses or {}).items()}
    return Records(tuple(icp_numbers or ()), tuple(same_domain or ()), addresses=found)


def cases() -> list[Path]:
    """Every case folder, in order."""
    return sorted(path.parent for path in Path(__file__).parent.glob("*/expected.toml"))
