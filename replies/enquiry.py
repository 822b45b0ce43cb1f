"""A question without papers is matched to the 46 of the seed's P4; what is near none of them is left to a person."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path

from filing.mail import Mail
from policy.requirements import Provider
from replies.plain_words import Vocabulary
from replies.ranking import Known, Ranking

FAQ = Path(__file__).parent / "faq"
NEAR_ENOUGH = 0.3
"""Below, nothing is proposed. Measured in tests/unit/replies/test_enquiry.py."""

LONGEST = 3000  # characters of a mail in which a question is looked for
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of replies/faq. `today` says how practice differs from the seed; `{…}` are fields of the provider.

    `by_access` holds the answer where it is another for one access province.
    """

    code: str
    question: str
    answer: str
    cites: str
    as_of: date
    variants: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...] = ()
    today: str = ""
    by_access: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a draft says."""

    code: str
    question: str
    paragraphs: tuple[str, ...]


def propose(mail: Mail) -> Entry | None:
    """The entry that the mail's own words ask for, or None: nothing is guessed."""
    code, near = _ranking().best(f"{mail.subject}\n{mail.own_text or mail.text}"[:LONGEST])
    return entries().get(code) if near >= NEAR_ENOUGH else None


def answer(entry: Entry, provider: Provider, *, today: bool = False) -> Answer:
    """The entry's answer in the words of an access province; how practice differs only where the policy is today's."""
    said = entry.by_access.get(provider.access_province, entry.answer)
    month = f"{entry.as_of.year}年{entry.as_of.month}月"
    note = f"补充说明（截至{month}）：{entry.today}" if entry.today and today else ""
    known = {f.name: str(getattr(provider, f.name)) for f in fields(provider)}
    texts = [_FIELD.sub(lambda m: known[m[1]], text) for text in (said, note) if text]
    return Answer(entry.code, entry.question, tuple(texts))


@cache
def entries() -> Mapping[str, Entry]:
    """F01 … F46 by code."""
    return {file.stem: _entry(file.stem, _table(file.name)) for file in sorted(FAQ.glob("F*.toml"))}


def _entry(code: str, table: Mapping[str, object]) -> Entry:
    lists = {key: tuple(map(_frozen, value)) for key, value in table.items() if isinstance(value, list)}
    return Entry(code, **{**table, **lists})  # type: ignore[arg-type]  # tests hold the files against the fields


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@cache
def _ranking() -> Ranking:
    """What no entry answers is an entry too: the nearest one wins."""
    table = _table("words.toml")
    groups = [line.split() for line in table["same"]]
    words = Vocabulary(
        {word: group[0] for group in groups for word in group}, table["noise"], table["subjects"], table["hints"]
    )
    known = {code: Known((e.question, *e.variants), e.keys) for code, e in entries().items()}
    return Ranking({**known, "none": Known(_table("none.toml")["variants"])}, words)


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads((FAQ / name).read_text(encoding="utf-8"))
