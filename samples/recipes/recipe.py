"""What a recipe may say. docs/corpus.zh-CN.md explains every key to people who do not program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from filing.errors import DeskError
from samples.mails.letter import CHINA

TUESDAY_NINE = datetime(2026, 11, 17, 9, 0, tzinfo=CHINA)
GREETING = "您好，\n附件是我们的网站备案资料，请查收，谢谢！\n"


class RecipeRefused(DeskError):
    """A recipe names a key, person, paper or field that does not exist."""

    exit_status = 3


@dataclass(frozen=True, slots=True)
class Recipe:
    """One mail. `papers`: "drawn" makes pictures, "as read" gives what a reader would have read of them.

    `form` is keyed by the labels of the form, `paper` and `without` by the papers' names (CHINESE of filing.terms);
    `second_form` are the changes to another copy of the form in the same mail;
    `also` is somebody else whose whole filing lies in the same mail; `file` are further files, each with `name` and
    `text` or `hex`.
    """

    who: str = "企业"
    province: str = "江苏"
    name: str = ""
    legal_representative: str = ""
    website_principal: str = ""
    domain: str = "jiayi-yangli.cn"
    access: str = "江苏"
    sent: datetime = TUESDAY_NINE
    sender: str = "web@jiayi.example"
    client: str = "QQ"
    subject: str | None = None
    text: str = GREETING
    papers: str = "as read"
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    zip: str = ""
    also: str = ""
    also_domain: str = "mugong-yangli.cn"
    layout: str = "sectioned"
    style: tuple[str, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    second_form: Mapping[str, str] = field(default_factory=dict)
    paper: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    file: tuple[Mapping[str, str], ...] = ()


def load(path: Path) -> Recipe:
    """A recipe file. Raises RecipeRefused with the wrong key and the possible ones."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RecipeRefused(f"{path} 不是合格的 TOML：{error}。", "请对照 docs/corpus.zh-CN.md 的例子修改。") from error
    known = [f.name for f in fields(Recipe)]
    refuse_unknown(str(path), values, known)
    for key in ("without", "only", "file", "style"):
        values[key] = tuple(values.get(key, ()))
    return Recipe(**values)


def refuse_unknown(where: str, given: Mapping[str, Any], known: list[str]) -> None:
    """Raises RecipeRefused if a key is not one of the known."""
    strange = [key for key in given if key not in known]
    if strange:
        raise RecipeRefused(f"{where}：没有“{strange[0]}”这一项。", f"可以写：{'、'.join(known)}。")
