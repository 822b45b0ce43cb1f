"""The subject line: 「主题为网站主办者全称+备案域名」 [001:118], as customers really write it.

Grammar: prefix* field (separator field)*. Domains are found first, then words that are neither name nor domain are
dropped, and what is left is one name, or the line is not `confident`.
"""

import re
from dataclasses import dataclass

from filing.mail import SubjectLine
from filing.names import looks_like_organisation, looks_like_person
from filing.numbers import find_icp_numbers
from filing.places import place_names
from parsers.charsets import clean_line
from parsers.subject_domains import find_domains
from parsers.subject_words import filing_kind, is_noise, strip_prefixes, trim_noise, weaker
from parsers.surnames import has_surname

LONGEST = 500

_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-")
_FOLD |= {0x3000: " ", 0xA0: " ", 0x3002: ".", 0xFF61: ".", 0x2024: "."}
_MASKED = re.compile(
    r"[\u4e00-\u9fff]?\s*ICP\s*(?:备|证)?\s*(?:案)?\s*(?:第|[(])?\s*\d{6,10}\s*[)]?\s*号?(?:\s*-\s*\d{1,4})?"
    r"|[\u4e00-\u9fff]{0,2}公网安备\s*(?:第\s*)?\d{6,16}\s*号?"
    r"|[A-Za-z0-9._%-]{1,64}@[A-Za-z0-9.-]{1,200}"  # mail addresses hold no filed domain
    r"|(?:备案)?(?:密码|口令)(?:是|为)?\s*[:：]?\s*[\x21-\x7e]{4,20}"
    r"|(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"
    r"|(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Y]{17}[0-9XA-HJ-NP-RT-UW-Y](?![0-9A-Za-z])",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[(（\[【]([^()（）\[\]【】]{0,60})[)）\]】]")
_LEGAL_FORM = re.compile(r"合伙|独资|个体|有限|普通|特殊|集团|筹|分公司|合作|股份|中国|公司")
_SEPARATORS = re.compile(
    r"\0+|\s{2,}|\t|[+_、;:|【】「」『』《》<>“”\"~*#=\[\]{}!?…@→⇒➜➔★☆●◆■▲^$%]+|—+|-{2,}|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])"
    r"|(?<![A-Za-z])&|&(?![A-Za-z ])|/|\\|,(?!\s*(?:ltd|inc|llc|limited|co\b|corp))|，",
    re.IGNORECASE,
)
_LATIN_COMPANY = re.compile(
    r"(?!.*[\u3400-\u9fff])[A-Za-z0-9][A-Za-z0-9 .,&'()/-]{1,120}?\b"
    r"(?:co\.?\s*,?\s*ltd|inc|llc|limited|ltd|corp(?:oration)?|gmbh|company|group|s\.a|plc)\b\.?",
    re.IGNORECASE,
)
_TWICE = re.compile(r"公司(?:企业|公司|单位|个人)$")  # …公司 with a word behind it that belongs to 网站备案
_FORM_ONLY = re.compile(r"(?:股份)?有限(?:责任)?公司|股份公司|集团(?:有限)?公司|公司|集团")
_LATIN_NAME = re.compile(r"[A-Z][a-zA-Z'.-]+(?: [A-Z][a-zA-Z'.-]*){1,4}")
_OTHER_ENDING = re.compile(
    r".{3,}(?:委员会|[^社]会|寺|庙|教堂|楼|室|屋|客栈|民宿|阁|轩|庄|铺|府|学校|分校|社区|村|基地|合伙企业|个体工商户|支部|"
    r"农家乐|影城|剧院|检察院|法院|分局|中队|大队|支队|医馆|农场|牧场|林场|果园|花园|酒庄|茶庄|书院|画院|养老院|福利院|敬老院|"
    r"卫生所|服务社|批发部|加工部|维修部)"
)
_GLUED = re.compile(
    r"^(.{2,60}?(?:有限责任公司|有限公司|股份公司|集团公司))(?![(（]|.{0,12}(?:公司|厂|店|部|办事处|中心|所|行)$)(.+)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """`clear`: an organisation by its ending or a person by surname and length."""

    text: str
    clear: bool
    rank: int  # 0 organisation, 1 person, 2 anything else


def parse_subject(text: str) -> SubjectLine:
    """Name, domains, kind and ICP numbers of a subject. Never raises; reads 500 characters."""
    line = clean_line(text)[:LONGEST]
    folded = line.translate(_FOLD)
    folded = folded[strip_prefixes(folded) :]
    numbers = tuple(number.text for number in find_icp_numbers(folded))
    masked = _MASKED.sub(lambda m: "\0" * len(m[0]), folded)
    found = find_domains(masked)
    rest = masked
    for start, end in found.spans:
        rest = rest[:start] + "\0" * (end - start) + rest[end:]
    names, glued = _names(_without_noise_groups(rest))
    best = min(names, key=lambda name: (name.rank, not name.clear, -len(name.text)), default=None)
    if best and not best.clear and not found.domains:
        best = None  # 「网站备案需要多久」: without a domain, words that are no name are just words
    kind = filing_kind(rest.replace(best.text, "\0") if best else rest)
    clear = [name for name in names if name.clear]
    confident = bool(found.domains) and not found.doubtful and not glued and len(clear) == 1 and clear[0] is best
    return SubjectLine(_shown(best), found.domains, kind, confident, numbers)


def _shown(name: Name | None) -> str | None:
    """As written, with the brackets that a licence has."""
    if name is None:
        return None
    if re.search(r"[\u3400-\u9fff]", name.text):
        return name.text.replace("(", "（").replace(")", "）")
    return name.text


def _without_noise_groups(text: str) -> str:
    """Brackets around a domain, a courtesy or a kind go; （苏州） and （有限合伙） stay."""

    def judge(match: re.Match[str]) -> str:
        inside = match[1].replace("\0", "").strip()
        if not inside or is_noise(inside) or not trim_noise(inside):
            return f"\0{match[1]}\0" if inside else "\0"
        return match[0]

    return _GROUP.sub(judge, text)


def _names(text: str) -> tuple[list[Name], bool]:
    """Every name of the subject, and whether one had to be cut out of something longer."""
    names: dict[str, Name] = {}
    glued = False
    for field in _SEPARATORS.split(text):
        cut = _GLUED.match(field.strip()) if field else None
        cut = cut if cut and not is_noise(cut[2]) and not _noise_after(cut[2]) else None
        glued = glued or cut is not None
        for name in _fields_names(cut[1] if cut else field or ""):
            names.setdefault(name.text, name)
    return list(names.values()), glued


def _noise_after(tail: str) -> bool:
    return tail[:1] in " (（" or not trim_noise(tail) or any(is_noise(shorter) for shorter in weaker(tail))


def _fields_names(field: str) -> list[Name]:
    """One field is one name, or words between spaces of which some are names."""
    field = field.strip()
    if not field or is_noise(field):
        return []
    whole = _one_name(field)
    words = [w for w in field.split() if not is_noise(w)]
    if (
        len(words) < 2
        or not re.search(r"[\u3400-\u9fff]", field)
        or (whole and whole.rank == 0 and words[0] in place_names())
    ):
        return [whole] if whole else []
    parts = [name for word in words if (name := _one_name(word)) and name.clear]
    if not parts:
        joined = _one_name("".join(words))
        return [joined] if joined else []
    return _joined_places(words, parts)


def _joined_places(words: list[str], parts: list[Name]) -> list[Name]:
    """「苏州 某某 科技有限公司」: what stands before an organisation and is no name of its own belongs to it."""
    organisations = [name for name in parts if name.rank == 0]
    if len(organisations) != 1 or not words[-1].endswith(organisations[0].text):
        return parts
    form = _FORM_ONLY.fullmatch(organisations[0].text)
    if form or (len(words[0]) <= 4 and len(organisations[0].text) < 8):
        joined = _one_name("".join(words))
        return [joined] if joined and joined.rank == 0 else parts
    return parts


def _one_name(field: str) -> Name | None:
    """The name in a field after noise is trimmed; None if nothing is left."""
    latin = _LATIN_COMPANY.fullmatch(field.strip(" +-_,;"))
    if latin:
        return Name(latin[0], True, 0)
    strong = trim_noise(_unwrapped(field))
    for candidate in (strong, *weaker(strong)):
        name = _classified(_without_remark(candidate))
        if name and name.clear:
            return name
    short = _classified(strong)
    if short:
        return short
    return Name(strong, False, 2) if re.search(r"[\u3400-\u9fff]{2}|[A-Za-z]{3}", strong) else None


def _unwrapped(field: str) -> str:
    match = re.fullmatch(r"[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]", field.strip())
    return match[1] if match else field


def _without_remark(text: str) -> str:
    """「某某有限公司（张三）」: a bracket behind an organisation that is no legal form is a remark."""
    match = re.fullmatch(r"(.+?)\s*[(（]([^()（）]*)[)）]?", text)
    former = match and match[2].startswith(("原", "曾用名", "简称"))
    if match and looks_like_organisation(match[1]) and (former or not _LEGAL_FORM.search(match[2])):
        return match[1]
    return text


def _classified(text: str) -> Name | None:
    if not re.search(r"[\u3400-\u9fff]", text):
        return Name(text, False, 1) if _LATIN_NAME.fullmatch(text) else None
    if _TWICE.search(text):
        return None
    compact = re.sub(r"(?<=[\u3400-\u9fff()（）])\s+(?=[\u3400-\u9fff()（）])", "", text)
    if looks_like_organisation(compact) or (len(compact) >= 5 and _OTHER_ENDING.fullmatch(compact)):
        return Name(compact, True, 0)
    if looks_like_person(compact) and compact not in place_names():
        return Name(compact, has_surname(compact), 1)
    return None
