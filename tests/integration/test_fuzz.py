"""The short form of `make fuzz`: five hundred mutated mails and two hundred mutated files."""

import subprocess
import sys

from bench import fuzz


def test_mutations_raise_nothing_and_cost_a_moment() -> None:
    """In a process of its own, whose memory is not that of all tests before it."""
    command = [sys.executable, "-m", "bench.fuzz", "--mails", "500", "--files", "200", "--seed", "115"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_job_that_raises_is_counted_as_a_failure() -> None:
    def bad() -> None:
        raise RuntimeError("bad")

    outcome = fuzz.measured(iter([bad, lambda: None]))

    assert [number for number, _ in outcome.failures] == [0]
    assert not outcome.holds
