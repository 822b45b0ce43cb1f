"""Every line that a case is asked for has a file and a source."""

from pathlib import Path

from policy.explain import FIGURES, explain
from policy.read import FOLDER
from policy.resolve import PolicyOfDay
from policy.schema import AccessFile, ProfileFile
from policy.sources import current_page
from tests.fakes.cases import case_of, enterprise_case, individual_case


def test_each_material_is_explained_by_the_file_that_names_it(today: PolicyOfDay) -> None:
    lines = {line.value: line for line in explain(today, enterprise_case(province="上海", manager="李四"))}
    assert lines["《网站负责人委托书-上海》"].file == "policy/entity/shanghai.toml"
    assert "001:104" in lines["《网站负责人委托书-上海》"].source
    assert lines["《网站备案真实性核验单》"].file == "policy/materials.toml"
    assert lines["固定电话"].file == "policy/form.toml"
    assert lines["上海"].source == "登记表"


def test_a_suspension_a_mark_and_a_number_are_explained(today: PolicyOfDay) -> None:
    suspended = {line.what: line for line in explain(today, enterprise_case(province="西藏"))}
    assert suspended["暂停备案"].file == "policy/entity/tibet.toml"
    lines = explain(today, individual_case(province="江西", kind="备案接入"))
    assert "policy/entity/jiangxi.toml" in {line.file for line in lines if line.what == "人工核对"}
    assert "网站备案号" in {line.value for line in lines if line.what == "备案号"}


def test_policy_lines_have_a_file_that_exists(today: PolicyOfDay) -> None:
    for line in explain(today, enterprise_case(province="广东")):
        assert line.source
        assert not line.file or (FOLDER.parent / line.file).is_file()


def test_an_empty_case_can_be_explained(today: PolicyOfDay) -> None:
    lines = {line.what: line.value for line in explain(today, case_of([]))}
    assert (lines["主办单位性质"], lines["用户属地"]) == ("不明", "不明")


def test_every_figure_has_a_chinese_name() -> None:
    assert set(FIGURES) == (set(AccessFile.model_fields) | set(ProfileFile.model_fields)) - {
        "province",
        "extends",
        "marks",
        "trades",
        "name_words",
        "versions",
    }


def test_the_page_of_sources_is_current() -> None:
    page = Path(__file__).parents[3] / "docs/policy-sources.md"
    assert page.read_text(encoding="utf-8") == current_page(), "python -m policy.sources > docs/policy-sources.md"
