"""Domains and IP addresses inside a subject: 「无论…域名方式访问或是通过IP地址的方式访问都要办理」 [001:371]."""

import ipaddress
import re
from dataclasses import dataclass

from parsers.domain_suffixes import registrable
from parsers.subject_words import trim_noise

Span = tuple[int, int]

_IPV4 = re.compile(r"(?<![\d.])(?:https?://)?((?:\d{1,3}\.){3}\d{1,3})(?::\d{1,5})?(?![\d.])(?:/\S*)?")
_IPV6 = re.compile(
    r"(?<![0-9a-f:])\[?((?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,7}|[0-9a-f:]{2,39}::[0-9a-f:]{0,39})\]?",
    re.IGNORECASE,
)
_ASCII = re.compile(
    r"(?P<scheme>https?\s?:\s?//\s?)?"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\s?\.(?:\s(?=(?:com|cn|net|org|cc)\b))?){1,8}"
    r"(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}))(?![a-z0-9])\.?(?P<port>:\d{1,5}(?!\d))?",
    re.IGNORECASE,
)
_CHINESE_SUFFIXES = (
    "中国 公司 网络 网址 商标 企业 信息 集团 公益 政务 在线 中文网 我爱你 移动 购物 商城 网店 手机 时尚 佛山 广东 "
    "世界 健康 娱乐 慈善 招聘 游戏 香港 台湾 新加坡 餐厅 食品 机构 政府 网站 珠宝 通用电子 点看 八卦 微博 联通 中信 "
    "酒店 书籍 家電 淡马锡 谷歌 大拿 中國 網路 网路 诺基亚 亚马逊 嘉里 嘉里大酒店 香格里拉 天主教 飞利浦 大众汽车"
)
_LAST = "|".join(sorted(_CHINESE_SUFFIXES.split(), key=len, reverse=True))
_CHINESE = re.compile(
    r"(?:https?://)?(?:www\.)?"
    r"(?P<host>(?:[a-z0-9\u3400-\u9fff](?:[a-z0-9\u3400-\u9fff-]{0,61}[a-z0-9\u3400-\u9fff])?\.){1,4}"
    rf"(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,24}}(?![a-z0-9])|{_LAST}))",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z\u3005\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
"""A letter of another script, such as the Cyrillic one that looks like an a: no domain under 中国 or cn has any."""
_ORGANISATION_INSIDE = re.compile(
    r"^.{2,}?(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|合作社|事务所|工作室|经营部|商行|协会|学校|医院|公司|"
    r"[一-龥]{2}(?:厂|店|中心))(?P<label>.+)$"
)
_FILE = re.compile(
    r"\.(?:zip|rar|7z|gz|tar|mov|docx?|xlsx?|et|wps|pdf|jpe?g|png|gif|bmp|tiff?|heic|txt|eml|html?|php|aspx?|jsp)$",
    re.IGNORECASE,
)
_COMPANY_FORM = re.compile(r"^(?:co|ltd|inc|llc|limited|corp|company)-", re.IGNORECASE)
_COMPANY_DOT = re.compile(r"^(?:co|pte|pty|sdn|inc|corp)\.\s?(?:ltd|limited|bhd|inc|co)$", re.IGNORECASE)
_PATH = re.compile(r"[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*=%-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """`spans` are what to take out of the subject.

    `doubtful`: mistyped suffix, name and domain glued together, or letters that only look like those of a domain.
    """

    domains: tuple[str, ...]
    spans: tuple[Span, ...]
    doubtful: bool


def find_domains(folded: str) -> Found:
    """All domains of a folded subject (half-width, one kind of dot), registrable part only, each once, in order."""
    finds: list[tuple[int, int, str, bool]] = []
    text = folded
    for finder in (_addresses, _ascii_domains, _chinese_domains):
        found = finder(text)
        finds += found
        text = _blank(text, [(start, end) for start, end, _, _ in found])
    finds.sort(key=lambda find: find[:2])  # two of one piece stay in their order
    domains = tuple(dict.fromkeys(domain for _, _, domain, _ in finds if domain))
    doubtful = any(doubt or _is_foreign(folded, start, domain) for start, _, domain, doubt in finds)
    return Found(domains, tuple((s, e) for s, e, _, _ in finds), doubtful)


def _is_foreign(text: str, start: int, domain: str) -> bool:
    """Inside a domain, or right before what was taken for its beginning: exаmple.com with a Cyrillic а."""
    return _FOREIGN.search(text[max(0, start - 1) : start] + domain) is not None


def _blank(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _addresses(text: str) -> list[tuple[int, int, str, bool]]:
    found = []
    for match in (*_IPV4.finditer(text), *_IPV6.finditer(text)):
        try:
            address = str(ipaddress.ip_address(match[1]))
        except ValueError:
            continue
        found.append((match.start(), match.end(), address, False))
    return found


def _ascii_domains(text: str) -> list[tuple[int, int, str, bool]]:
    found, position = [], 0
    while match := _ASCII.search(text, position):
        start, host = match.start(), re.sub(r"\s", "", match["host"])
        position = match.end()
        if _COMPANY_DOT.match(match["host"]):
            continue
        if form := _COMPANY_FORM.match(host):  # Foo Co., Ltd-foo.com
            start, host = start + form.end(), host[form.end() :]
        end = _path_end(text, match)
        for piece in _joined(host):
            domain = registrable(piece)
            found.append((start, end, domain or "", domain is None and not _FILE.search(piece)))
        position = max(end, start + 1)
    return found


def _joined(host: str) -> list[str]:
    """a.com-b.cn: two domains with a dash between them, since a label that begins with com- is next to never real."""
    return re.sub(r"(\.(?:com|cn|net|org))-+(?=[a-z0-9][a-z0-9-]*\.)", r"\1 ", host, flags=re.IGNORECASE).split()


def _path_end(text: str, match: re.Match[str]) -> int:
    path = _PATH.match(text, match.end())
    if not path:
        return match.end()
    first = _ASCII.match(text, match.end() + 1)
    another = first is not None and registrable(re.sub(r"\s", "", first["host"])) is not None
    return match.end() if another and not match["scheme"] else path.end()  # a.com/b.com: two domains


def _chinese_domains(text: str) -> list[tuple[int, int, str, bool]]:
    found, position = [], 0
    while match := _CHINESE.search(text, position):
        position = match.end()
        host = match["host"]
        if not _HAN.search(host) or _FILE.search(host):
            continue
        start, glued = match.start("host"), _ORGANISATION_INSIDE.match(host.partition(".")[0])
        if glued:
            start += glued.start("label")
            host = host[glued.start("label") :]
        domain = registrable(host)
        doubtful = bool(glued) or domain is None or _runs_on(text, match.end())
        found.append((start if glued else match.start(), match.end(), domain or "", doubtful))
    return found


def _runs_on(text: str, end: int) -> bool:
    """例子.中国苏州某某有限公司: where the suffix ends is a guess, unless only a courtesy follows."""
    behind = re.compile(r"[\u3400-\u9fff]*").match(text, end)
    return behind is not None and bool(trim_noise(behind[0]))
