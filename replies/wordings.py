"""Hold wordings against what the program fills in: a misspelt name is refused with file, line and mend."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from filing.errors import ConfigurationRefused
from policy.problems import Problem
from replies.compose import TEMPLATES, Use, WordingSyntaxError, uses
from replies.vocabulary import FINDING, LETTER, MEMBERS

LABELS = ("项目", "问题", "处理")
PAIR = {"body.txt": "body.html", "body.html": "body.txt"}


def validate_wordings(folder: Path = TEMPLATES) -> tuple[Problem, ...]:
    """Every problem of a folder of wordings (ours, or an operator's that stands before ours); () if all is well."""
    if not folder.is_dir():
        return (
            Problem(str(folder), 1, "folder", "没有这个文件夹", 'settings 中写 [wording] folder = "文件夹"，并建好它'),
        )
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return tuple(problem for file in files for problem in _problems(file, folder))


def require_wordings(folder: Path | None) -> Path | None:
    """The operator's folder if all of it can be used. Raises ConfigurationRefused with the first problem."""
    problems = validate_wordings(folder) if folder else ()
    if problems:
        raise ConfigurationRefused(
            f"回复文案有 {len(problems)} 处需要更正。{problems[0]}", "请用 beian policy validate 查看全部。"
        )
    return folder


def _problems(file: Path, folder: Path) -> Iterator[Problem]:
    place = file.relative_to(folder)
    if not (TEMPLATES / place).is_file():
        known = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.is_file())
        yield Problem(
            str(file), 1, str(place), "没有名为此的文案，放在这里不会被使用", _nearest(str(place), known, "可用的文案")
        )
        return
    try:
        text = file.read_text(encoding="utf-8")
        used = list(uses(text))
    except UnicodeDecodeError:
        yield Problem(str(file), 1, str(place), "不是 UTF-8 编码", "请用 UTF-8 编码另存")
    except WordingSyntaxError as error:
        yield Problem(
            str(file),
            error.line,
            str(place),
            f"写法不对，花括号或 if、for 可能没有成对（{error.message}）",
            "请对照同名的原文案",
        )
    else:
        yield from _unknown(file, place, used)
        yield from _form(file, place, text)


def _unknown(file: Path, place: Path, used: Iterable[Use]) -> Iterator[Problem]:
    """Names and members that nothing fills in. A finding's facts are those that our own wording of its code uses."""
    names = FINDING if place.parts[0] == "findings" else LETTER
    ours = {u.member for u in uses((TEMPLATES / place).read_text(encoding="utf-8")) if u.name in ("f", "each")}
    members = {**MEMBERS, "f": frozenset(ours), "each": frozenset(ours)}
    for use in used:
        if not use.member and use.name not in names:
            yield _refused(file, use.line, use.name, names)
        elif use.member and use.member not in members.get(use.name, {use.member}):
            yield _refused(file, use.line, use.member, members[use.name])


def _refused(file: Path, line: int, word: str, known: Iterable[str]) -> Problem:
    mend = _nearest(word, sorted(filter(None, known)), "可用的变量")
    return Problem(str(file), line, word, f"不认识的变量“{word}”", mend)


def _form(file: Path, place: Path, text: str) -> Iterator[Problem]:
    """A finding's wording has its three lines; who rewrites a letter rewrites its text and its page alike."""
    if place.parts[0] == "findings":
        for label in LABELS:
            if not re.search(rf"^{label}：\S", text, re.MULTILINE):
                yield Problem(str(file), 1, label, f"缺少以“{label}：”开头的一行", "每个文案三行：项目、问题、处理")
    twin = PAIR.get(place.name)
    if twin and not (file.parent / twin).is_file():
        yield Problem(str(file), 1, place.name, f"同一文件夹里没有 {twin}", "纯文本和网页两份内容须一致，请一并放入")


def _nearest(word: str, known: list[str], title: str) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return (f"是不是“{close[0]}”？" if close else "") + f"{title}：{'、'.join(known) or '无'}"
