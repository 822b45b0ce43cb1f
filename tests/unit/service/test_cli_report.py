"""`beian report sla` on a stored desk: on the screen, as JSON, as files; all the same figures."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from service.cli import app
from store.database import migrate, open_engine
from tests.fakes.traffic import Generator, store

DAYS = ("--from", "2026-09-01", "--to", "2026-09-30")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    engine = open_engine(f"sqlite:///{folder / 'beian.db'}")
    migrate(engine)
    store(engine, Generator(3, date(2026, 9, 1), 30).fill(80))
    engine.dispose()
    (folder / "beian.toml").write_text(f'data = "{folder}"\n')
    return folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["report", "sla", *words, "--config", str(folder / "beian.toml")])


def test_the_screen_cuts_no_figure_however_narrow_it_is(folder: Path) -> None:
    said = run(folder, *DAYS)

    assert said.exit_code == 0
    assert "…" not in said.output
    assert "2026-09-01" in said.output
    assert "按主办者省" in said.output


def test_json_workbook_and_csv_hold_the_same_figures(folder: Path) -> None:
    xlsx, file = folder / "a.xlsx", folder / "a.csv"
    told = json.loads(run(folder, *DAYS, "--json", "--xlsx", str(xlsx), "--csv", str(file)).stdout)
    sheets = CalamineWorkbook.from_path(xlsx)
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    by_day = sheets.get_sheet_by_name("按日").to_python()[1:]

    assert [[d["day"], d["due"], d["on_time"], d["missed"]] for d in told["by_day"]] == [row[:4] for row in by_day]
    assert len(sheets.get_sheet_by_name("超时明细").to_python()) - 1 == told["total"]["missed"] == len(told["misses"])
    assert next(row for row in rows if row[:1] == ["应回邮件（封）"])[1] == str(told["total"]["due"])
    again = json.loads(run(folder, *DAYS, "--json", "--rebuild").stdout)
    assert {**again, "as_of": ""} == {**told, "as_of": ""}


def test_days_that_cannot_be_meant_are_refused(folder: Path) -> None:
    for days in (("--from", "2026-09-30", "--to", "2026-09-01"), ("--from", "昨天", "--to", "2026-09-01")):
        assert run(folder, *days).exit_code == 2
