"""What tests of several packages share."""

from collections.abc import Iterator

import pytest

from tests.fakes.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests that need one, each with a database of its own; it starts in a second."""
    with Postgres() as server:
        yield server
