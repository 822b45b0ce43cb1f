"""Bytes into text, whatever the label says. Total: never raises, always str.

Chinese clients label GBK as gb2312, UTF-8 as iso-8859-1 and leave the label out altogether; the codecs of the
standard library are strict about all three and drop or garble what they cannot place.
"""

import codecs
import re
import unicodedata

_WIDER = {
    **dict.fromkeys(("gb2312", "gb-2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-tw", "cn-big5", "x-x-big5", "cp950", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("utf8", "unicode-1-1-utf-8", "utf-8-sig", "x-utf-8", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("ascii", "us-ascii", "ansi-x3.4-1968", "default", "x-unknown", "unknown-8bit", ""), "us-ascii"),
}  # fmt: skip
_TEXT_CODEC = re.compile(
    r"utf-(8|16|32)(-?[bl]e)?|gb18030|big5hkscs|hz(-gb-2312)?|iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp\d{3,4}|koi8-[ru]|"
    r"euc-(jp|kr|tw)|iso-2022-(jp|kr|cn)(-\w+)?|shift-?jis|us-ascii|mac-?roman|tis-620"
)
_LATIN = re.compile(r"iso-?8859-|latin|windows-125|cp125|mac")
_FREQUENT_HERE = frozenset([*range(0xA1, 0xA4), *range(0xB0, 0xD8)])  # GB 2312: punctuation, and the first level
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPACES = re.compile(r"(?<![ \t])[ \t]*+[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t]*")


def decode_text(data: bytes, charset: str = "") -> tuple[str, bool]:
    """The text, and whether every byte could be placed.

    Order: what the label means in practice, UTF-8, GB18030, Big5; what is left is decoded with U+FFFD.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    for name in _ladder(data, canonical_charset(charset)):
        text = _strict(data, name)
        if text is not None:
            return text, True
    return _least_damage(data, canonical_charset(charset)), False


def may_be_big5(data: bytes) -> bool:
    """Whether unlabelled bytes that read as GB18030 are rather Big5: every character is one of its 5,401 frequent ones,
    and as GB18030 one of them would be no frequent character of this country.
    """
    pairs = [data[i : i + 2] for i in _pair_starts(data) if i + 1 < len(data)]
    if not pairs or _strict(data, "utf-8") is not None or _strict(data, "big5hkscs") is None:
        return False
    frequent = all(0xA1 <= pair[0] <= 0xC6 for pair in pairs)
    return frequent and not all(pair[0] in _FREQUENT_HERE and pair[1] >= 0xA1 for pair in pairs)


def canonical_charset(label: str) -> str:
    """The codec to try first for a label, "" for labels that name no character set of text (rot13, punycode, NUL …)."""
    name = label.strip().strip("\"'").lower().replace("_", "-")
    name = _WIDER.get(name, name)
    return name if _TEXT_CODEC.fullmatch(name) else ""


def clean_line(text: str) -> str:
    """One line without control, format and direction characters, fit to be shown, stored and sent again."""
    text = _SPACES.sub(" ", text).replace("\t", " ")
    return "".join(_visible(c) for c in text).strip()


def clean_block(text: str) -> str:
    """The same for text of several lines: line feeds and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c in "\n\t" else _visible(c) for c in text)


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    category = unicodedata.category(char)
    if category in ("Cc", "Cf"):
        return ""
    if category == "Cs":
        return "\ufffd"
    return " " if category in ("Zs", "Zl", "Zp") else char


def _ladder(data: bytes, declared: str) -> list[str]:
    if data.isascii() and not declared.startswith(("iso-2022", "hz", "utf-16", "utf-32")):
        return ["us-ascii"]
    steps = [declared, "utf-8", "gb18030", "big5hkscs"]
    if _LATIN.match(declared):
        steps = ["utf-8", *(["gb18030"] if _reads_as_chinese(data) else []), declared, "gb18030"]
    elif declared == "gb18030" and _is_chinese_utf8(data):
        steps = ["utf-8", declared]
    return [s for s in dict.fromkeys(steps) if s]


def _pair_starts(data: bytes) -> list[int]:
    starts, place = [], 0
    while place < len(data):
        wide = data[place] > 0x7F
        starts += [place] if wide else []
        place += 2 if wide else 1
    return starts


def _strict(data: bytes, name: str) -> str | None:
    """A text that was cut inside its last character still counts as whole."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        cut = error.start > 8 and error.reason.startswith(("unexpected end", "incomplete"))
        return data[: error.start].decode(name, "ignore") if cut else None
    except (LookupError, ValueError):
        return None


def _least_damage(data: bytes, declared: str) -> str:
    tries = [data.decode(name, "replace") for name in dict.fromkeys([declared or "utf-8", "utf-8", "gb18030"])]
    return min(tries, key=lambda text: text.count("\ufffd"))


def _reads_as_chinese(data: bytes) -> bool:
    text = _strict(data, "gb18030") or ""
    wide = [c for c in text if ord(c) > 0x7F]
    return len(wide) >= 2 and all(_HAN.match(c) or c in "，。！？、：；“”（）《》【】—…　·＋－" for c in wide)


def _is_chinese_utf8(data: bytes) -> bool:
    """GBK bytes are next to never valid UTF-8 that reads as three Chinese characters."""
    text = _strict(data, "utf-8")
    return text is not None and len(_HAN.findall(text[:2000])) >= 3
