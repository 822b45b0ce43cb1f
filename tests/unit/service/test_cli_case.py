"""`beian case …` on a stored desk: what the inbox does, without the inbox."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from filing.errors import DeskError
from service.cli_case import case_app
from service.clock import SystemClock
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.seated import config_of, seated
from tests.unit.checks.specimens import blurred


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return seated(tmp_path)


def run(bench: DeskBench, *words: str) -> Result:
    """The command, as Zhang."""
    return CliRunner().invoke(case_app, [*words, "--by", "zhang", "--config", str(config_of(bench))])


def test_a_case_is_shown_with_all_that_an_act_may_name(bench: DeskBench) -> None:
    case_id = bench.comes(blurred(read=False))

    shown = run(bench, "show", bench.file(case_id).reference).output

    assert "待专员处理" in shown
    assert "QUA001" in shown
    assert "营业执照副本" in shown
    assert "草稿" in shown


def test_a_day_at_the_desk(bench: DeskBench) -> None:
    case_id = bench.comes(enterprise_case(sizes={"business_license": 90_000}))
    reference = bench.file(case_id).reference
    next_week = (SystemClock().now() + timedelta(days=7)).strftime("%Y-%m-%d")
    for words in (
        ("assign", reference),
        ("note", reference, "客户来电 13812345678", "--channel", "phone"),
        ("override", reference, "SIZ001", "--reason", "legible"),
        ("undo", reference),
        ("correct", reference, "sha-busi", "entity_name="),
        ("undo", reference),
        ("ask", reference, "sha-back", "--reason", "backdrop", "--note", "请正对镜头"),
        ("hold", reference, "--until", next_week, "--reason", "waiting_call"),
        ("unhold", reference),
        ("letter", reference),
        ("discard", reference),
        ("letter", reference, "--again"),
        ("aside", reference),
    ):
        done = run(bench, *words)
        assert done.exit_code == 0, (words, done.output, done.exception)

    assert bench.file(case_id).assignee == ZHANG.id
    assert bench.fsck().problems == ()


def test_a_second_sender_is_confirmed(bench: DeskBench) -> None:
    bench.comes(enterprise_case())
    case_id = bench.comes(enterprise_case(), sender="agent@agency.example")
    reference = bench.file(case_id).reference

    for address in ("customer@customer.example", "agent@agency.example"):
        assert run(bench, "confirm", reference, "--sender", address).exit_code == 0
    assert not bench.file(case_id).case.senders_unconfirmed
    assert run(bench, "confirm", reference).exit_code == 2


def test_what_is_wrong_is_said_with_the_next_step(bench: DeskBench) -> None:
    reference = bench.file(bench.comes(enterprise_case())).reference
    for words, said in (
        (("show", "BA-20200101-0001"), "没有找到"),
        (("override", reference, "SIZ001", "--reason", "legible"), "case show"),
        (("correct", reference, "sha-busi", "entity_name"), "KEY=VALUE"),
        (("split", reference), "没有拆分建议"),
        (("confirm", reference, "--reuse", "business_license"), "没有可沿用"),
        (("assign", reference, "--to", "nobody"), "没有账号"),
    ):
        error = run(bench, *words).exception
        assert isinstance(error, DeskError)
        assert said in str(error)


def test_who_is_away_names_a_colleague(bench: DeskBench) -> None:
    config = str(bench.folder.parent / "beian.toml")
    days = ("--from", "2026-12-01", "--to", "2026-12-05", "--delegate", "li")

    done = CliRunner().invoke(case_app, ["away", *days, "--by", "zhang", "--config", config])

    assert "由李专员代办" in done.output
