"""The shipped policy on an ordinary day, and a copy of its folder to break."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from policy.load import load_policy
from policy.read import FOLDER
from policy.resolve import PolicyOfDay

TODAY = date(2026, 9, 15)


@pytest.fixture
def today() -> PolicyOfDay:
    return load_policy().on(TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped TOML files."""
    for path in FOLDER.rglob("*.toml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(path, copy)
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], int]:
    """Replace text in one file once; the answer is the line of the replacement."""

    def replace(name: str, old: str, new: str) -> int:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
