"""What the report's script draws: figures and addresses as JSON, no drawing here."""

from collections.abc import Sequence
from typing import Any

from reports.report import Report
from reports.tables import Table


def days(report: Report, misses: str) -> dict[str, Any]:
    """Per day the rate and the misses; a bar leads to `misses`, cut to its day."""
    return {
        "days": [str(day) for day, _ in report.by_day],
        "rate": [counts.rate for _, counts in report.by_day],
        "missed": [counts.missed for _, counts in report.by_day],
        "on_time": [counts.on_time for _, counts in report.by_day],
        "misses": misses,
    }


def causes(table: Table, links: Sequence[str]) -> dict[str, Any]:
    """Per cause the misses; a bar leads to its own."""
    return {"names": [row[0] for row in table.rows], "missed": [row[1] for row in table.rows], "links": list(links)}
