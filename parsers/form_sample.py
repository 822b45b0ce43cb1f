"""The example that a form template carries: left in place it is no answer (FRM004)."""

import re
import unicodedata

_MASK = re.compile(r"[x×某○◯〇_]{3,}", re.IGNORECASE)
_LONG_MASK = re.compile(r"[x×某○◯〇_]{5,}", re.IGNORECASE)  # a credit code may hold XX
_MARK = re.compile(
    r"示例|样例|范例|举例|例如|^例[：:)）]|^\(?(?:例|sample|example)\)?\s*\d*$|（例）|\(例\)", re.IGNORECASE
)
_PHONES = frozenset(
    {
        "13800000000",
        "13800138000",
        "13888888888",
        "13900000000",
        "13812345678",
        "18888888888",
        "13999999999",
        "13912345678x",
    }
)
_LANDLINES = re.compile(r"^(?:0?\d{2,3}-?)?(?:12345678|88888888|00000000|1234567)$")
_NUMBERS = re.compile(r"^(\d)\1{14,17}$|^123456789\d{6,9}$|^1101011990010[13]\d{4}$")
_PEOPLE = frozenset({"张三", "李四", "王五", "赵六", "某某", "张某", "李某", "某某某", "张某某", "姓名"})
_MAILS = re.compile(r"^(?:x+|abc|123456|12345678|123|aaa|test|your-?name|example|sample)@", re.IGNORECASE)
_ORGANISATIONS = re.compile(
    r"^(?:某某|[x×*○]+|示例|样例|测试|abc|某)(?:市|省)?.{0,4}(?:公司|单位|企业)|^某.{0,6}公司", re.IGNORECASE
)


def is_placeholder(key: str, text: str) -> bool:
    """A value that nobody can mean: 138XXXXXXXX, XX公司, 示例. Only what is certain whatever else the form says."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if key.endswith("_name") and key != "site_name":
        return (
            bool(re.search(r"[xX]{2,}(?:公司|有限|科技|单位)|[×＊*○◯]{2,}|^[xX]{2,}$|示例|样例", plain))
            or plain == "某某"
        )
    if key.endswith("cert_no"):
        return bool(_LONG_MASK.search(plain))
    if key.endswith(("mobile", "mobile2", "landline", "phone", "qq")):
        return bool(_MASK.search(plain))
    return bool(_MARK.search(plain)) and len(plain) < 40 and key in ("site_name", "domains", "home_url")


def is_sample(values: dict[str, str]) -> bool:
    """Whether a whole form is the template's example: three kinds of typical values, one an organisation or a number.

    张三 and 13800138000 alone prove nothing.
    """
    kinds = {
        kind for key, text in values.items() if (kind := _typical(key, unicodedata.normalize("NFKC", text).strip()))
    }
    return len(kinds) >= 3 and bool(kinds & {"organisation", "number"})


def _typical(key: str, text: str) -> str:
    digits = re.sub(r"[\s-]", "", text)
    if key.endswith("cert_no"):
        return "number" if _NUMBERS.match(digits) else ""
    if key.endswith(("mobile", "mobile2")):
        return "mobile" if digits in _PHONES else ""
    if key.endswith("landline"):
        return "landline" if _LANDLINES.match(digits) else ""
    if key.endswith("email"):
        return "email" if _MAILS.match(text) else ""
    if key in ("entity_name", "site_name", "investor"):
        return "organisation" if _ORGANISATIONS.match(text) else ""
    return "person" if key.endswith("_name") and text in _PEOPLE else ""


def is_sample_row(cells: list[str]) -> bool:
    """A row that calls itself an example."""
    return any(_MARK.search(unicodedata.normalize("NFKC", c).strip()) and len(c) <= 30 for c in cells)
