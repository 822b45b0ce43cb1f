"""What was read against what was drawn."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.drawn.draw import Sample
from filing.names import fold
from filing.paper import Fact, Paper
from filing.terms import Fate

JUDGED = (
    "entity_name",
    "uscc",
    "legal_representative",
    "name",
    "id_number",
    "holder",
    "domain",
    "registrar",
    "valid_from",
    "valid_to",
    "issued_by",
)
"""Keys that must not be read where the paper does not show them."""
NAMES = ("name", "legal_representative")


@dataclass(frozen=True)
class Mark:
    """One field: verdict right, wrong or missing; `acted`: wrong, and no person would have looked."""

    key: str
    verdict: str
    acted: bool
    truth: str
    said: str
    rare: bool = False


def material_right(sample: Sample, papers: Iterable[Paper]) -> bool:
    """Exactly one material, and the right one."""
    return [p.material for p in papers if p.fate is Fate.MATERIAL] == [sample.material]


def marks(sample: Sample, papers: Iterable[Paper]) -> list[Mark]:
    """Every fact of the paper, and every fact that was read and is not on it."""
    facts: Mapping[str, Fact] = {k: f for p in papers for k, f in p.facts.items()}
    wanted = [_mark(sample, key, facts.get(key)) for key in sample.truth]
    invented = [Mark(k, "wrong", f.sure, "", f.text) for k, f in facts.items() if k in JUDGED and k not in sample.truth]
    return wanted + invented


def _mark(sample: Sample, key: str, fact: Fact | None) -> Mark:
    value = sample.truth[key]
    truth = value if isinstance(value, str) else "、".join(value)
    rare = sample.kind == "id-rare" and key == "name"
    if fact is None:
        return Mark(key, "missing", False, truth, "", rare)
    right = _folded(key, truth) == _folded(key, fact.text)
    return Mark(key, "right" if right else "wrong", fact.sure and not right, truth, fact.text, rare)


def _folded(key: str, text: str) -> str:
    return (
        re.sub(r"[\W_]", "", fold(text))
        if key in ("address", "title", "entity_name", "holder", "registrar")
        else fold(text)
    )


def table(rows: Mapping[str, Iterable[Mark]]) -> str:
    """Right, wrong, missing, wrong and acted on: one row each, and all."""
    lines = [f"{'':<22}{'right':>7}{'wrong':>7}{'missing':>9}{'acted':>7}{'right %':>9}"]
    everything = {**{k: list(v) for k, v in rows.items()}}
    everything["all"] = [m for ms in everything.values() for m in ms]
    for name, ms in everything.items():
        count, acted = Counter(m.verdict for m in ms), sum(m.acted for m in ms)
        share = 100 * count["right"] / max(1, len(ms))
        lines.append(f"{name:<22}{count['right']:>7}{count['wrong']:>7}{count['missing']:>9}{acted:>7}{share:>9.1f}")
    return "\n".join(lines)
