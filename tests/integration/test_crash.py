"""Killed at random, nothing is lost, doubled or stuck. The long form is `make crash`."""

import pytest

from bench.crash import run

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket, pytest.mark.timeout(900)]


def test_two_hundred_kills_during_forty_mails_lose_and_double_nothing() -> None:
    ordeal = run(kills=200, mails=40, seed=20261121)

    assert ordeal.report.problems == ()
    assert (ordeal.report.mails, ordeal.doubled) == (40, 0), str(ordeal)
    assert ordeal.sound, str(ordeal)
