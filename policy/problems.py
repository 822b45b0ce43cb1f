"""What is wrong in a policy file, told so that its author can mend it: file, line, key, example."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from filing.places import PROVINCES
from filing.terms import Material
from policy.lines import line_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` is 1-based."""

    file: str
    line: int
    key: str
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，{self.key}：{self.message}。{self.mend}"


def _figure(name: str, value: str) -> str:
    return f'[[{name}]] 下写 value = "{value}"、effective_from = 2011-01-01、source = "…"'


EXAMPLES = {
    "effective_from": "effective_from = 2026-01-01",
    "effective_to": "effective_to = 2026-12-31",
    "source": 'source = "001:81「广东省需专用《网站备案真实性核验单-广东》」"',
    "mailbox": _figure("mailbox", "JSBA@ChinaNet.CC"),
    "legal_name": _figure("legal_name", "中网科技（苏州）股份有限公司"),
    "province": 'province = "江苏"',
    "access": 'access = "江苏"',
    "sessions": 'value = ["08:30-11:30", "13:00-17:30"]',
    "key": 'key = "verification_form"',
    "material": 'material = "verification_form"',
    "entities": 'entities = "individuals"（可用 all、individuals、organisations）',
    "title": 'title = "《网站备案真实性核验单》"',
    "kinds": 'kinds = ["initial"]（可用 initial、add_website、add_access、change、cancel）',
}

_PLAIN = {
    "string_type": "应为文字，要加引号",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表",
    "date_type": "应为日期，不加引号",
    "date_from_datetime_parsing": "应为日期，如 2026-01-01",
    "string_too_short": "不能为空",
    "too_short": "至少要有一项",
    "model_type": "应为一个表",
    "province": "不是省级行政区的简称",
    "session": "不是办公时段",
    "string_pattern_mismatch": "写法不对",
    "one_threshold": "应写 below 或 above 中的一个",
}


def problems_of(file: str, text: str, error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """The author's view of what pydantic found in one file."""
    for detail in error.errors(include_url=False):
        path = tuple(detail["loc"])
        yield Problem(file, line_of(text, path), _dotted(path), _message(detail), _mend(detail, model))


def _dotted(path: tuple[int | str, ...]) -> str:
    """materials[2].title, counted from 1 as people do."""
    text = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)
    return text.removeprefix(".") or "（整个文件）"


def _message(detail: ErrorDetails) -> str:
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"不认识的键“{detail['loc'][-1]}”"
    if kind == "missing":
        return f"缺少“{detail['loc'][-1]}”"
    if kind in ("enum", "literal_error"):
        return f"不认识的值“{value}”"
    return f"“{value}”{_PLAIN.get(kind, '不能接受：' + detail['msg'])}"


def _mend(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, key = detail["type"], _last_name(detail)
    if kind == "extra_forbidden":
        return _nearest(key, _keys(model, detail["loc"][:-1]), "可用的键")
    if kind == "province":
        return _nearest(str(detail["input"]), list(PROVINCES), "可用的省")
    if kind == "enum" and key in ("material", "materials", "key", "value"):
        return _nearest(str(detail["input"]), [m.value for m in Material], "可用的材料")
    if kind in ("enum", "literal_error"):
        return f"可用的值：{(detail.get('ctx') or {}).get('expected', '')}"
    return f"请改成例如：{EXAMPLES.get(key, f'{key} = …（参照同一文件的其他条目）')}"


def _last_name(detail: ErrorDetails) -> str:
    return next((str(p) for p in reversed(detail["loc"]) if isinstance(p, str)), "")


def _nearest(word: str, known: list[str], title: str) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"是不是“{close[0]}”？" if close else ""
    return f"{hint}{title}：{'、'.join(known)}"


def _keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that a table at a path may hold, `file` left out: it is the loader's."""
    for name in (p for p in path if isinstance(p, str)):
        model = model.model_fields[name].annotation.__args__[0]  # type: ignore[union-attr]  # a tuple[Row, ...] by schema
    return [k for k in model.model_fields if k != "file"]
