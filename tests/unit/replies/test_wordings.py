"""An operator's own wordings: what is misspelt is refused with file, line and mend; what is right is used."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checks.roles import settle_roles
from filing.errors import ConfigurationRefused
from replies.compose import TEMPLATES, compose
from replies.vocabulary import LETTER
from replies.wordings import require_wordings, validate_wordings
from service.cli import app
from tests.fakes.cases import enterprise_case
from tests.unit.checks.judging import asked, judged
from tests.unit.replies.writing import HEAD

SITE = "项目：网站名称\n问题：“{{ f.site_name|clean(60) }}”请换一个。\n处理：请更换后重发。\n"


def put(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_our_own_wordings_have_no_problem() -> None:
    assert validate_wordings() == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("findings/SIT001.txt", SITE.replace("site_name", "sitename"), 2, "是不是“site_name”"),
        ("findings/SIT001.txt", SITE.replace("请更换", "{{ providr.phone }}"), 3, "是不是“provider”"),
        ("findings/SIT001.txt", SITE.replace("请更换", "{{ provider.telephone }}"), 3, "phone"),
        ("findings/SIT001.txt", SITE.replace("处理：", "办法："), 1, "项目、问题、处理"),
        ("findings/SIT001.txt", "项目：网站名称\n问题：{% iff f.site_name %}\n处理：请\n", 2, "写法不对"),
        ("findings/SIT009.txt", SITE, 1, "是不是“findings/SIT00"),
        ("_foot.txt", "电话\n{{ provider.phon }}\n", 2, "是不是“phone”"),
        ("enquiry/body.txt", "您好\n", 1, "body.html"),
        (
            "findings/FIL001.txt",
            "项目：附件\n问题：{% for e in each %}{{ e.filename }}{% endfor %}\n处理：请\n",
            2,
            "file",
        ),
    ],
)
def test_a_bad_wording_is_refused_with_file_line_and_mend(
    tmp_path: Path, name: str, text: str, line: int, told: str
) -> None:
    put(tmp_path, name, text)
    (problem,) = validate_wordings(tmp_path)

    assert problem.file.endswith(name)
    assert problem.line == line
    assert told in str(problem)
    with pytest.raises(ConfigurationRefused, match="回复文案有 1 处需要更正"):
        require_wordings(tmp_path)


def test_what_is_not_utf8_or_no_folder_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "_foot.txt").write_bytes("电话".encode("gbk"))

    assert "UTF-8" in str(validate_wordings(tmp_path)[0])
    assert "没有这个文件夹" in str(validate_wordings(tmp_path / "none")[0])


def test_an_operators_wording_stands_before_ours(tmp_path: Path) -> None:
    put(tmp_path, "findings/SIT001.txt", SITE)
    case = settle_roles(enterprise_case(site_name="中国甲乙网"))
    head = replace(HEAD, wordings=require_wordings(tmp_path))
    made = compose(judged(case), case, asked(case), head)

    assert made is not None
    assert "“中国甲乙网”请换一个。" in made.text
    assert "“中国甲乙网”请换一个。" in made.html


def test_the_vocabulary_is_what_letters_use() -> None:
    used = "\n".join(p.read_text(encoding="utf-8") for p in TEMPLATES.rglob("*") if p.is_file())

    assert not [name for name in LETTER - {"own_domains"} if name not in used]


def test_the_command_tells_of_wordings_as_it_does_of_policy(tmp_path: Path) -> None:
    put(tmp_path, "wordings/findings/SIT001.txt", SITE.replace("site_name", "sitename"))
    config = put(tmp_path, "beian.toml", f'[wording]\nfolder = "{tmp_path}/wordings"\n')
    run = CliRunner().invoke(app, ["policy", "validate", "--config", str(config)])

    assert run.exit_code == 4
    assert "SIT001.txt 第 2 行，sitename：不认识的变量" in run.output
