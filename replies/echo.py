"""Which of a stranger's words a reply repeats: an answer to a forged sender must carry nobody's message (T104)."""

import re

from filing.names import looks_like_organisation, looks_like_person
from replies.addresses import one_line

OMITTED = "（略）"
_HOST = re.compile(
    r"(?:[a-z0-9\u3400-\u9fff](?:[a-z0-9\u3400-\u9fff-]{0,61})\.)+[a-z\u3400-\u9fff]{2,24}", re.IGNORECASE
)
_LINK = re.compile(
    r"[a-z]{2,8}\s*[:：]\s*//|mailto:|[\w.+-]+@[\w-]+\.\w|<\s*/?\s*[a-z!]|"
    r"(?:qq|vx|wx|v信|微信|加群|群号|电话|热线|tel)\s*(?:群|号|号码)?\s*[:：]?\s*\d{5,}",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"\.(?:jpe?g|png|pdf|tiff?|bmp|gif|webp|hei[cf]|docx?|xlsx?|et|wps|zip|rar|7z|tar|gz|eml|txt|html?|exe)$",
    re.IGNORECASE,
)
_TOP = (
    "com cn net org gov edu top xyz vip info cc me io co shop club site online tv ltd link icu wang ren biz asia pub "
    "work space fun tech store live app dev ru tk ml ga uk us hk tw jp kr de group cloud chat gg ai sh so im run "
    "pro mobi name win bid loan click example test"
)
_BARE = re.compile(
    rf"(?<![a-z0-9-])(?:[a-z0-9][a-z0-9-]{{0,61}}\.)+(?:{_TOP.replace(' ', '|')})(?![a-z0-9])", re.IGNORECASE
)


def plain_host(text: str) -> str | None:
    """`http://www.example.com/` as `www.example.com`; None for whatever is more, or other, than a host."""
    bare = re.sub(r"^\s*(?:https?://)?|/\s*$", "", text.strip(), flags=re.IGNORECASE)
    return bare if len(bare) <= 80 and _HOST.fullmatch(bare) and not _EXTENSION.search(bare) else None


def echoed(text: str, own: frozenset[str] = frozenset(), limit: int = 200) -> str:
    """Their words on one line; a host stands alone; 「（略）」 for words with a link, an address or a strange domain.

    `own` are the domains of the case, lower case: these may stand among other words.
    """
    line = one_line(text, limit)
    host = plain_host(line)
    if _LINK.search(host or line):
        return OMITTED
    return host or (OMITTED if _strange_domain(line, own) else line)


def _strange_domain(line: str, own: frozenset[str]) -> bool:
    """Whether a domain stands among the words that is not one of the case's."""
    return any(m[0].lower().removeprefix("www.") not in own for m in _BARE.finditer(line))


def safe_name(name: str) -> str:
    """An entity's name, if it has the shape of one; "" otherwise."""
    line = one_line(name, 60)
    plain = not re.search(r"https?|www\.|[@/\\<>{}%]", line, re.IGNORECASE)
    return line if plain and (looks_like_organisation(line) or looks_like_person(line)) else ""
