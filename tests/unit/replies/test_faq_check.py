"""Whoever mends an answer is told what is wrong with it: file, line, mend."""

import shutil
from pathlib import Path

import pytest

from replies.enquiry import FAQ
from replies.faq_check import validate_faq


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FAQ, tmp_path / "faq"))


def changed(folder: Path, file: str, old: str, new: str) -> list[str]:
    """The problems after one change."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in validate_faq(folder)]


def test_our_own_files_are_sound() -> None:
    assert validate_faq() == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("F46.toml", "{system_url}", "{system_uri}", "F46.toml 第 4 行，answer：不认识的占位“{system_uri}”"),
        ("F13.toml", "as_of = 2026-11-21", 'as_of = "昨天"', "F13.toml 第 3 行，as_of：暂缺、为空或形式不对"),
        ("F13.toml", "cites = ", "cite = ", "没有“cite”这一项"),
        ("F13.toml", "answer = ", "answer ", "不是正确的 TOML"),
        ("F13.toml", '"忘记备案密码"', "3", "variants：列表中有空的或不是文字的一项"),
        ("words.toml", "noise = [", "nose = [", "noise：暂缺、为空或形式不对"),
    ],
)
def test_each_mistake_is_named_with_its_line(folder: Path, file: str, old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in changed(folder, file, old, new))


def test_a_province_that_does_not_exist_is_refused(folder: Path) -> None:
    assert any("没有“江苏省”这个省" in p for p in changed(folder, "F46.toml", '"江苏" =', '"江苏省" ='))


def test_a_folder_without_entries_is_refused(tmp_path: Path) -> None:
    assert "没有常见问题的文件" in str(validate_faq(tmp_path)[0])
