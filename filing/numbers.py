"""Certificate, ICP and telephone numbers: what can be proved of them without any register.

python-stdnum is not used for ID numbers: it refuses real ones whose county code is younger than their holder (domain
fact, measured: 19 of 20 common codes for births before 1980). Check digit, date and province prefix decide here.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_JUNK = re.compile(r"[\s\-—–_.·　]+")
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_PREFIXES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")


def clean_number(text: str) -> str:
    """NFKC, upper case, without spaces and dashes; × and 乂 at the end of an ID number are an X."""
    return re.sub(r"[×乂]$", "X", _JUNK.sub("", unicodedata.normalize("NFKC", text)).upper())


def uscc_ok(text: str) -> bool:
    """GB 32100-2015: 18 characters whose check character holds, and whose embedded organisation code holds too."""
    number = clean_number(text)
    if len(number) != 18 or any(c not in _USCC for c in number) or not number[2:8].isdigit():
        return False
    total = sum(_USCC.index(c) * pow(3, i, 31) for i, c in enumerate(number[:17]))
    return _USCC[(31 - total % 31) % 31] == number[17] and org_code_ok(number[8:17])


def org_code_ok(text: str) -> bool:
    """GB 11714: eight characters and a check character."""
    code = clean_number(text)
    if len(code) != 9 or any(c not in _ORG for c in code):
        return False
    check = 11 - sum(_ORG.index(c) * w for c, w in zip(code[:8], _ORG_WEIGHTS, strict=True)) % 11
    return code[8] == {10: "X", 11: "0"}.get(check, str(check))


def registration_number_ok(text: str) -> bool:
    """GS 15-2006: 15 digits, ISO 7064 MOD 11,10."""
    number = clean_number(text)
    if len(number) != 15 or not number.isascii() or not number.isdigit():
        return False
    product = 10
    for digit in number[:14]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[14])


def id_check_ok(text: str) -> bool:
    """Only the check digit of an 18-digit ID number (GB 11643, ISO 7064 MOD 11-2)."""
    number = clean_number(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    total = sum(int(d) * w for d, w in zip(number[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def id_number_ok(text: str) -> bool:
    """An ID number of 18 digits (province prefix, date, check) or the old 15 (prefix and date)."""
    number = clean_number(text)
    if not _ID_PREFIXES.fullmatch(number[:2]):
        return False
    if len(number) == 15 and number.isdigit():
        return _is_date("19" + number[6:12])
    return id_check_ok(number) and _is_date(number[6:14])


def upgrade_id(text: str) -> str:
    """The 18-digit form of a 15-digit ID number; anything else comes back cleaned."""
    number = clean_number(text)
    if len(number) != 15 or not number.isdigit():
        return number
    body = number[:6] + "19" + number[6:]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def _is_date(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) >= date(1900, 1, 1)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class IcpNumber:
    """苏ICP备12345678号-1: `province` is the abbreviation 苏, `site` 1; None for an entity's number."""

    text: str
    province: str
    number: str
    site: int | None = None

    @property
    def entity(self) -> str:
        """The entity's number: without what tells its sites apart."""
        return f"{self.province}ICP备{self.number}号"


_ICP_ALIASES = {"川": "蜀", "贵": "黔", "云": "滇", "甘": "陇", "秦": "陕"}
_ICP = re.compile(
    r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝蜀黔滇藏陕陇青宁新川贵云甘秦])\s*ICP\s*备?(?:案)?\s*[第(]?\s*"
    r"([0-9]{10}|[0-9]{6,8})(?![0-9])\s*\)?\s*号?(?:\s*[-－—–_]\s*([0-9]{1,4})[AXK]?(?![0-9.]))?",
    re.IGNORECASE,
)
_POLICE = re.compile(r"[\u4e00-\u9fff]{0,2}公网安备\s*(?:第\s*)?([0-9]{6,16})\s*号?")


def find_icp_numbers(text: str) -> tuple[IcpNumber, ...]:
    """Every ICP filing number in a text, in the form of the administration: 川 is 蜀, 甘 is 陇, 号 is put back."""
    found = []
    for match in _ICP.finditer(unicodedata.normalize("NFKC", text)):
        province = _ICP_ALIASES.get(match[1], match[1])
        site = int(match[3]) if match[3] else None
        tail = f"-{site}" if site is not None else ""
        found.append(IcpNumber(f"{province}ICP备{match[2]}号{tail}", province, match[2], site))
    return tuple(dict.fromkeys(found))


def find_police_numbers(text: str) -> tuple[str, ...]:
    """公安备案号 (浙公网安备33010002000001号): customers send it where an ICP number belongs (G33)."""
    return tuple(m[0] for m in _POLICE.finditer(unicodedata.normalize("NFKC", text)))


def clean_phone(text: str) -> str:
    """NFKC, without spaces, brackets and a country prefix; 转 becomes a dash."""
    digits = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", text)).replace("转", "-").replace("—", "-")
    return re.sub(r"^(\+?86-?|0?086-?|0086-?)(?=[01])", "", digits).strip("-")


def mobile_ok(text: str) -> bool:
    """A mainland mobile number."""
    return bool(re.fullmatch(r"1[3-9]\d{9}", clean_phone(text).replace("-", "")))


def landline_ok(text: str) -> bool:
    """A landline with area code, an extension allowed; 400 and 800 numbers are not landlines for the administration."""
    return bool(re.fullmatch(r"0(?:10|2\d|[3-9]\d{2})-?\d{7,8}(?:[-#xX*]\d{1,6})?", clean_phone(text)))
