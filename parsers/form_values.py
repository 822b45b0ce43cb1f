"""What stands in a value cell → the value of a field: cleaned, never corrected."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from filing.numbers import clean_number, mobile_ok
from parsers.form_choices import CODES, VALUES, decoded, ticked

_EMPTY = re.compile(
    r"[\s\-—–_/\\|.。·*＊,，、?？~…（）()]*|(?:无|暂无|没有|空|未填|不填|暂缺|待定|待补|none|null|n/?a|nil|#n/?a|暂未|未有|暂时没有)[。.]?|"
    r"[(（]\s*(?:无|空|必填|选填|可不填|如有|若有)?\s*[)）]|年\s*月\s*日",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"(?:申请|办理|审核|备案)(?:中|之中)|(?:新|首次)(?:备案|办|申请|增)?|未备案|尚未备案|还没有|没有备案号|不涉及|否|无需|不需要|未办理|待申请"
)
_INSTRUCTION = re.compile(
    r"^[(（【\[]?\s*(?:请|如[：:]|例[：:]|例如|示例[：:]|此处|此项|在此|点击|填写(?!人)|必填|选填|可填|须与|需与|应与|与(?:证件|营业执照|身份证)|"
    r"注[：:]|说明[：:]|提示|下拉|多个.{0,8}(?:分隔|隔开)|格式(?:如|为|[：:])|按(?:照)?.{0,12}填写|不(?:要|能|得|可)|同?证件一致|如有.{0,10}(?:填|请)|没有(?:可|请|则))"
)
_TAIL_NOTE = re.compile(
    r"\s*[(（【][^)）】]*(?:请|必填|选填|例如|如[：:]|填写|分隔|一致|可多选|单选|下拉)[^)）】]*[)）】]\s*$"
)
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000\t]+(?=[\u3400-\u9fff])")
_SPLIT = re.compile(r"[、,，;；|\s]+|(?<=[a-z0-9\u4e00-\u9fff])(?:和|及|或)(?=[a-z0-9])", re.IGNORECASE)
_PERSON_KEY = re.compile(r"(?:principal|contact|legal_rep)_name$")
_NUMBER_KEY = re.compile(r"cert_no$")
_PHONE_KEY = re.compile(r"_(?:landline|mobile2?|phone)$")
_MAYBE_NO = frozenset({"entity_icp_number", "website_icp_number", "icp_password", "pre_approval"})
_SAME = re.compile(
    r"^[(（]?(?:同|与|和).{0,14}(?:上|左|主体|负责人|法人|代表人|相同|一致|一样|住所|地址|域名|前|右)(?:相同|一致|一样|信息)?[)）]?$"
)


def is_empty(text: str) -> bool:
    """A cell in which nobody wrote an answer: blank, 无, -, /, an instruction, an empty date."""
    return bool(_EMPTY.fullmatch(text.strip())) or is_instruction(text)


def is_instruction(text: str) -> bool:
    """The form's own words about how to fill in the cell."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(_INSTRUCTION.match(plain)) and not re.fullmatch(r"\S{0,2}[a-z0-9.@:/-]+", plain, re.IGNORECASE)


def is_same(text: str) -> bool:
    """同上, 同左, 同主体负责人, 与法定代表人一致 …: a reference to another field."""
    return bool(_SAME.match(re.sub(r"\s+", "", text)))


def clean(key: str, text: str) -> str | tuple[str, ...] | None:
    """The value of `key`, or None if the cell is as good as empty. `domains` and `server_ips` are tuples."""
    text = _TAIL_NOTE.sub("", text.strip().lstrip("'‘`")).strip()
    boxes = ticked(text)
    text = text if boxes is None or key == "site_remark" else boxes
    if is_empty(text) or (key in _MAYBE_NO and _NOT_YET.fullmatch(re.sub(r"\s", "", text))):
        return None
    if key in ("entity_nature", "kind") and len(text.split("/")) > 1 and set(text.split("/")) <= VALUES | {"单位"}:
        return None  # 「企业/个人」: nobody chose
    if key in CODES:
        return _line(decoded(key, text)) or None
    return _cleaner(key)(text) or None


def _cleaner(key: str) -> Callable[[str], str | tuple[str, ...]]:
    if key in _EXACT:
        return _EXACT[key]
    for pattern, cleaner in _BY_PATTERN:
        if pattern.search(key):
            return cleaner
    return _line


def _line(text: str) -> str:
    """One line; a line break inside Chinese text was only a lack of room."""
    joined = re.sub(r"(?<=[^\x00-\x7f])\s*[\r\n]+\s*(?=[^\x00-\x7f])", "", text)
    return re.sub(r"\s+", " ", joined).strip()


def _person(text: str) -> str:
    return _HAN_GAP.sub("", _line(text))


