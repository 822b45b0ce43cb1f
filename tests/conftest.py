"""What tests of several packages share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fakes.postgres import Postgres

# Machines are shared: how long an example takes says nothing. The same examples each time, so that what lands is what
# was tried; new ones are the business of `make fuzz` and the other long runs.
settings.register_profile("desk", deadline=None, derandomize=True)
settings.load_profile("desk")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests that need one, each with a database of its own; it starts in a second."""
    with Postgres() as server:
        yield server
