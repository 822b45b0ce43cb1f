"""(e) What a mail costs the ledger when 10, 10^4 and 10^6 others are stored."""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, text

from filing.case import Case
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import DeskBench

SIZES = (10, 10_000, 1_000_000)
ROUNDS = 30
BAR = 2.0  # times as much at 10^6 as at 10: the depth of a tree, not its width
FILL = Path(__file__).with_suffix(".sql")


def run() -> bool:
    """Print the figures; whether the bar holds."""
    cost = {size: _cost(size) for size in SIZES}
    for size, (cpu, wall) in cost.items():
        print(f"(e) {size:>9} mails stored: {1000 * cpu:.1f} ms CPU, {1000 * wall:.1f} ms a mail", flush=True)
    ratio = cost[SIZES[-1]][0] / cost[SIZES[0]][0]
    print(f"    10^6 / 10: {ratio:.2f} (bar {BAR})")
    return ratio <= BAR


def _cost(size: int) -> tuple[float, float]:
    """Median CPU and wall seconds from a mail's bytes to its queued reply, papers given."""
    with tempfile.TemporaryDirectory(prefix="beian-ledger-") as name:
        bench = DeskBench(Path(name))
        fill(bench.engine, size)
        cases = [_case(number) for number in range(ROUNDS + 5)]
        spent = [_spent(bench, case) for case in cases][5:]
        bench.engine.dispose()
    return statistics.median(cpu for cpu, _ in spent), statistics.median(wall for _, wall in spent)


def fill(engine: Engine, size: int) -> None:
    """So many cases of a mail each, as rows."""
    with engine.begin() as connection:
        for statement in FILL.read_text(encoding="utf-8").split(";\n"):
            connection.execute(text(statement), {"count": size} if ":count" in statement else {})


def _spent(bench: DeskBench, case: Case) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    bench.comes(case)
    return time.process_time() - cpu, time.perf_counter() - wall


def _case(number: int) -> Case:
    case = enterprise_case()
    line = replace(case.latest.subject_line, domains=(f"new{number}.example",))
    return replace(case, submissions=(*case.submissions[:-1], replace(case.latest, subject_line=line)))
