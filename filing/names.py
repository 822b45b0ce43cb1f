"""Comparing names of organisations and people, as a careful person would.

「有限责任公司」 and 「有限公司」 are different names, never merged. Only writing is folded: width, brackets,
spaces, dots.
"""

import re
import unicodedata

_DOTS = "·•‧∙・･．・᛫⋅"
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3000]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")

LOOK_ALIKE = (
    "己已巳", "未末", "土士", "日曰", "人入八", "干千于", "大太犬", "王玉主", "白自", "木本", "今令", "刀力",
    "天夫无", "午牛", "田由甲申", "戊戌戍", "元无", "风凤", "壬王", "享亨", "侯候", "赟赞资", "昊吴", "末朱",
    "0OoＯ○〇", "1Il|丨", "5S", "8B", "2Z", "6G", "口囗", "一-—", "晴睛", "拔拨", "沈沉", "洋样", "泽译", "博搏",
)  # fmt: skip

ORGANISATION = re.compile(
    r"(公司|企业|集团|商行|商店|商铺|经营部|门市部|营业部|服务部|工作室|事务所|中心|协会|学会|商会|联合会|基金会|研究院|研究所|"
    r"设计院|医院|卫生院|诊所|学校|小学|中学|大学|学院|幼儿园|合作社|委员会|管理局|办公室|出版社|报社|杂志社|电视台|工厂|酒店|"
    r"宾馆|饭店|餐厅|超市|药店|药房|银行|支行|分行|总社|联社|俱乐部|博物馆|图书馆|文化馆|街道办事处|人民政府|[厂店馆院局厅部社会处站所队园场坊行吧])$"
)


_NOBODY = frozenset(
    {
        *("个人", "本人", "自己", "个体", "个体户", "企业", "公司", "单位", "法人", "用户", "主办者", "负责人"),
        *("站长", "网站", "测试", "没有", "暂无", "不填"),
    }
)
_BRANCH = re.compile(r"(分公司|分店|分部|分行|支行|分所|分院|分校|办事处|门市部|营业部|经营部)$")
_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "有限合伙)")  # the longer ones first


def fold(name: str) -> str:
    """The name for comparing only: NFKC, one kind of bracket, no spaces, one kind of middle dot, lower case."""
    text = unicodedata.normalize("NFKC", name)
    text = _SPACES.sub("", text)
    text = "".join("·" if c in _DOTS else c for c in text)
    return unicodedata.normalize("NFKC", text.translate(_BRACKETS).lower())


_BRACKETS = str.maketrans(
    {"（": "(", "）": ")", "〔": "(", "〕": ")", "［": "(", "］": ")", "[": "(", "]": ")", "【": "(", "】": ")"}
)


def same_name(a: str, b: str) -> bool:
    """Equal but for width, brackets, spaces and dots."""
    return fold(a) == fold(b) != ""


def is_abbreviation(short: str, full: str) -> bool:
    """「不允许简写或缩写」 [001:327]: `short` is `full` with something left out.

    甲乙科技 is an abbreviation of 苏州甲乙科技有限公司; 苏州丙丁有限公司 is not. Nor is a company one of its branch, or
    of a company of another form: 有限公司 and 有限责任公司 are two.
    """
    little, big = fold(short), fold(full)
    if len(little) < 2 or len(little) >= len(big) or _another_body(little, big):
        return False
    rest = iter(big)
    return all(c in rest for c in little)


def _another_body(little: str, big: str) -> bool:
    """Both are whole names, of two legal bodies."""
    branch = big.startswith(little) and ORGANISATION.search(little) is not None and _BRANCH.search(big) is not None
    forms = [next((form for form in _FORMS if name.endswith(form)), "") for name in (little, big)]
    return branch or (all(forms) and forms[0] != forms[1])


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance of the folded names."""
    left, right = fold(a), fold(b)
    row = list(range(len(right) + 1))
    for i, c in enumerate(left, 1):
        row = _next_row(row, i, c, right)
    return row[-1]


def _next_row(row: list[int], i: int, c: str, right: str) -> list[int]:
    after = [i]
    for j, d in enumerate(right, 1):
        after.append(min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (c != d)))
    return after


def confusable(a: str, b: str) -> bool:
    """Whether OCR could have made one of the other: one edit apart, or only look-alike characters differ."""
    left, right = fold(a), fold(b)
    if edit_distance(left, right) <= 1:
        return True
    return len(left) == len(right) and all(c == d or _alike(c, d) for c, d in zip(left, right, strict=True))


def _alike(c: str, d: str) -> bool:
    return any(c in group.lower() and d in group.lower() for group in LOOK_ALIKE)


def looks_like_organisation(name: str) -> bool:
    """Ends as organisations end (…公司, …厂, …中心, Co., Ltd.). The list is of endings, never of whole names."""
    text = fold(name)
    text = re.sub(r"\((普通合伙|有限合伙|特殊普通合伙|个体工商户|个人独资|[^()]{1,12})\)$", "", text) or text
    latin = re.search(r"(co\.?,?ltd\.?|inc\.?|llc|corp(oration)?\.?|limited|gmbh)$", text)
    return bool(latin) or (len(text) >= 4 and bool(ORGANISATION.search(text)))


def looks_like_person(name: str) -> bool:
    """2-4 Han characters, or more with a middle dot (minority names), and not an organisation's ending.

    What stands in a form where a name belongs (个人, 本人) is none.
    """
    text = fold(name)
    if text in _NOBODY:
        return False
    if "·" in text:
        parts = text.split("·")
        return 4 <= len(text) <= 25 and all(parts) and all(_HAN.fullmatch(c) for p in parts for c in p)
    return 2 <= len(text) <= 4 and all(_HAN.fullmatch(c) for c in text) and not looks_like_organisation(name)
