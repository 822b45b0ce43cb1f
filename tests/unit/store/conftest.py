"""Every test of the store that takes a `desk` runs on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.desk_store import DeskStore


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of this test's own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'beian.db'}"
    url: str = request.getfixturevalue("postgres").database()
    return url


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[DeskStore]:
    store = DeskStore(tmp_path, url=database_url)
    yield store
    store.engine.dispose()
