"""Several hosts on one database and one object store. The long form is `make hosts`."""

import pytest

from bench.hosts import run

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket, pytest.mark.timeout(300)]


def test_hosts_that_are_killed_and_a_database_that_is_restarted_lose_and_double_nothing() -> None:
    trial = run(kills=2, mails=12, restarts=1, lives=(1.0, 3.0))

    assert trial.ordeal.report.problems == ()
    assert trial.ordeal.sound, str(trial)  # how fast hosts recover is measured by `make hosts`: machines are shared
