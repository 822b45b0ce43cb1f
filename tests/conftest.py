"""What tests of several packages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.fakes.postgres import Postgres

# Machines are shared: how long an example takes says nothing. The same examples each time, so that what lands is what
# was tried; new ones are the business of `make fuzz` and the other long runs.
settings.register_profile("desk", deadline=None, derandomize=True)
settings.load_profile("desk")


LONGEST = ("test_crash.py", "test_hosts.py", "test_overload.py", "test_command_line.py", "test_crashes.py")
"""Files of minutes, most of them spent waiting: begun last, one process would wait for them alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first (`--no-loadscope-reorder` keeps this order), all else as it is."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(Path(item.path).name, len(LONGEST)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests that need one, each with a database of its own; it starts in a second."""
    with Postgres() as server:
        yield server
