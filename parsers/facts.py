"""From what an extractor found to facts: what was read twice alike, or proves itself, need not be looked at again."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from filing.names import ORGANISATION, fold, looks_like_organisation, looks_like_person
from filing.numbers import id_check_ok, id_number_ok, org_code_ok, registration_number_ok, uscc_ok
from filing.paper import Fact
from filing.ports import Line
from parsers.layout import Value, Values
from parsers.page import Page, union
from parsers.script import in_one_script

Extract = Callable[[Page], Values]

KEY_FACTS = (
    "entity_name",
    "legal_representative",
    "name",
    "holder",
    "uscc",
    "id_number",
    "domain",
    "valid_from",
    "valid_to",
    "registrar",
)
"""What is compared with the form or the calendar, and so worth a second reading."""
MAX_KEY_LINES = 14
LEGIBLE = 0.85  # the score that three quarters of a page's lines must reach before anything may be called absent
_PERSONS = ("name", "legal_representative")
_NAMES = ("entity_name", "holder", "registrar")
_WRITTEN = (*_NAMES, "address", "issued_by")
CERTAIN_PERSON = 0.995
"""What the better tier must give each character of a person's name. Measured on 1,800 drawn names, most of them rare:
where it takes 赟 for 赞 (or 曈 for 瞳, 皛 for 晶, 玚 for 场), the other character stands second and takes its share."""
CERTAIN = 0.9
"""The same for organisations, of which one character in twenty may not cost the whole."""
CERTAIN_SIGN = 0.95
"""The same for domains and dates, of which every sign counts."""
LEGIBLE_NAME = 0.9  # the lower score of both tiers for the whole line
_PROOFS: dict[str, Callable[[str], bool]] = {
    "id_number": lambda n: id_check_ok(n) and id_number_ok(n),
    "uscc": lambda n: uscc_ok(n) or registration_number_ok(n) or org_code_ok(n),
}


def key_lines(found: Values) -> tuple[int, ...]:
    """Indexes of the lines that the key facts came from."""
    lines = dict.fromkeys(i for key in KEY_FACTS if key in found for i in found[key].lines)
    return tuple(lines)[:MAX_KEY_LINES]


def with_rereading(page: Page, indexes: tuple[int, ...], again: tuple[Line, ...]) -> Page:
    """The page with the better tier's reading in place and the first one beside it as `other`."""
    lines = list(page.lines)
    for i, line in zip(indexes, again, strict=True):
        if line.text.strip() and line.score >= 0.5:
            score = min(line.score, lines[i].score)
            lines[i] = replace(line, other=lines[i].text, box=lines[i].box, score=score)
    return Page(tuple(lines), page.width, page.height, page.number, page.source)


def facts(page: Page, extract: Extract) -> dict[str, Fact]:
    """Extract from both readings of the page and compare them."""
    first, second = _in_one_script(extract(page)), _in_one_script(extract(page.second_reading()))
    only_second = {key: replace(_fact(page, key, value, None), sure=False) for key, value in second.items()}
    return only_second | {key: _fact(page, key, value, second.get(key)) for key, value in first.items()}


def _in_one_script(found: Values) -> Values:
    return {
        k: v.now(in_one_script(v.text)) if k in _WRITTEN and isinstance(v.text, str) else v for k, v in found.items()
    }


def _fact(page: Page, key: str, value: Value, second: Value | None) -> Fact:
    box = union(page.lines[i].box for i in value.lines) if value.lines else None
    fact = Fact(value.text, source=page.source, page=page.number, box=box, label=value.label)
    if page.source == "text":
        return replace(fact, sure=True)
    if isinstance(value.text, tuple):
        return replace(fact, sure=_all_seen(page, value))
    other = second.text if second and isinstance(second.text, str) else None
    if key in _PROOFS:
        return _number(fact, value.text, other, all(_engine_knows(page, value.lines)), _PROOFS[key])
    alike = other is not None and fold(other) == fold(value.text)
    sure = alike and _plausible(key, value.text) and _read_twice(page, value.lines) and _certain(page, key, value)
    return replace(fact, sure=sure, other=None if alike else other)


