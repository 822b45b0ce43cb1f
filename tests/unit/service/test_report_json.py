"""`beian report sla --json` keeps its contract."""

import json
from datetime import date
from pathlib import Path

import jsonschema

from filing.sla import Period
from reports.tables import Words
from service.report_json import report_json
from tests.fakes.report_desk import NAMES, report_desk

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "contract" / "report.schema.json").read_text(encoding="utf-8")
)


def test_the_json_is_as_the_schema_says_and_adds_up(tmp_path: Path) -> None:
    with report_desk(tmp_path, mails=120) as desk:
        detail = desk.detail(Period(date(2026, 10, 20), date(2026, 11, 20)))
    told = json.loads(json.dumps(report_json(detail, Words({}, NAMES)), ensure_ascii=False))

    jsonschema.validate(told, SCHEMA)
    assert len(told["misses"]) == told["total"]["missed"] == sum(told["causes"].values())
    assert sum(group["due"] for group in told["groups"]) == told["total"]["due"]
    assert {row["specialist"] for row in told["by_specialist"]} <= {*NAMES.values(), ""}
    assert "forecast" in told


def test_a_period_without_mails_is_as_the_schema_says(tmp_path: Path) -> None:
    with report_desk(tmp_path, mails=2) as desk:
        detail = desk.detail(Period(date(2025, 1, 1), date(2025, 1, 2)))
    told = json.loads(json.dumps(report_json(detail, Words({}, NAMES)), ensure_ascii=False))

    jsonschema.validate(told, SCHEMA)
    assert (told["total"]["rate"], told["misses"]) == (None, [])
