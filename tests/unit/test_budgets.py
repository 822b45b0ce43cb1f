"""The budgets of the house: short functions, short files."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = [
    *("filing", "policy", "parsers", "checks", "replies", "store"),
    *("intake", "desk", "reports", "web", "service", "samples"),
]


def _files() -> list[Path]:
    found = [p for package in PACKAGES for p in (ROOT / package).rglob("*.py")]
    return [p for p in found if "migrations" not in p.parts]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    has_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def _functions() -> list[tuple[int, str]]:
    return sorted(
        (_length(node), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
        for path in _files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_no_function_is_longer_than_forty_lines() -> None:
    assert not [f for f in _functions() if f[0] > 40]


def test_functions_are_short_at_the_median_and_at_the_ninetieth_percentile() -> None:
    lengths = [n for n, _ in _functions()]

    assert statistics.median(lengths) <= 8
    assert lengths[int(0.9 * (len(lengths) - 1))] <= 25


def test_files_are_short() -> None:
    lengths = [(p.read_text(encoding="utf-8").count("\n"), str(p.relative_to(ROOT))) for p in _files()]

    assert not [f for f in lengths if f[0] > 300]
    assert statistics.median(n for n, _ in lengths) <= 100


def test_the_straight_line_fits_on_thirty_lines() -> None:
    assert (ROOT / "intake" / "pipeline.py").read_text(encoding="utf-8").count("\n") <= 30
