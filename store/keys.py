"""What tells that a mail belongs to a case: names, domains, senders, certificate numbers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from filing.case import Submission
from filing.names import edit_distance, fold
from filing.paper import Fact
from filing.terms import Fate

NEAR = 2  # edits: a mistyped domain that the customer corrects in the same thread


@dataclass(frozen=True, slots=True)
class Keys:
    """What one mail says about whose case it is. Names are folded, domains without www and final dot."""

    names: tuple[str, ...]
    domains: tuple[str, ...]
    sender: str
    certs: tuple[str, ...]

    def pairs(self, access_province: str) -> tuple[str, ...]:
        """Case identity = 主办者全称 + 域名 [001:118], within one access province; the subject's words first."""
        return tuple(f"{access_province}|{name}|{domain}" for name in self.names for domain in self.domains)


def keys_of(submission: Submission) -> Keys:
    """The subject's name and domains; what it does not say, the form does.

    Never both: a wrong form attached to the right subject must not tie two owners together.
    """
    line, forms = submission.subject_line, [p.facts for p in submission.papers if p.fate is Fate.FORM]
    names = [line.entity_name] if line.entity_name else [v for f in forms for v in _values(f, "entity_name")]
    domains = line.domains or [v for f in forms for v in _values(f, "domains")]
    return Keys(
        names=_unique(fold(n) for n in names),
        domains=_unique(fold_domain(d) for d in domains),
        sender=submission.mail.sender.lower(),
        certs=_unique(fold(v) for f in forms for v in _values(f, "entity_cert_no")),
    )


def _values(facts: Mapping[str, Fact], key: str) -> tuple[str, ...]:
    """A fact that may hold one or several values."""
    fact = facts.get(key)
    if fact is None:
        return ()
    return (fact.value,) if isinstance(fact.value, str) else fact.value


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))


def fold_domain(domain: str) -> str:
    """The domain for comparing only."""
    return domain.strip().rstrip(".").lower().removeprefix("www.")


def same_matter(keys: Keys, names: Collection[str], domains: Collection[str]) -> bool:
    """Whether a mail in a case's thread is about that case: it names no domain, or the case's, or nearly the case's.

    A near domain counts only under the case's own name (or none): agents file shop1.example and shop2.example.
    """
    if not keys.domains or set(keys.domains) & set(domains):
        return True
    named_alike = not keys.names or bool(set(keys.names) & set(names))
    return named_alike and any(edit_distance(a, b) <= NEAR for a in keys.domains for b in domains)
