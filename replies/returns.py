"""Why the administration sent a filing back, in words, and what the customer does about it: data, in returns.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filing.authority import Milestone
from policy.result_codes import result_codes
from replies.addresses import one_line

FILE = Path(__file__).with_name("returns.toml")
NOT_CUSTOMERS = ("2", "3", "5")
"""First digits of codes about addresses, domain registers and the interface: mended by us."""

_AGAIN = re.compile(r"[，,]\s*请(?:核实|核查|稍后|首先).*$|\s+请确认$|，请确认$")


@dataclass(frozen=True, slots=True)
class Return:
    """`reason`: the administration's words; `advice`: what to do, a sentence."""

    reason: str
    advice: str


def explained(told: Milestone) -> Return:
    """A return in a customer's words: what its code says, and what the administration wrote besides."""
    words = _AGAIN.sub("", result_codes().get(told.code, "")).strip()
    reason = "；".join(filter(None, (words, one_line(told.reason, 300).rstrip("。"))))
    return Return(f"{reason}（代码 {told.code}）" if told.code else reason, _advice(told.code))


def _advice(code: str) -> str:
    known = _table()
    own = code in known["own_codes"] or code[:1] in NOT_CUSTOMERS
    return str(known["own"] if own else known["codes"].get(code, known["other"]))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
