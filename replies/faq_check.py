"""Hold the files of the FAQ against what an answer needs: every problem with file, line and mend."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from filing.places import PROVINCES
from policy.lines import line_of
from policy.problems import Problem
from policy.requirements import Provider
from replies.enquiry import FAQ, Entry

FIELD = re.compile(r"\{([^{}]*)\}")
SLOTS = frozenset(f.name for f in fields(Provider))
ENTRY = {"question": str, "answer": str, "cites": str, "as_of": date, "variants": list}
MORE = {"keys": list, "today": str, "by_access": dict}
LISTS: Mapping[str, tuple[str, ...]] = {
    "words.toml": ("same", "noise", "subjects", "hints"),
    "none.toml": ("variants",),
}
SHAPES: Mapping[type, str] = {
    str: '应为文字，例如 answer = "……"',
    list: '应为列表，例如 variants = ["……"]',
    date: "应为日期，不加引号，例如 as_of = 2026-11-21",
    dict: '应为表，例如 by_access = {"江苏" = "……"}',
}


def validate_faq(folder: Path = FAQ) -> tuple[Problem, ...]:
    """Every problem of a folder of entries; () if all is well."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        return (Problem(str(folder), 1, "（文件夹）", "没有常见问题的文件", "例如 F01.toml"),)
    return tuple(problem for file in files for problem in _problems(file))


def _problems(file: Path) -> Iterator[Problem]:
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        yield Problem(str(file), 1, "（编码）", "不是 UTF-8 文字", "请另存为 UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        mend = "每行写成“键 = 值”，文字加英文双引号"
        yield Problem(str(file), int(line[1]) if line else 1, "（语法）", f"不是正确的 TOML（{error}）", mend)
    else:
        found = _lists(table, LISTS[file.name]) if file.name in LISTS else _entry(table)
        yield from (Problem(str(file), line_of(text, (key,)), key, what, mend) for key, what, mend in found)


Found = Iterator[tuple[str, str, str]]
"""(key, what is the matter, how to mend it)"""


def _entry(table: Mapping[str, Any]) -> Found:
    known = {f.name for f in fields(Entry)} - {"code"}
    for key in table.keys() - known:
        yield key, f"没有“{key}”这一项", f"可用：{'、'.join(sorted(known))}"
    for key, shape in {**ENTRY, **{k: s for k, s in MORE.items() if k in table}}.items():
        if not isinstance(table.get(key), shape) or not table[key]:
            yield key, "暂缺、为空或形式不对", SHAPES[shape]
    yield from _placeholders(table)
    yield from _strings(table, ("variants",))


def _placeholders(table: Mapping[str, Any]) -> Found:
    by_access = table.get("by_access")
    said = {
        "answer": table.get("answer"),
        "today": table.get("today"),
        **(by_access if isinstance(by_access, dict) else {}),
    }
    for key, text in said.items():
        for word in FIELD.findall(text) if isinstance(text, str) else ():
            if word not in SLOTS:
                yield key, f"不认识的占位“{{{word}}}”", f"可用：{'、'.join(sorted(SLOTS))}"
    for province in said.keys() - {"answer", "today"}:
        if province not in PROVINCES:
            yield "by_access", f"没有“{province}”这个省", "写省的简称，例如 江苏"


def _lists(table: Mapping[str, Any], keys: tuple[str, ...]) -> Found:
    for key in keys:
        if not isinstance(table.get(key), list) or not table[key]:
            yield key, "暂缺、为空或形式不对", SHAPES[list]
    yield from _strings(table, keys)


def _strings(table: Mapping[str, Any], keys: tuple[str, ...]) -> Found:
    for key in keys:
        value = table.get(key)
        if isinstance(value, list) and not all(isinstance(v, str) and v.strip() for v in value):
            yield key, "列表中有空的或不是文字的一项", "每项加英文双引号，用逗号隔开"
