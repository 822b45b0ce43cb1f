"""Wrong policy files refuse to load, and say which file, which line, which key, and how to mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from policy.load import load_policy
from policy.problems import Problem
from policy.validate import validate

Edit = Callable[[str, str, str], int]


def the_problem(folder: Path) -> Problem:
    problems = validate(folder)
    assert len(problems) == 1, [str(p) for p in problems]
    return problems[0]


def test_the_shipped_policy_has_no_problems() -> None:
    assert validate() == ()


@pytest.mark.parametrize(
    ("name", "change", "key", "words"),
    [
        (
            "access/jiangsu.toml",
            ('province = "江苏"', 'province = "江苏省"'),
            "province",
            ("不是省级行政区的简称", "江苏"),
        ),
        (
            "entity/guangdong.toml",
            ('province = "广东"', 'province = "粤"'),
            "province",
            ("不是省级行政区的简称", "可用的省"),
        ),
        ("entity/gansu.toml", ('access = "安徽"', 'access = "安微"'), "suspensions[1].access", ("“安微”", "安徽")),
        (
            "entity/guangdong.toml",
            ('material = "verification_form"', 'material = "verification_from"'),
            "versions[1].material",
            ("不认识的值“verification_from”", "是不是“verification_form”？"),
        ),
        (
            "materials.toml",
            ('key = "backdrop_photo"', 'key = "photo"'),
            "materials[6].key",
            ("不认识的值“photo”", "可用的材料"),
        ),
        ("access/anhui.toml", ("[[mailbox]]", "[[mailboxes]]"), "mailboxes", ("不认识的键", "是不是“mailbox”？")),
        ("materials.toml", ("download = true", "downlod = true"), "materials[1].downlod", ("不认识的键", "“download”")),
        (
            "profile/chinanet.toml",
            ("value = 300", 'value = "五分钟"'),
            "ack_seconds[1].value",
            ("应为整数", "请改成例如"),
        ),
        (
            "profile/chinanet.toml",
            ('value = ["08:30-11:30", "13:00-17:30"]', 'value = ["11:30-08:30"]'),
            "sessions[1].value[1]",
            ("不是办公时段", "请改成例如"),
        ),
        ("access/jiangsu.toml", ("JSBA@ChinaNet.CC", "JSBA"), "mailbox[1].value", ("写法不对", "请改成例如")),
        (
            "access/jiangsu.toml",
            ("effective_from = 2011-01-01", 'effective_from = "今年"'),
            "legal_name[1].effective_from",
            ("“今年”", "effective_from = 2026-01-01"),
        ),
        ("materials.toml", ('kinds = ["cancel"]', 'kinds = ["注销"]'), "demands[6].kinds[1]", ("不认识的值", "cancel")),
        (
            "entity/jiangxi.toml",
            ('entities = "individuals"', 'entities = "个人"'),
            "marks[1].entities",
            ("不认识的值", "individuals"),
        ),
        ("materials.toml", ("（{address}）", "（{adress}）"), "materials[6]", ("不认识的占位“{adress}”", "address")),
    ],
)
def test_a_wrong_value_is_refused_with_its_place_and_its_mend(
    folder: Path, edit: Edit, name: str, change: tuple[str, str], key: str, words: tuple[str, str]
) -> None:
    line = edit(name, *change)
    problems = [p for p in validate(folder) if p.key == key]
    assert len(problems) == 1, [str(p) for p in validate(folder)]
    assert problems[0].file == name
    assert abs(problems[0].line - line) <= 2  # a table's own line where the key has none
    assert words[0] in problems[0].message
    assert words[1] in problems[0].mend


def test_the_line_is_that_of_the_key(folder: Path, edit: Edit) -> None:
    line = edit("entity/gansu.toml", 'access = "江苏"', 'access = "浙汪"')
    assert the_problem(folder).line == line


def test_a_missing_mailbox_is_refused_with_an_example(folder: Path) -> None:
    path = folder / "access/anhui.toml"
    before, _, after = path.read_text().partition("[[mailbox]]")
    path.write_text(before + after[after.index("[[system_url]]") :])
    problem = the_problem(folder)
    assert (problem.file, problem.key, problem.message) == ("access/anhui.toml", "mailbox", "缺少“mailbox”")
    assert "JSBA@ChinaNet.CC" in problem.mend


def test_a_value_without_a_source_is_refused(folder: Path, edit: Edit) -> None:
    edit("entity/shanxi.toml", "source =", "# source =")
    assert the_problem(folder).message == "缺少“source”"


def test_overlapping_dates_are_refused_with_the_date_that_mends_them(folder: Path) -> None:
    path = folder / "entity/gansu.toml"
    text = path.read_text()
    more = '[[suspensions]]\naccess = "江苏"\neffective_from = 2024-05-01\nsource = "某某通知"\n'
    path.write_text(text + "\n" + more)
    problem = the_problem(folder)
    assert problem.key == "suspensions[3]"
    assert problem.line == text.count("\n") + 4
    assert "重叠" in problem.message
    assert "effective_to = 2024-04-30" in problem.mend


def test_a_gap_in_a_figure_is_refused(folder: Path, edit: Edit) -> None:
    edit("profile/chinanet.toml", "effective_to = 2020-08-16", "effective_to = 2020-08-01")
    problem = the_problem(folder)
    assert problem.key == "miit_url[2]"
    assert "没有值" in problem.message


def test_a_figure_that_ends_is_refused(folder: Path, edit: Edit) -> None:
    edit("access/anhui.toml", "effective_from = 2011-01-01", "effective_from = 2011-01-01\neffective_to = 2020-01-01")
    assert "2020-01-01 之后没有值" in the_problem(folder).message


def test_an_end_before_the_beginning_is_refused(folder: Path, edit: Edit) -> None:
    edit(
        "entity/shanghai.toml", "effective_from = 2011-01-01", "effective_from = 2011-01-01\neffective_to = 2010-01-01"
    )
    assert "早于开始日期" in the_problem(folder).message


def test_broken_toml_is_refused_with_its_line(folder: Path) -> None:
    (folder / "entity/hunan.toml").write_text('province = "湖南"\n[[versions]\n')
    problem = the_problem(folder)
    assert (problem.file, problem.line) == ("entity/hunan.toml", 2)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "entity/hunan.toml").write_bytes('province = "湖南"'.encode("gbk"))
    assert "UTF-8" in the_problem(folder).message


def test_the_program_s_own_key_is_not_the_author_s(folder: Path, edit: Edit) -> None:
    edit("entity/hunan.toml", "source =", 'file = "x"\nsource =')
    assert "不认识的键" in the_problem(folder).message


def test_a_missing_file_and_a_missing_folder_are_refused(folder: Path) -> None:
    (folder / "form.toml").unlink()
    assert the_problem(folder).file == "form.toml"
    assert {p.file for p in validate(folder / "nowhere")} >= {"materials.toml", "access/"}


def test_two_files_of_one_province_are_refused(folder: Path) -> None:
    (folder / "entity/hunan2.toml").write_text('province = "湖南"\n')
    problem = the_problem(folder)
    assert (problem.file, "hunan.toml" in problem.message) == ("entity/hunan2.toml", True)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        load_policy("chinanett")
    assert "chinanet、gaojie、modern-2026" in str(refused.value)
    assert refused.value.exit_status == 4


def test_a_profile_that_says_too_little_is_refused(folder: Path) -> None:
    (folder / "profile/own.toml").write_text("")
    problems = [p for p in validate(folder) if p.file == "profile/own.toml"]
    assert "min_bytes" in {p.key for p in problems}
    (folder / "profile/own.toml").write_text('extends = "own"\n')
    assert the_problem(folder).message == "不能以自己为基础"
    (folder / "profile/own.toml").write_text('extends = "nothing"\n')
    assert "没有名为“nothing”的策略" in the_problem(folder).message


def test_loading_tells_every_problem_at_once(folder: Path, edit: Edit) -> None:
    edit("entity/gansu.toml", 'province = "甘肃"', 'province = "甘"')
    edit("entity/tibet.toml", 'province = "西藏"', 'province = "藏"')
    with pytest.raises(ConfigurationRefused) as refused:
        load_policy(folder=folder)
    assert "entity/gansu.toml 第 2 行" in str(refused.value)
    assert "entity/tibet.toml 第 2 行" in str(refused.value)
