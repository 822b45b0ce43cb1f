"""Draw the papers of one seed into a folder: each group is a condition, each paper a kind; nothing else is random."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.drawn import cards, certificates, forms, licences
from bench.drawn.drawn import Drawn, Truth
from bench.drawn.harm import HARMS
from filing.terms import Material

KINDS: dict[str, Callable[[Random], Drawn]] = {
    "licence-landscape": licences.landscape,
    "licence-portrait": licences.portrait,
    "licence-old": licences.old,
    "licence-other": licences.other,
    "id-front": cards.front,
    "id-rare": cards.rare,
    "id-back": cards.back,
    "id-both": cards.both,
    "certificate": certificates.certificate,
    "verification": forms.verification,
    "commitment": forms.commitment,
    "letter": forms.letter,
}


@dataclass(frozen=True)
class Sample:
    """One picture file and the truth about it."""

    group: str
    kind: str
    path: Path
    material: Material
    truth: Truth


def draw(folder: Path, seed: str, groups: list[str], limit: int) -> list[Sample]:
    """`limit` papers of each group, one a kind. A paper looks the same whichever groups are drawn with it."""
    samples = []
    for group in groups:
        for kind in list(KINDS)[:limit]:
            rng = Random(f"{seed}/{group}/{kind}")
            drawn = KINDS[kind](rng)
            path = folder / f"{group}_{kind}.jpg"
            path.write_bytes(HARMS[group](drawn, rng))
            samples.append(Sample(group, kind, path, drawn.material, drawn.truth))
    return samples
