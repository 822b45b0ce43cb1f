"""What the body says besides its attachments: 「请同时提供备案号和备案密码」 [001:105]."""

import re
import unicodedata
from collections.abc import Mapping

from filing.numbers import find_icp_numbers, find_police_numbers
from filing.paper import Fact
from filing.terms import FilingKind
from parsers.charsets import clean_line

LONGEST = 50_000

_VALUE = r"\s*(?:是|为)?\s*[:=]?\s*[\"'“‘「(【\[]?(?P<value>[\x21-\x7e]{4,32})"
_NAMED = re.compile(
    rf"(?:(?:ICP|网站|主体)?备案\s*(?:号)?\s*(?:的)?|ICP)\s*(?:密码|口令)(?:\([^()]*\))?{_VALUE}", re.IGNORECASE
)
_PLAIN = re.compile(rf"(?<![\u4e00-\u9fffA-Za-z])(?:密码|口令|password|pwd|pass){_VALUE}", re.IGNORECASE)
_KINDS = (
    (FilingKind.CANCEL, r"注销(?:主体|网站)?备案|备案注销|取消(?:接入|备案)|注销(?:主体|网站|接入)"),
    (FilingKind.CHANGE, r"变更备案|备案(?:信息)?变更|修改备案"),
    (
        FilingKind.ADD_ACCESS,
        r"接入备案|备案接入|新增接入|备案转入|转入备案|转接入|(?:转|迁|接入|转入|迁入)到?(?:贵|你们|中网)",
    ),
    (FilingKind.ADD_WEBSITE, r"新增网站|增加网站|添加网站"),
    (FilingKind.INITIAL, r"首次备案|初次备案|新增备案|第一次备案"),
)
_NEGATED = re.compile(r"(?:不是|并非|无需|不需要|不用|没有|非)\s*$")


def read_body(subject: str, own_text: str) -> Mapping[str, Fact]:
    """Facts with source `body`: entity_icp_number, website_icp_number, icp_password, police_number, filing_kind."""
    text = unicodedata.normalize("NFKC", f"{subject}\n{own_text[:LONGEST]}")
    found = {**_numbers(text), "icp_password": _password(text), "filing_kind": _kind(text)}
    police = find_police_numbers(text)
    found["police_number"] = police[0] if police else None
    return {key: Fact(value, sure=True, source="body") for key, value in found.items() if value}


def _numbers(text: str) -> dict[str, str | None]:
    """With a site suffix it is the website's number, without one the entity's [000:140]."""
    numbers = find_icp_numbers(text)
    return {
        "entity_icp_number": next((n.text for n in numbers if n.site is None), None),
        "website_icp_number": next((n.text for n in numbers if n.site is not None), None),
    }


def _password(text: str) -> str | None:
    """The value beside 备案密码, else beside a bare 密码; 解压密码 and 邮箱密码 are other secrets."""
    for pattern in (_NAMED, _PLAIN):
        for match in pattern.finditer(text):
            value = clean_line(match["value"]).rstrip(",.;\"')]")
            if len(value) >= 4 and not value.lower().startswith(("http", "www.")):
                return value
    return None


def _kind(text: str) -> str | None:
    """The first kind that the text speaks of without a 「不是」 before it."""
    hits = [
        (match.start(), kind)
        for kind, pattern in _KINDS
        for match in re.finditer(pattern, text)
        if not _NEGATED.search(text[max(0, match.start() - 6) : match.start()])
    ]
    return min(hits)[1].value if hits else None
