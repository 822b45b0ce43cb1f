"""A cell's text → which field of the form it names, if any."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from parsers import form_labels as words
from parsers.form_choices import VALUES
from parsers.form_labels import PERSONS, Section
from parsers.form_phrases import PHRASES
from parsers.form_values import is_instruction

MAX_LABEL = 60
_PARENTHESES = re.compile(r"[(\[【<《「〈{][^)\]】>》」〉}]*(?:[)\]】>》」〉}]|$)")
_NUMBERING = re.compile(
    r"^[\s*]*(?:第?[\d一二三四五六七八九十]{1,3}(?:部分|项|栏)?|[a-zA-Z])\s*[、.)．:](?!\d)|^\(\s*[\d一二三四五六七八九十]{1,3}\s*\)"
)
_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_FILLER = re.compile(r"请填写|请输入|请选择|填写|必填项|必填|选填|可选|真实|有效|常用|具体|准确|基本|本人|相关|的")
_BAND_TAIL = re.compile(
    r"(?:基本|备案|详细|相关|登记|填写|核验)?(?:信息|情况|资料|部分|栏|内容|信息栏|一览)(?:登记|填写|核验|备案|栏|部分)?$"
)
_BAND_HEAD = re.compile(
    r"^(?:第[\d一二三四五六七八九十]+部分|part\d+|icp备案|icp|备案(?!主体|网站|联系人|经办人|单位))"
)
_TRANSLATION = re.compile(r"(?<=[\u3400-\u9fff)])[\s/]+[A-Za-z][A-Za-z .'/&-]*$")  # 网站名称 Site name
_HINT = re.compile(
    r"名|证|号|电话|手机|邮|域|网|址|备案|接入|服务|负责|法人|法定|ip|审批|性质|类|语|密码|时间|单位|省|市|投资|联系|注册|住所"
)
_FUZZY_AT = 85
_FUZZY_MARGIN = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label names: whose (`Section.NONE`: the place decides) and what. `bare`: an owner alone (网站负责人)."""

    section: Section
    role: str
    bare: bool = False


def fold_label(text: str) -> str:
    """The label without numbering, parentheses, punctuation and spaces: 「1、*姓　名（必填）：」 is 姓名."""
    plain = _PARENTHESES.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", text).strip()))
    return _NOISE.sub("", plain.lower())


@lru_cache(maxsize=8192)
def meaning_of(text: str) -> Meaning | None:
    """The field that a whole cell names, or None if the cell is no label."""
    if not 1 <= len(text) <= MAX_LABEL:
        return None
    normal = unicodedata.normalize("NFKC", text).strip()
    if fold_label(normal) in VALUES or is_instruction(normal) or normal.lstrip("(")[:1] in ("同", "与", "和"):
        return None  # 企业, 请填写真实姓名 and 同主体负责人 are no labels
    for candidate in _readings(normal):
        found = (
            _known().get(candidate) or _known().get(_FILLER.sub("", candidate)) or _known().get(_unnumbered(candidate))
        )
        if found:
            return _owned_by_hint(found, normal)
    return _fuzzy(fold_label(normal))


def _readings(text: str) -> list[str]:
    """The folded text, then what stands before an instruction: on the first line, or before a comma."""
    first_line = text.splitlines()[0] if text else ""
    before = re.split(r"[,;。]|\s{2,}", first_line)[0]
    readings = (text, first_line, before, _TRANSLATION.sub("", first_line))
    return list(dict.fromkeys(f for f in (fold_label(t) for t in readings) if f))


def _unnumbered(folded: str) -> str:
    """①网站名称 folds to 1网站名称, 手机号码3 is one more 手机号码."""
    return re.sub(r"^\d{1,2}(?=\D)|(?<=\D)\d$", "", folded)


def _owned_by_hint(meaning: Meaning, text: str) -> Meaning:
    """「手机号码（网站负责人）」: the parentheses say whose."""
    if meaning.section is not Section.NONE:
        return meaning
    for hint in _PARENTHESES.findall(text):
        owner = _owners().get(_NOISE.sub("", hint.lower()))
        if owner is not None:
            return Meaning(owner, meaning.role)
    return meaning


