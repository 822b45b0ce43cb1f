"""Ten times the capacity, in short. The long form is `make overload`."""

import pytest

from bench.overload import GROWTH, run

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket, pytest.mark.timeout(600)]


def test_a_flood_loses_nothing_and_what_is_due_first_is_served_first() -> None:
    trial = run(minutes=0.3, reading_seconds=6)

    told = trial.detail.report.forecast
    assert told is not None
    assert (trial.stored, trial.passed_over) == (trial.sent, ()), str(trial)
    assert trial.growth <= GROWTH
    assert trial.named == told.short > 0
    assert trial.ordeal is not None
    assert trial.ordeal.sound, str(trial)
