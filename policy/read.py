"""Read a folder of policy files: what is sound, and what its author must mend."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from policy.book import Book
from policy.dated import Dated, Figure
from policy.in_force import gaps, overlaps
from policy.lines import line_of
from policy.looks import QualityFile
from policy.problems import EXAMPLES, Problem, problems_of
from policy.requirements import Provider
from policy.schema import AccessFile, EntityFile, FormFile, MaterialsFile, ProfileFile

M = TypeVar("M", bound=BaseModel)
FOLDER = Path(__file__).parent
PLACEHOLDERS = frozenset(slot for slot in Provider.__slots__ if slot != "ip_ranges")


@dataclass
class Reading:
    """One pass over a folder; problems gather in the order of the files."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def file(self, name: str, model: type[M]) -> M | None:
        """One file as its model, or None if it has problems."""
        text = self._text(name)
        if text is None:
            return None
        try:
            read = model.model_validate(_stamped(tomllib.loads(text), name))
        except tomllib.TOMLDecodeError as broken:
            self.problems.append(_not_toml(name, broken))
            return None
        except ValidationError as error:
            self.problems.extend(problems_of(name, text, error, model))
            return None
        found = list(_unsound(name, text, read))
        self.problems.extend(found)
        return None if found else read

    def folder_of(self, name: str, model: type[M]) -> dict[str, M]:
        """Every file of a subfolder by its stem."""
        paths = sorted((self.folder / name).glob("*.toml"))
        read = {path.stem: self.file(f"{name}/{path.name}", model) for path in paths}
        return {stem: value for stem, value in read.items() if value is not None}

    def _text(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except OSError:
            mend = "请补上这个文件，或检查策略文件夹的路径"
            self.problems.append(Problem(name, 1, "（整个文件）", "读不到", mend))
        except UnicodeDecodeError:
            self.problems.append(Problem(name, 1, "（整个文件）", "不是 UTF-8 文字", "请另存为 UTF-8"))
        return None


def read_book(profile: str, folder: Path = FOLDER) -> tuple[Book | None, tuple[Problem, ...]]:
    """The policy of a profile, or None and what keeps it from being read."""
    reading = Reading(folder)
    materials = reading.file("materials.toml", MaterialsFile)
    form = reading.file("form.toml", FormFile)
    quality = reading.file("quality.toml", QualityFile)
    access = reading.folder_of("access", AccessFile)
    entity = reading.folder_of("entity", EntityFile)
    figures = _profile(reading, profile)
    _provinces_once(reading, "access", {stem: f.province for stem, f in access.items()})
    _provinces_once(reading, "entity", {stem: f.province for stem, f in entity.items()})
    if not access:
        example = "例如 access/jiangsu.toml"
        reading.problems.append(Problem("access/", 1, "（文件夹）", "没有可用的接入省文件", example))
    if materials is None or form is None or quality is None or figures is None or reading.problems:
        return None, tuple(reading.problems)
    by_province = {f.province: f for f in access.values()}
    keys = {stem: f.province for stem, f in access.items()}
    entities = {f.province: f for f in entity.values()}
    return Book(profile, materials, form, by_province, entities, quality, figures, keys), ()


def profiles(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of the profiles in a folder."""
    return tuple(sorted(path.stem for path in (folder / "profile").glob("*.toml")))


def _profile(reading: Reading, name: str) -> ProfileFile | None:
    if name not in profiles(reading.folder):
        known = "、".join(profiles(reading.folder))
        mend = f'可用的 profile：{known}，例如 profile = "chinanet"'
        reading.problems.append(Problem(f"profile/{name}.toml", 1, "profile", f"没有名为“{name}”的策略", mend))
        return None
    own = reading.file(f"profile/{name}.toml", ProfileFile)
    if own is None or not own.extends:
        return _complete(reading, name, own)
    if own.extends == name:
        message = Problem(f"profile/{name}.toml", 1, "extends", "不能以自己为基础", 'extends = "chinanet"')
        reading.problems.append(message)
        return None
    base = _profile(reading, own.extends)
    news = {key: getattr(own, key) for key in own.model_fields_set}
    return base.model_copy(update=news) if base else None


def _complete(reading: Reading, name: str, profile: ProfileFile | None) -> ProfileFile | None:
    """A profile that extends no other must say everything."""
    file = f"profile/{name}.toml"
    for key in ProfileFile.model_fields:
        if profile is not None and key not in ("extends", "marks", "versions") and not getattr(profile, key):
            mend = f"请补上 [[{key}]]（value、effective_from、source），参照 profile/chinanet.toml"
            reading.problems.append(Problem(file, 1, key, f"缺少“{key}”", mend))
    return profile


def _provinces_once(reading: Reading, folder: str, provinces: dict[str, str]) -> None:
    first: dict[str, str] = {}
    for stem, province in provinces.items():
        if province in first:
            message = f"“{province}”已在 {folder}/{first[province]}.toml 中"
            mend = "一个省一个文件，请合并"
            reading.problems.append(Problem(f"{folder}/{stem}.toml", 1, "province", message, mend))
        first.setdefault(province, stem)


def _not_toml(name: str, broken: tomllib.TOMLDecodeError) -> Problem:
    line = re.search(r"at line (\d+)", str(broken))
    mend = f"每行写成“键 = 值”，文字加英文双引号，例如：{EXAMPLES['province']}"
    return Problem(name, int(line[1]) if line else 1, "（语法）", f"不是正确的 TOML（{broken}）", mend)


def _stamped(data: Any, name: str) -> Any:
    """Write into every dated table which file it stands in; an author's own `file` is left to be refused."""
    if isinstance(data, list):
        return [_stamped(item, name) for item in data]
    if not isinstance(data, dict):
        return data
    inner = {key: _stamped(value, name) for key, value in data.items()}
    if "file" in inner:
        return inner | {"file（由程序填写，请删去）": inner["file"]}
    return inner | {"file": f"policy/{name}"} if {"effective_from", "source"} & set(inner) else inner


def _unsound(name: str, text: str, read: BaseModel) -> Iterator[Problem]:
    """Overlapping dates, figures without a value, and unknown placeholders."""
    for key in read.model_fields_set:
        rows = getattr(read, key)
        if not isinstance(rows, tuple) or not all(isinstance(row, Dated) for row in rows):
            continue
        checks = [*overlaps(rows), *_unknown_placeholders(rows)]
        checks += gaps(rows) if all(isinstance(row, Figure) for row in rows) else []
        for position, message, mend in checks:
            path = (key, position, "effective_from")
            yield Problem(name, line_of(text, path), f"{key}[{position + 1}]", message, mend)


def _unknown_placeholders(rows: tuple[Dated, ...]) -> Iterator[tuple[int, str, str]]:
    for position, row in enumerate(rows):
        said = "".join(getattr(row, key, "") for key in ("how", "how_individuals", "example"))
        words = re.findall(r"\{(.*?)\}", said)
        for word in (w for w in words if w not in PLACEHOLDERS):
            yield position, f"不认识的占位“{{{word}}}”", f"可用：{'、'.join(sorted(PLACEHOLDERS))}"
