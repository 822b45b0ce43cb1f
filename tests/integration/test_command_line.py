"""The command line keeps its contract: JSON by schema, exit statuses, one clear Chinese line for what is wrong."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from filing.decision import Decision
from filing.finding import Finding
from filing.terms import Material, Outcome, Verdict
from samples.demo import demo_samples
from samples.demo.sample import IP_RANGES
from service.demo_result import differences

pytestmark = [pytest.mark.ocr, pytest.mark.enable_socket]
CONTRACT = Path(__file__).parents[2] / "docs" / "contract"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((CONTRACT / f"{name}.schema.json").read_text(encoding="utf-8")))


def beian(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "service", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's mails as files, and settings with the demo's IP ranges."""
    folder = tmp_path_factory.mktemp("week")
    for sample in demo_samples():
        (folder / f"{sample.name}.eml").write_bytes(sample.raw)
    ranges = "".join(f'[access.{key}]\nip_ranges = ["{cidr}"]\n' for key, cidr in IP_RANGES.items())
    (folder / "beian.toml").write_text(ranges, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def answers(week: Path) -> dict[str, Any]:
    """`beian check` on each of the demo's mails, a follow-up behind what it follows."""
    found: dict[str, Any] = {}
    single = [s for s in demo_samples() if not s.expected.follows]
    files = [str(week / f"{s.name}.eml") for s in single]
    for key in IP_RANGES:
        own = [(s, f) for s, f in zip(single, files, strict=True) if s.mailbox == key]
        done = beian(
            "check", "--each", "--json", "--mailbox", key, "--config", str(week / "beian.toml"), *(f for _, f in own)
        )
        assert done.returncode == 0, done.stderr
        found |= {s.name: json.loads(line) for (s, _), line in zip(own, done.stdout.splitlines(), strict=True)}
    for sample in demo_samples():
        if sample.expected.follows:
            history = [str(week / f"{name}.eml") for name in (sample.expected.follows, sample.name)]
            done = beian("check", "--json", "--config", str(week / "beian.toml"), *history)
            found[sample.name] = json.loads(done.stdout)
    return found


def test_check_comes_to_the_same_outcomes_as_the_service(answers: dict[str, Any]) -> None:
    wrong = {}
    for sample in demo_samples():
        answer = answers[sample.name]
        auto = answer["reply"] is not None and answer["reply"]["auto"]
        told = differences(sample.expected, _decision(answer), answered=auto)
        if told:
            wrong[sample.name] = told

    assert not wrong


def _decision(answer: dict[str, Any]) -> Decision:
    findings = [
        Finding(f["code"], Verdict(f["verdict"]), f["material"] and Material(f["material"]), f["facts"], f["holds"])
        for f in answer["findings"]
    ]
    return Decision(Outcome(answer["outcome"]), tuple(findings), tuple(Material(m) for m in answer["missing"]))


def test_every_answer_of_check_obeys_the_schema(answers: dict[str, Any]) -> None:
    problems = {name: [e.message for e in validator("check").iter_errors(answer)] for name, answer in answers.items()}

    assert not {name: found for name, found in problems.items() if found}


def test_no_reply_of_check_holds_a_number_of_the_form_in_full(answers: dict[str, Any]) -> None:
    secret = ("id_number", "entity_principal_cert_no", "website_principal_cert_no", "entity_principal_mobile")
    for answer in answers.values():
        plain = {str(a["facts"][key]) for a in answer["attachments"] for key in secret if key in a["facts"]}
        told = json.dumps([answer["reply"], answer["findings"]], ensure_ascii=False)
        assert not [number for number in plain if number in told]


def test_read_obeys_the_schema_for_one_file_and_for_several(tmp_path: Path) -> None:
    sample = next(s for s in demo_samples() if s.name == "01-complete-enterprise")
    for file in sample.files:
        (tmp_path / file.name).write_bytes(file.content)
    files = [str(tmp_path / f.name) for f in sample.files]

    one = beian("read", files[0], "--json")
    many = beian("read", "--json", *files, str(tmp_path / "nothing.jpg"))

    assert not list(validator("read").iter_errors(json.loads(one.stdout)))
    lines = [json.loads(line) for line in many.stdout.splitlines()]
    assert len(lines) == len(files) + 1
    assert not [e.message for line in lines for e in validator("read").iter_errors(line)]
    assert "error" in lines[-1]


def test_subject_answers_a_line_for_each_line() -> None:
    done = beian("subject", "--stdin", "--json", stdin="苏州甲乙科技有限公司+example.com\n备案资料\n\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [line["entity_name"] for line in lines] == ["苏州甲乙科技有限公司", None, None]
    assert not [e.message for line in lines for e in validator("subject").iter_errors(line)]


def test_a_subject_is_told_in_chinese() -> None:
    done = beian("subject", "注销备案 苏州甲乙科技有限公司 example.com")

    assert done.stdout == "主办者：苏州甲乙科技有限公司　域名：example.com　类型：注销备案\n"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["check", "/nowhere/x.eml"], 3, "无法读取"),
        (["read", "/nowhere/x.jpg"], 3, "无法读取"),
        (["check", "x.eml", "--config", "/nowhere/beian.toml"], 4, "配置文件"),
        (["serve", "--config", "/nowhere/beian.toml"], 4, "配置文件"),
        (["subject"], 2, "主题"),
        (["check"], 2, ""),
        (["policy", "explain", "BA-20261121-0001"], 3, "--config"),
    ],
)
def test_what_is_wrong_is_one_clear_line_without_a_traceback(words: list[str], status: int, says: str) -> None:
    done = beian(*words)

    assert done.returncode == status
    assert done.stdout == ""
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["chek"], "没有命令“chek”。"),
        (["check"], "缺少参数 MAIL.eml…。"),
        (["check", "--mailbo", "jiangsu"], "没有选项 --mailbo。是否要用 --mailbox？"),
        (["check", "--mailbox"], "选项 --mailbox 后面要有值。"),
        (["fsck", "--json=1"], "选项 --json 不带值。"),
        (["subject", "a", "b"], "多出参数“b”。"),
        (["report", "sla"], "缺少选项 --from。"),
        (["authority", "submitted", "BA-1", "--by", "x", "--on", "2026/12/01"], "选项 --on 的值不对“2026/12/01”。"),
    ],
)
def test_a_wrong_command_is_explained_in_chinese_with_the_next_step(words: list[str], says: str) -> None:
    done = beian(*words)
    wrong, following = done.stderr.splitlines()

    assert (done.returncode, done.stdout) == (2, "")
    assert wrong == f"出错：{says}"
    assert following.endswith("--help 查看用法。")


@pytest.mark.parametrize("words", [[], ["case"], ["case", "accept"], ["report", "sla"]])
def test_help_has_no_english_headings(words: list[str]) -> None:
    done = beian(*words, "--help")

    assert done.returncode == 0
    assert "用法：" in done.stdout
    assert not [word for word in ("Usage", "Options", "Arguments", "Commands", "Show this") if word in done.stdout]
