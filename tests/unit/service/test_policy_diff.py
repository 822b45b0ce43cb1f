"""`beian policy diff`: what a change of policy would change, on mail files and on the cases in store."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from filing.case import Case
from filing.mail import RawMail
from intake.pipeline import judge
from policy.load import load_policy
from policy.read import FOLDER
from policy.resolve import Policy
from service.cli_policy_diff import Question, diff_policies
from service.letterhead import letterhead
from service.policy_diff import Change, compare, dated
from tests.fakes.cases import enterprise_case
from tests.fakes.clock import FakeClock
from tests.fakes.desk_store import DeskStore


def changed(case: Case, a: Policy, b: Policy, day: date | None = None) -> Change:
    moved = dated(case, day)
    head = letterhead("jsba@chinanet.example", "备案专员", moved, FakeClock().now())
    return compare("某件", (a, judge(moved, a, head)), (b, judge(moved, b, head)))


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """Our policy with one sentence changed."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_another_profile_changes_outcome_and_findings_and_says_by_which_line() -> None:
    change = changed(enterprise_case(province="新疆"), load_policy("chinanet"), load_policy("modern-2026"))

    assert change.outcome == ("NOT_ACCEPTED", "COMPLETE")
    assert [row["code"] for row in change.gone] == ["ELI001"]
    assert change.asked_gone[0]["what"] == "暂停备案"
    assert change.changed


def test_the_same_policy_changes_nothing() -> None:
    assert not changed(enterprise_case(), load_policy("chinanet"), load_policy("chinanet")).changed


def test_what_begins_later_is_seen_on_its_day_only(tmp_path: Path) -> None:
    old = "value = 512_000\neffective_from = 2011-01-01\n"
    ends = 'effective_to = 2026-12-31\nsource = "001:111"\n'
    new = f"{old}{ends}\n[[min_bytes]]\nvalue = 900_000\neffective_from = 2027-01-01\n"
    folder = edited(tmp_path / "policy", "profile/chinanet.toml", old, new)
    ours, theirs = load_policy("chinanet"), load_policy("chinanet", folder)

    assert not changed(enterprise_case(), ours, theirs).changed
    later = changed(enterprise_case(), ours, theirs, date(2027, 1, 4))
    assert {row["code"] for row in later.new} == {"SIZ001"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings of a desk that has one case in store."""
    desk, case = DeskStore(tmp_path), enterprise_case(province="新疆")
    raw = RawMail(b"mail", "jiangsu", desk.clock.now(), "INBOX", 1, 1)
    desk.ledger.receive(raw)
    mail = replace(case.latest.mail, sha256=raw.sha256)
    assert desk.placed(replace(case.latest, mail=mail))
    file = tmp_path / "beian.toml"
    file.write_text(f'data = "{tmp_path}"\n', encoding="utf-8")
    return file


def test_cases_in_store_are_judged_by_both(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff_policies("chinanet", "modern-2026", Question((), stored=True), config, as_json=True) == 0

    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (told["changed"], told["same"]) == (1, 0)
    assert told["cases"][0]["case"].startswith("BA-")
    assert told["cases"][0]["outcome"] == ["NOT_ACCEPTED", "COMPLETE"]


def test_people_read_which_case_and_why(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diff_policies("chinanet", "modern-2026", Question((), stored=True), config, as_json=False)

    said = capsys.readouterr().out
    assert "暂不受理 → 资料齐全" in said
    assert "不再提出：ELI001" in said
    assert "共核对 1 件，1 件会改变" in said


def test_without_anything_to_compare_on_it_says_what_to_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert diff_policies("chinanet", "gaojie", Question(()), None, as_json=False) == 2
    assert "--stored" in capsys.readouterr().err
