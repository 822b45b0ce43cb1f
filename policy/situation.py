"""What a case is, as far as policy depends on it: kind, nature, provinces, roles."""

from dataclasses import dataclass

from filing.case import Case
from filing.terms import EntityType, FilingKind
from policy.entity_province import Evidence, evidence
from policy.entity_type import Nature, entity_type
from policy.filing_kind import filing_kind
from policy.letter import Letter, letter


@dataclass(frozen=True, slots=True)
class Situation:
    """A case reduced to what decides which rows of the policy apply."""

    kind: FilingKind
    kind_source: str
    nature: Nature
    evidence: tuple[Evidence, ...]
    letter: Letter

    @property
    def entity_type(self) -> EntityType | None:
        """None if nothing tells."""
        return self.nature.entity_type

    @property
    def province(self) -> Evidence | None:
        """The best evidence of the entity's province."""
        return self.evidence[0] if self.evidence else None

    @property
    def seen(self) -> tuple[str, ...]:
        """Every province that anything points to, best evidence first."""
        return tuple(dict.fromkeys(e.province for e in self.evidence))

    @property
    def strong(self) -> tuple[str, ...]:
        """The provinces of strong evidence."""
        return tuple(dict.fromkeys(e.province for e in self.evidence if e.strong))

    @property
    def certain(self) -> tuple[str, ...]:
        """The entity's province if strong evidence, surely read, decides it; () if not."""
        best = self.province
        return (best.province,) if best and best.strong and best.sure else ()

    @property
    def demanding(self) -> tuple[str, ...]:
        """Whose exceptions apply: all strong provinces; weak evidence speaks only where nothing strong does."""
        return self.strong or self.seen[:1]


def situation_of(case: Case) -> Situation:
    """Look at a case once."""
    kind, source = filing_kind(case)
    nature = entity_type(case)
    asked = nature.entity_type not in (None, EntityType.INDIVIDUAL) and kind is not FilingKind.CANCEL
    due = letter(case) if asked else "not_due"
    return Situation(kind, source, nature, evidence(case, nature.entity_type), due)
