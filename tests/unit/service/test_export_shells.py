"""`beian export shells` on a stored desk."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from filing.errors import UnreadableInput
from reports.shells import SHELLS
from service.cli import app
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.seated import config_of, seated

RANGES = '[access.jiangsu]\nip_ranges = ["203.0.113.0/24"]\n'


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    """An approved case of example.com."""
    bench = seated(tmp_path)
    case_id, day = bench.comes(enterprise_case()), bench.clock.now().date()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.desk.approved(ZHANG, case_id, bench.version(case_id), day, "苏ICP备12345678号-1")
    return bench


def run(bench: DeskBench, more: str, *words: str) -> Result:
    config = config_of(bench)
    config.write_text(config.read_text() + more)
    out = ("--out", str(bench.folder / "空壳.csv"))
    return CliRunner().invoke(app, ["export", "shells", "--by", "zhang", "--config", str(config), *out, *words])


def written(bench: DeskBench) -> list[list[str]]:
    return list(csv.reader(io.StringIO((bench.folder / "空壳.csv").read_text("utf-8-sig"))))[1:]


def test_a_ping_export_says_what_points_elsewhere(bench: DeskBench, tmp_path: Path) -> None:
    pings = tmp_path / "pings.csv"
    pings.write_text("Host Name,IP Address\nwww.example.com,192.0.2.9\n", "utf-16")

    done = run(bench, RANGES, "--results", str(pings))

    assert done.exit_code == 0
    assert "已备案域名 1 个：不在我公司机房 1 个，无解析 0 个，未查到 0 个。" in done.output
    head, row = written(bench)
    assert tuple(head) == SHELLS
    assert row[1:4] == ["example.com", "苏ICP备12345678号-1", "192.0.2.9"]


def test_what_the_export_does_not_hold_was_not_looked_up(bench: DeskBench, tmp_path: Path) -> None:
    (tmp_path / "pings.csv").write_text("Host Name,IP Address\nother.example,192.0.2.9\n")
    assert "未查到 1 个" in run(bench, RANGES, "--results", str(tmp_path / "pings.csv")).output


def test_the_resolver_is_asked_if_the_settings_say_so(bench: DeskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.domain_lookup.addresses", lambda _: ("203.0.113.5",))
    assert "不在我公司机房 0 个，无解析 0 个，未查到 0 个" in run(bench, f"{RANGES}[dns]\nresolve = true\n").output


def test_without_results_it_is_refused_and_without_ranges_it_says_so(bench: DeskBench) -> None:
    assert "未配置" in run(bench, "").output
    assert "未配置" in written(bench)[0][0]
    error = run(bench, RANGES).exception
    assert isinstance(error, UnreadableInput)
    assert "没有检查结果" in str(error)
