"""The administration's result codes and what they say (企业系统接口规范 V3.0): policy/data/miit_v3_result_codes.csv."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "miit_v3_result_codes.csv"


@cache
def result_codes() -> Mapping[str, str]:
    """Code of four digits → the administration's words."""
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row["message"] for row in csv.DictReader(lines)}