def _number(text: str) -> str:
    return clean_number(re.sub(r"\.0$", "", text))


def _email(text: str) -> str:
    return re.sub(
        r"^(mailto:|e-?mail[:：])", "", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)), flags=re.IGNORECASE
    )


def _qq(text: str) -> str:
    return re.sub(r"^qq\s*[:：]?\s*|\.0$", "", unicodedata.normalize("NFKC", text).strip(), flags=re.IGNORECASE)


def _place(text: str) -> str:
    return re.sub(r"^\d{6}\s*[-:：]?\s*|^\d+\s*[-:：]\s*", "", _line(text))  # 「320000 江苏省」 out of a list


def _exact_text(text: str) -> str:
    return re.sub(r"\.0$", "", text.strip())


def phones(text: str) -> list[str]:
    """Each number of a telephone cell. Spaces inside a number go, a space after an area code becomes a dash."""
    plain = re.sub(r"\.0$", "", unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"(?<=\d)\s*[-—–]\s*(?=\d)", "-", plain)
    pieces = re.split(r"[;,、/|\n]+|\s{2,}|\s+(?=1[3-9]\d{9}|0\d{2,3}-)", plain)
    return [p for p in (_phone(piece) for piece in pieces) if p]


def _phone(piece: str) -> str:
    piece = re.sub(r"^(?:手机|电话|座机|固话|办公|tel|mobile)\w{0,4}[:：]\s*", "", piece.strip(), flags=re.IGNORECASE)
    if mobile_ok(piece):
        return re.sub(r"[\s-]", "", piece)
    spaced = re.fullmatch(r"\(?(0\d{2,3})\)?\s*(\d{3,4})\s*(\d{4})", piece)
    return f"{spaced[1]}-{spaced[2]}{spaced[3]}" if spaced else re.sub(r"\s+", "", piece)


def _phone_value(text: str) -> str:
    return ";".join(phones(text))


def domains(text: str) -> tuple[str, ...]:
    """Domains as written but for scheme, path and case; 「www.」 stays (rule FRM008 looks for it)."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"(?<=[a-z0-9\u4e00-\u9fff])。(?=[a-z0-9\u4e00-\u9fff])", ".", plain)
    plain = re.sub(r"https?:\s*/{1,2}\s*|[a-z]+://", " ", re.sub(r"\([^)]*\)|\([^)]*$", " ", plain))
    words = [
        re.sub(r"^[^\w\u4e00-\u9fff]+|[/\\?#].*$|[.:：]+$", "", w)
        for w in _SPLIT.split(re.sub(r"/(?=www\.)", " ", plain))
    ]
    written = [re.sub(r"^(?:(?:域名|主域名)\d?[:：]|[和及或与](?=[a-z0-9]))", "", w) for w in words if w]
    dotted = [w for w in written if "." in w]
    return tuple(dict.fromkeys(dotted or written))


def addresses(text: str) -> tuple[str, ...]:
    """IP addresses and ranges, each as written: 203.0.113.1-20 stays one item."""
    plain = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFKC", text).replace("。", "."))
    plain = re.sub(r"\s*(?:-|—|–|~|至|到)+\s*(?=[\d.:a-f]*\d)", "-", plain)
    words = [
        re.sub(r"^(?:ipv?[46]?(?:地址)?[:：]?)|^https?://", "", w, flags=re.IGNORECASE) for w in _SPLIT.split(plain)
    ]
    written = [w.strip(".。:") if w.count(":") < 2 else w for w in words if w]
    numeric = [w for w in written if re.search(r"\d+\.\d+|:[0-9a-f]*:", w, re.IGNORECASE)]
    return tuple(dict.fromkeys(numeric or [w for w in written if w]))


def _day(text: str) -> str:
    """A day as YYYY-MM-DD; also from Excel's serial number. What is no date stays as written."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"[34]\d{4}|5[0-4]\d{3}", plain):
        return (date(1899, 12, 30) + timedelta(days=int(plain))).isoformat()
    match = re.match(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})", plain) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)", plain
    )
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else _line(text)
    except ValueError:
        return _line(text)


_EXACT: dict[str, Callable[[str], str | tuple[str, ...]]] = {
    "domains": domains,
    "server_ips": addresses,
    "access_start": _day,
    "icp_password": _exact_text,
    "chinanet_user": _exact_text,
}
_BY_PATTERN: tuple[tuple[re.Pattern[str], Callable[[str], str | tuple[str, ...]]], ...] = (
    (_NUMBER_KEY, _number),
    (_PHONE_KEY, _phone_value),
    (_PERSON_KEY, _person),
    (re.compile(r"_email$"), _email),
    (re.compile(r"_qq$"), _qq),
    (re.compile(r"_(?:province|city|county|location)$"), _place),
)