def _fuzzy(folded: str) -> Meaning | None:
    """One character too many or too few in a longer label; never if another field is nearly as close."""
    if not 4 <= len(folded) <= 16 or not _HINT.search(folded):
        return None
    alike = {*_by_ends().get(folded[:2], ()), *_by_ends().get(folded[-2:], ())}
    close = process.extract(folded, sorted(alike), scorer=fuzz.ratio, score_cutoff=_FUZZY_AT - _FUZZY_MARGIN, limit=8)
    if not close or close[0][1] < _FUZZY_AT:
        return None
    best = _known()[close[0][0]]
    rivals = [word for word, score, _ in close if score > close[0][1] - _FUZZY_MARGIN and _known()[word] != best]
    return None if rivals else best


@cache
def _by_ends() -> dict[str, list[str]]:
    """Labels by their first and by their last two characters: one slip of the pen leaves one of them whole."""
    table: dict[str, list[str]] = {}
    for word in _known():
        for end in {word[:2], word[-2:]}:
            table.setdefault(end, []).append(word)
    return table


@lru_cache(maxsize=4096)
def band_of(text: str) -> Section | None:
    """The section that a heading such as 「二、网站负责人基本情况」 opens, or None if the cell is no heading."""
    folded = fold_label(text)
    if not 2 <= len(folded) <= 20 or folded in _known() or re.search(r"[表书单]$|登记表|核验单", folded):
        return None  # 服务内容 looks like a heading (服务 + 内容), but is a label
    inner = _BAND_HEAD.sub("", folded)
    base = _BAND_TAIL.sub("", inner)
    if base == inner or not base:
        return None
    return _owners().get(base)


@lru_cache(maxsize=4096)
def bare_owner(text: str) -> Section | None:
    """The section of a cell that is nothing but an owner: 主体负责人, 网站负责人, 主办单位, 接入."""
    return _owners().get(fold_label(text))


@cache
def _owners() -> dict[str, Section]:
    table = {word: section for section, group in words.BAND_EXTRA.items() for word in group}
    return table | {word: section for section, group in words.OWNERS.items() for word in group}


@cache
def _known() -> dict[str, Meaning]:
    """Every folded label. What is put in first stays: phrases before combinations."""
    table: dict[str, Meaning] = {}
    for (section, role), phrases in PHRASES.items():
        _put(table, phrases, Meaning(section, role))
    for role, alone in words.ENTITY_ALONE.items():
        _put(table, alone, Meaning(Section.ENTITY, role))
    for section, owners in words.OWNERS.items():
        for role, attributes in _attributes(section).items():
            _put(table, [f"{o}{a}" for o in owners for a in attributes], Meaning(section, role))
        if section in words.BARE_OWNER_IS_NAME:
            _put(table, owners, Meaning(section, "name", bare=True))
    _put(table, words.BARE_ENTITY_NAME, Meaning(Section.ENTITY, "name", bare=True))
    for role, ambiguous in words.AMBIGUOUS.items():
        _put(table, ambiguous, Meaning(Section.NONE, role))
    _put(table, words.PERSON_ATTRIBUTES["ignored"], Meaning(Section.OTHER, "ignored"))
    return table


def _attributes(section: Section) -> dict[str, tuple[str, ...]]:
    if section is Section.ENTITY:
        contact = {r: w for r, w in words.PERSON_ATTRIBUTES.items() if r in ("landline", "mobile", "email", "phone")}
        return words.ENTITY_ATTRIBUTES | contact
    if section in PERSONS:
        names = (*words.PERSON_ATTRIBUTES["name"], "名称")
        numbers = (*words.PERSON_ATTRIBUTES["cert_no"], "身份证", "身份证件")
        return words.PERSON_ATTRIBUTES | {"name": names, "cert_no": numbers}
    return {}


def _put(table: dict[str, Meaning], folded: "list[str] | tuple[str, ...]", meaning: Meaning) -> None:
    for word in folded:
        table.setdefault(word, meaning)
