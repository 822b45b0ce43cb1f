"""`beian authority shells` on a stored desk: listed first, done when a person says so, and never twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from filing.errors import DeskError
from filing.mail import SHANGHAI
from filing.shells import ShellOutcome
from service.cli import app
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.seated import config_of, seated
from tests.fakes.shells import approved

RANGES = '[access.jiangsu]\nip_ranges = ["203.0.113.0/24"]\n'
Run = Callable[..., Result]


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    bench = seated(tmp_path)
    config_of(bench).write_text(config_of(bench).read_text() + RANGES)
    return bench


@pytest.fixture
def case_id(bench: DeskBench) -> str:
    """An approved case of example.com; from now on the clock is the command line's."""
    case_id = approved(bench)
    bench.clock.moment = datetime.now(SHANGHAI)
    return case_id


@pytest.fixture
def run(bench: DeskBench) -> Run:
    def run(*words: str, found: str = "") -> Result:
        sheet = bench.folder.parent / "pings.csv"
        sheet.write_text(f"Host Name,IP Address\nwww.example.com,{found}\n")
        more = ("--results", str(sheet)) if found else ()
        return CliRunner().invoke(
            app, ["authority", "shells", *words, *more, "--by", "zhang", "--config", str(config_of(bench))]
        )

    return run


def sent(bench: DeskBench, case_id: str) -> None:
    """The draft leaves."""
    bench.desk.release(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()


def test_the_batch_is_listed_first_and_drafted_when_said_so_and_not_twice(
    bench: DeskBench, case_id: str, run: Run
) -> None:
    listed = run("notify", found="192.0.2.9")
    assert "example.com 解析到 192.0.2.9：起草通知，转回期限" in listed.output
    assert "没有执行" in listed.output
    assert bench.outbox.drafts() == ()

    done = run("notify", "--yes", found="192.0.2.9")
    assert (done.exit_code, "完成 1 项，未完成 0 项" in done.output) == (0, True)
    assert bench.draft(case_id).template == "empty_shell_notice"
    again = run("notify", "--yes", found="192.0.2.9")
    assert "不重复通知，通知待发出" in again.output
    assert "没有要处理的" in again.output
    assert len(bench.outbox.drafts()) == 1


def test_a_person_may_send_the_whole_batch_with_the_same_undo(
    bench: DeskBench, case_id: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []  # the engine's own tables are there only where the service has run
    monkeypatch.setattr("service.engine.Engine.enqueue", lambda *job: queued.append(job[2]))
    assert "与 --yes 同用" in str(run("notify", "--release", found="192.0.2.9").exception)

    done = run("notify", "--yes", "--release", found="192.0.2.9")

    assert "15 秒后发出，可撤回" in done.output
    (letter,) = (r for r in bench.replies(case_id) if r.template == "empty_shell_notice")
    assert (letter.status, letter.auto) == ("queued", False)
    assert letter.next_try_at
    assert queued == ["smtp"]
    bench.desk.recall(ZHANG, letter.id, bench.version(case_id))
    assert bench.draft(case_id).id == letter.id


def test_the_next_check_records_who_came_back(bench: DeskBench, case_id: str, run: Run) -> None:
    run("notify", "--yes", found="192.0.2.9")
    sent(bench, case_id)
    assert "不重复通知，已通知" in run("notify", found="192.0.2.9").output

    done = run("notify", "--yes", found="203.0.113.7")

    assert "登记：已转回" in done.output
    assert bench.desk.shell_notices(ZHANG, case_id)["example.com"].outcome is ShellOutcome.BACK
    assert "没有要处理的" in run("notify", found="203.0.113.7").output


def test_the_next_check_records_who_stayed_away(bench: DeskBench, case_id: str, run: Run) -> None:
    bench.clock.moment -= timedelta(days=15)
    bench.desk.notify_shell(ZHANG, case_id, bench.version(case_id), "example.com", ["192.0.2.9"])
    sent(bench, case_id)
    bench.clock.moment = datetime.now(SHANGHAI)

    assert "登记：未转回" in run("notify", "--yes", found="192.0.2.9").output

    assert bench.desk.shell_notices(ZHANG, case_id)["example.com"].outcome is ShellOutcome.AWAY
    reference = bench.file(case_id).reference
    assert "已取消接入" in run("result", reference, "example.com", "已取消接入").output
    assert bench.draft(case_id).template == "access_cancelled"


def test_one_notice_is_drafted_by_hand(bench: DeskBench, case_id: str, run: Run) -> None:
    reference = bench.file(case_id).reference
    assert "请核对后今天发出" in run("draft", reference, "example.com", "192.0.2.9", "192.0.2.10").output
    refused = run("draft", reference, "example.com", "192.0.2.9").exception
    assert isinstance(refused, DeskError)
    assert "没有处理结果" in str(run("result", reference, "example.com", "不见了").exception)


def test_what_points_nowhere_is_nobody_told_of_and_without_results_it_is_refused(
    bench: DeskBench, case_id: str, run: Run
) -> None:
    output = run("notify", "--yes", found="Request timed out").output
    assert "另有 1 个域名无解析、未查到或不能判断" in output
    assert bench.outbox.drafts() == ()
    assert "没有检查结果" in str(run("notify").exception)
    config_of(bench).write_text(config_of(bench).read_text().replace(RANGES, ""))
    assert "未配置" in str(run("notify", found="192.0.2.9").exception)
