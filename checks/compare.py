"""Whether two readings are of one value: the only place where "same", "different" and "cannot tell" are decided."""

from collections.abc import Iterable

from filing.names import confusable, fold, is_abbreviation, same_name
from filing.numbers import clean_number, id_number_ok, org_code_ok, registration_number_ok, upgrade_id, uscc_ok
from filing.paper import Fact
from filing.terms import Verdict
from filing.traditional import written_today

TYPED = frozenset({"cell", "text", "body"})
"""Sources that cannot be misread: a character that differs was typed so."""


def compare_names(form: Fact, paper: Fact) -> Verdict:
    """PASS if equal, FAIL if provably different, UNSURE in between.

    Equality passes even where the paper's reading is not sure: the form was typed by another hand, and a misreading
    that produces exactly the typed name is not plausible. Difference needs proof: both readings sure and further
    apart than OCR confuses things, or both typed. Traditional characters for today's (蘇州, 苏州) are no proof.
    """
    if same_name(form.text, paper.text):
        return Verdict.PASS
    if any(same_name(a, b) for a in _readings(form) for b in _readings(paper)):
        return Verdict.UNSURE
    if not (form.sure and paper.sure) or written_today(fold(form.text)) == written_today(fold(paper.text)):
        return Verdict.UNSURE
    if form.source in TYPED and paper.source in TYPED:
        return Verdict.FAIL
    return Verdict.UNSURE if _misreadable(form.text, paper.text) else Verdict.FAIL


def abbreviates(form: Fact, paper: Fact) -> bool:
    """Whether the form's name is the paper's with something left out [001:327]."""
    return any(is_abbreviation(form.text, full) for full in _readings(paper))


def closest(form: Iterable[Fact], paper: Fact) -> tuple[Verdict, Fact | None]:
    """The best verdict of several values that would do, and the value that it belongs to."""
    order = (Verdict.PASS, Verdict.UNSURE, Verdict.FAIL)
    judged = [(compare_names(f, paper), f) for f in form]
    return min(judged, key=lambda pair: order.index(pair[0]), default=(Verdict.PASS, None))


def compare_ids(form: str, paper: Fact) -> Verdict:
    """ID numbers; an old number of 15 digits equals its upgrade. FAIL only if both numbers hold (G31)."""
    if upgrade_id(form) == upgrade_id(paper.text):
        return Verdict.PASS
    if paper.other and upgrade_id(form) == upgrade_id(paper.other):
        return Verdict.UNSURE
    proven = paper.sure and id_number_ok(form) and id_number_ok(paper.text)
    return Verdict.FAIL if proven else Verdict.UNSURE


def compare_licence_numbers(form: str, paper: Fact) -> Verdict:
    """USCC, registration number or organisation code. Two kinds cannot be compared, unless one holds the other."""
    left, right = clean_number(form), clean_number(paper.text)
    if left == right or _embeds(left, right) or _embeds(right, left):
        return Verdict.PASS
    proven = paper.sure and licence_kind(left) == licence_kind(right) != ""
    return Verdict.FAIL if proven else Verdict.UNSURE


def licence_kind(number: str) -> str:
    """`uscc`, `registration`, `org_code`, or "" for a number whose check does not hold."""
    kinds = {"uscc": uscc_ok, "registration": registration_number_ok, "org_code": org_code_ok}
    return next((kind for kind, holds in kinds.items() if holds(number)), "")


def _embeds(uscc: str, code: str) -> bool:
    """Characters 9-17 of a USCC are the organisation code (GB 32100)."""
    return uscc_ok(uscc) and len(code) == 9 and uscc[8:17] == code


def _readings(fact: Fact) -> tuple[str, ...]:
    return (fact.text, fact.other) if fact.other else (fact.text,)


def _misreadable(form: str, paper: str) -> bool:
    """One character apart, or the paper's line was perhaps cut: a long name wraps, and OCR may see half of it."""
    typed, read = fold(form), fold(paper)
    cut = len(read) < len(typed) and (typed.startswith(read) or typed.endswith(read))
    return cut or confusable(form, paper)