def _all_seen(page: Page, value: Value) -> bool:
    """Of sides of a card: one alone is sure only in a picture in which the other one could have been read."""
    scores = sorted(page.lines[i].score for i in value.lines)
    return len(value.text) > 1 or (bool(scores) and scores[len(scores) // 4] > LEGIBLE)


def _plausible(key: str, text: str) -> bool:
    """Whether a name may be believed: one that does not end as names end was cut off by glare, a seal or the edge,
    and where only the ending stands (公司) the beginning is missing.
    """
    if ORGANISATION.fullmatch(fold(text)) or (key == "name" and not looks_like_person(text)):
        return False
    whole = text.count("（") + text.count("(") == text.count("）") + text.count(")")
    return key not in _NAMES or (whole and (looks_like_organisation(text) or looks_like_person(text)))


def _certain(page: Page, key: str, value: Value) -> bool:
    """Whether the engine hesitated at none of the value's characters: at which it does, its line score conceals."""
    lines, text = [page.lines[i] for i in value.lines], str(value.text)
    if any(not line.certainty for line in lines) or not _whole(lines, key, text):
        return False
    if key == "domain" and any(_goes_on(page, i) for i in value.lines):
        return False
    least, telling = CERTAIN_SIGN, set(text)
    if _is_person(key, text):
        least = CERTAIN_PERSON
        if any(line.score < LEGIBLE_NAME for line in lines):
            return False
    if key in _NAMES:
        least, telling = max(CERTAIN, least if _is_person(key, text) else 0.0), _telling(text)
    seen = (pair for line in lines for pair in zip(line.text, line.certainty, strict=False))
    return all(c >= least for char, c in seen if char in telling)


def _is_person(key: str, text: str) -> bool:
    return key in _PERSONS or (key in _NAMES and looks_like_person(text))


def _whole(lines: list[Line], key: str, text: str) -> bool:
    """Whether it stands as it is on the page: a person's name and a domain in one line, an organisation's in its lines.

    A character that does not was put into the page's script: the engine had taken it for its old form.
    """
    if key == "domain":
        return all(any(_stands(d, line.text) for line in lines) for d in text.split("、"))
    if _is_person(key, text):
        return any(fold(text) in fold(line.text) for line in lines)
    return key not in _NAMES or _telling(text) <= {char for line in lines for char in line.text}


def _goes_on(page: Page, line: int) -> bool:
    """Whether a line begins with what may be the rest of a domain that the row above began (kaiyue64.o|rg.cn)."""
    row = page.row_of.get(line, 0)
    if row == 0 or page.rows[row][0] != line or not re.match(r"[a-z0-9.\-]", page.lines[line].text, re.IGNORECASE):
        return False
    return re.search(r"[a-z0-9.\-]$", page.lines[page.rows[row - 1][-1]].text.strip(), re.IGNORECASE) is not None


def _stands(domain: str, text: str) -> bool:
    """Whether a domain stands in a text with nothing of a domain before or behind it but www."""
    found = re.search(rf"(?:^|[^a-z0-9.\-à-ɏ]|www\.){re.escape(domain)}(?![a-z0-9\-])", fold(text))
    return found is not None


def _telling(name: str) -> set[str]:
    """The characters that tell one name from another: brackets and the ending (有限公司) prove themselves."""
    ending = ORGANISATION.search(name)
    return {char for char in name[: ending.start() if ending else None] if char.isalnum()}


def _number(fact: Fact, text: str, other: str | None, trusted: bool, proof: Callable[[str], bool]) -> Fact:
    """The reading whose unmodified check digit holds; never a repaired one."""
    if proof(text):
        return replace(fact, sure=trusted, other=other if other != text else None)
    if other and proof(other):
        return replace(fact, value=other, sure=trusted, other=text)
    return replace(fact, other=other if other != text else None)


def _engine_knows(page: Page, lines: Iterable[int]) -> Iterable[bool]:
    # a line read twice is doubted for rare Han characters only, which no number holds
    return (page.lines[i].known or page.lines[i].other is not None for i in lines)


def _read_twice(page: Page, lines: tuple[int, ...]) -> bool:
    return bool(lines) and all(page.lines[i].known and page.lines[i].other is not None for i in lines)
