"""What a scan's looks tell, by the thresholds of the policy: hints with their score, never proof."""

from collections.abc import Iterable
from dataclasses import dataclass

from filing.finding import Json
from filing.paper import Paper
from filing.terms import Material
from policy.requirements import LookAsk


@dataclass(frozen=True, slots=True)
class Seen:
    """A look whose measure lies beyond its threshold."""

    look: LookAsk
    score: float

    def told(self) -> dict[str, Json]:
        """Key, sentence, score and threshold as a finding bears them."""
        bound = self.look.below if self.look.below is not None else self.look.above
        return {"key": self.look.key, "look": self.look.text, "score": round(self.score, 2), "threshold": bound}


def seen(paper: Paper, looks: Iterable[LookAsk], weight: str) -> tuple[Seen, ...]:
    """The looks of this weight that a paper has, in the order of the policy."""
    found = ((look, paper.quality.get(look.measure)) for look in looks if look.weight == weight)
    return tuple(
        Seen(look, float(score)) for look, score in found if isinstance(score, int | float) and _beyond(look, score)
    )


def illegible(paper: Paper, looks: Iterable[LookAsk]) -> tuple[Seen, ...]:
    """What makes a scan hard to read, where nothing on it could be read for sure. A photograph bears no text."""
    if paper.material is Material.BACKDROP_PHOTO or any(fact.sure for fact in paper.facts.values()):
        return ()
    return seen(paper, looks, "illegible")


def _beyond(look: LookAsk, score: float) -> bool:
    if look.below is not None:
        return score < look.below
    return look.above is not None and score > look.above
