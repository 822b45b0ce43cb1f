"""`-k` understands the names of case folders, which pytest shows only in escaped form."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folder = getattr(item, "callspec", None) and item.callspec.params.get("folder")  # type: ignore[attr-defined]  # parametrised functions have one
        if isinstance(folder, Path):
            item.extra_keyword_matches.add(folder.name)
