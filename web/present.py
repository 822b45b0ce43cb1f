"""Nouns as rows of a page: labelled, in Chinese, personal numbers masked. All of a paper or finding passes here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from filing.event import Event
from filing.finding import Finding, Json
from filing.masking import mask_number, mask_phone, mask_text
from filing.numbers import clean_number, uscc_ok
from filing.paper import Fact, Paper
from web import fact_labels, labels
from web.filters import moment

Run = tuple[str, bool]
"""A piece of text, and whether it stands alike on the other side of a comparison."""

SECRET_KEYS = ("icp_password", "password")
NUMBER_KEYS = ("cert_no", "id_number", "uscc", "registration_number", "org_code")
PHONE_KEYS = ("landline", "mobile", "mobile2", "phone")
PAIRS = (
    ("form", "paper"),
    ("subject", "form"),
    ("form_domains", "paper_domain"),
    ("form_person", "paper_person"),
    ("form", "due"),
    ("found", "due"),
    ("before", "after"),
)
"""Two keys of a finding's facts that are two readings of one value, or the value and what is due."""

SOURCES = {"ocr": "图像识别", "text": "文件文字", "cell": "表格", "body": "邮件正文", "person": "专员更正"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One value that was read. `other` is the second engine's reading where it differs.

    `veiled`: a personal number is masked in it, which may be looked at with a purpose; a password never is.
    """

    label: str
    value: str
    sure: bool
    source: str
    page: int
    other: str = ""
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values side by side; `hidden` if they differ only where they are masked."""

    left_label: str
    right_label: str
    left: tuple[Run, ...]
    right: tuple[Run, ...]
    hidden: bool


LOOKED_AT = ("QUA001", "QUA008", "QUA009")
"""Findings that say of each look what it is, so that their summary would say it twice."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a rule found, ready to be shown."""

    finding: Finding
    title: str
    cites: str
    facts: tuple[tuple[str, str], ...]
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One entry of the history."""

    what: str
    at: datetime
    details: tuple[tuple[str, str], ...]


def masked(key: str, text: str) -> str:
    """A value as it may be shown under its key. A credit code is public and stays; what only looks like one is not."""
    if key.endswith(SECRET_KEYS):
        return "******"
    if key.endswith(NUMBER_KEYS):
        return text if uscc_ok(clean_number(text)) else mask_number(text)
    return mask_phone(text) if key.endswith(PHONE_KEYS) else mask_text(text)


def fact_rows(paper: Paper) -> tuple[FactRow, ...]:
    """What was read from a paper."""
    return tuple(fact_row(key, fact) for key, fact in paper.facts.items() if fact.text)


def fact_row(key: str, fact: Fact) -> FactRow:
    """One value that was read, labelled and masked."""
    other = masked(key, fact.other) if fact.other else ""
    value = words(key, list(fact.value) if isinstance(fact.value, tuple) else fact.value)
    return FactRow(
        fact_labels.FACTS.get(key) or fact_labels.LOOKS.get(key) or fact.label or key,
        value,
        fact.sure,
        SOURCES.get(fact.source, fact.source),
        fact.page,
        other,
        not key.endswith(SECRET_KEYS) and any(masked(key, text) != text for text in _texts(fact)),
    )


def _texts(fact: Fact) -> tuple[str, ...]:
    return (fact.value,) if isinstance(fact.value, str) else fact.value


def finding_row(finding: Finding, title: str, cites: str) -> FindingRow:
    """A finding with its values; the pair that it compares stands apart."""
    pair = next((p for p in PAIRS if all(finding.facts.get(key) for key in p)), ())
    kind = str(finding.facts.get("key", ""))
    own = ("key", "why") if finding.code in LOOKED_AT else ("key",)
    told = {k: v for k, v in finding.facts.items() if k not in (*pair, *own) and v not in (None, "", [], {})}
    facts = tuple((fact_labels.FINDING_FACTS.get(k, k), words(kind if k == "value" else k, v)) for k, v in told.items())
    return FindingRow(
        finding, title, finding.cites or cites, facts, _comparison(finding.facts, pair, kind) if pair else None
    )


def _comparison(facts: Mapping[str, Json], pair: Sequence[str], kind: str) -> Comparison:
    raw = [_plain(facts[key]) for key in pair]
    left, right = (masked(kind, text) for text in raw)
    names = [fact_labels.FINDING_FACTS[key] for key in pair]
    return Comparison(names[0], names[1], *aligned(left, right), hidden=left == right)


def aligned(left: str, right: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs, each marked by whether it stands alike in the other."""
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        tuple((left[a:b], kind == "equal") for kind, a, b, _, _ in steps if a < b),
        tuple((right[c:d], kind == "equal") for kind, _, _, c, d in steps if c < d),
    )


def words(key: str, value: Json) -> str:
    """A JSON value as a person reads it: lists joined, the program's own words in Chinese, numbers masked."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if key in ("size", "limit") and isinstance(value, int):
        return f"{value:,} 字节"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return "、".join(words(key, item) for item in value)
    if isinstance(value, dict):
        told = {k: v for k, v in value.items() if k != "key"}
        return "；".join(f"{fact_labels.FINDING_FACTS.get(k, k)}：{words(k, v)}" for k, v in told.items())
    text = str(value)
    return fact_labels.VALUES.get(key, {}).get(text) or masked(key, text)


def _plain(value: Json) -> str:
    return "、".join(_plain(v) for v in value) if isinstance(value, list) else str(value)


def event_row(event: Event) -> EventRow:
    """An entry of the ledger: only the data that a person can use."""
    told = {k: v for k, v in event.data.items() if k in labels.EVENT_DATA and v not in (None, "", [], False)}
    details = ((labels.EVENT_DATA[k], _told(k, v)) for k, v in told.items())
    return EventRow(labels.EVENTS[event.kind], event.at, tuple(details))


def _told(key: str, value: Json) -> str:
    if key == "until":
        return moment(datetime.fromisoformat(str(value)))
    if key == "codes" and isinstance(value, list):
        return words(key, list(dict.fromkeys(str(code) for code in value)))
    return words(key, value)


def quality_rows(paper: Paper) -> tuple[tuple[str, str], ...]:
    """What was measured on a picture."""
    return tuple((fact_labels.QUALITY[k], words("", v)) for k, v in paper.quality.items() if k in fact_labels.QUALITY)


def fate_reason(paper: Paper) -> str:
    """Why a part has its fate: its own remark, else what such a fate means."""
    usual = labels.PROBLEMS[paper.problem] if paper.problem else labels.FATE_REASONS[paper.fate]
    return mask_text(paper.about) or usual
