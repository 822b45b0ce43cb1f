"""Cleaning what was read beside a label: names, numbers, dates, domains."""

import re
import unicodedata
from datetime import date

from filing.names import looks_like_organisation, looks_like_person
from filing.numbers import clean_number
from parsers.domain_suffixes import registrable
from parsers.page import squeeze

LONG_TERM = "长期"
_HAN = r"\u3400-\u9fff\U00020000-\U000323af〇"
_PERSON = re.compile(rf"[{_HAN}]+(?:\s*[·•‧・･．.]\s*[{_HAN}]+)*")
_DATE = re.compile(
    r"(\d{4})\s?[年./\-—一]\s?(\d{1,2})\s?[月./\-—一]\s?(\d{1,2})(?!\d|\s?\.\s?\d)\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
"""Two spaces are a gap between two pieces, of which one may have lost its end: 「2022.03.  2.03.03」 is no date."""
_OPEN = re.compile(r"长\s*期|永\s*久|无\s*[固国围]\s*定\s*期\s*限|无\s*期\s*限|不\s*约\s*定\s*期\s*限")
_CHINESE_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○O一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_SUFFIX = r"(?:[a-z]{2,24}|xn--[a-z0-9\-]{2,40}|中国|公司|网络|政务|公益|网址|商城|在线|我爱你|集团)"
_ASCII_DOMAIN = re.compile(
    rf"(?<![a-z0-9@._\-])(?:https?://)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9\-]{{0,61}}[a-z0-9])?\.)+{_SUFFIX})(?![a-z0-9\-@])",
    re.IGNORECASE,
)
_HAN_DOMAIN = re.compile(
    rf"(?<![\w@.\-])(?:www\.)?([a-z0-9\-]{{0,20}}[\u4e00-\u9fff][a-z0-9\-\u4e00-\u9fff]{{0,30}}\.{_SUFFIX})(?!\w)",
    re.IGNORECASE,
)
_TITLES = ("先生", "女士", "同志")
_EDGES = " \t☑☐□■√✓:：;；,，。.、·*＊_—-|'\"“”《》<>=～~"


def organisation(text: str) -> str | None:
    """A full name of an organisation or person without marks around it; brackets as printed on Chinese papers."""
    name = re.sub(r"[（(](?:盖章|公章|签章|签字|单位公章|加盖公章|以下简称[^）)]*|印章)[）)]", "", squeeze(text)).strip(
        _EDGES
    )
    name = re.sub(r"(?:盖章|公章|签章|签字)$", "", name).strip(_EDGES)
    if re.search(rf"[{_HAN}]", name):
        name = name.replace("(", "（").replace(")", "）")
    else:
        name = re.sub(r"\s+", " ", text).strip(_EDGES)
        name += "." if re.search(r"(ltd|inc|co|corp)$", name, re.IGNORECASE) and f"{name}." in text else ""
    return name if len(name) >= 2 else None


def person(text: str) -> str | None:
    """The name of a person at the start of a text; spaces inside 张 三 are only typography."""
    stripped = re.sub(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])", "", text.strip(_EDGES))
    match = _PERSON.match(stripped)
    if not match:
        return None
    name = re.sub(r"\s*[·•‧・･．.]\s*", "·", match[0])
    for title in _TITLES:
        name = name.removesuffix(title)
    return name if looks_like_person(name) else None


def foreign_or_person(text: str) -> str | None:
    """A person's name in Chinese, or in Latin capitals as on licences of foreign-owned companies."""
    latin = re.match(r"[A-Z][A-Za-z.,'\- ]{3,60}", text.strip(_EDGES))
    return person(text) or (latin[0].strip() if latin else None)


def is_organisation(name: str) -> bool:
    """Whether a name reads like an organisation's."""
    return looks_like_organisation(name)


def certificate_number(text: str) -> str | None:
    """The longest run that may be a licence or certificate number."""
    runs = re.findall(r"[0-9A-Z]{6,20}", clean_number(text))
    return max(runs, key=len, default=None)


def dates(text: str) -> list[str]:
    """Every valid date of a text as YYYY-MM-DD, and 长期 for an open end, in order."""
    flat = unicodedata.normalize("NFKC", text)
    flat = _CHINESE_DATE.sub(lambda m: f"{m[1].translate(_CHINESE_DIGITS)}年{_chinese(m[2])}月{_chinese(m[3])}日", flat)
    found = [(m.start(), _iso(m)) for m in _DATE.finditer(flat)] + [
        (m.start(), LONG_TERM) for m in _OPEN.finditer(flat)
    ]
    return [value for _, value in sorted(found) if value]


def period(text: str) -> tuple[str | None, str | None]:
    """From and to of 「2016年05月11日至2036年05月10日」; one date alone is the end after 至, else the beginning."""
    found = dates(text)
    if len(found) >= 2:
        return found[0], found[1]
    if not found:
        return None, None
    if found[0] == LONG_TERM or re.match(r"\s*[自从]?\s*[至到]", text):
        return None, found[0]
    return found[0], None


def domains(text: str) -> list[str]:
    """The domains of a text, lower case, without www and addresses of mail."""
    flat = re.sub(r"\s*([.．。])\s*(?=[a-z0-9])", ".", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    found = [m for pattern in (_ASCII_DOMAIN, _HAN_DOMAIN) for m in pattern.finditer(flat)]
    return list(dict.fromkeys(m[1].lower() for m in found))


def public_domains(text: str) -> list[str]:
    """Those whose suffix exists: OCR makes .itd and .1td of .ltd, and of a dot nothing at all."""
    return [domain for domain in domains(text) if registrable(domain)]


def _iso(match: re.Match[str]) -> str | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _chinese(number: str) -> int:
    """十一 is 11, 二十 is 20."""
    tens, ten, ones = number.partition("十")
    digit = "〇一二三四五六七八九".find
    if not ten:
        return digit(tens)
    return (digit(tens) if tens else 1) * 10 + (digit(ones) if ones else 0)
