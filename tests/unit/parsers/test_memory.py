"""Holes in the heap go back to the system when a process holds plenty, and only then."""

import pytest

from parsers import memory


@pytest.mark.parametrize(("held", "given"), [(memory.PLENTY + 1, [0]), (memory.PLENTY, [])])
def test_memory_is_given_back_beyond_plenty(monkeypatch: pytest.MonkeyPatch, held: int, given: list[int]) -> None:
    asked: list[int] = []
    monkeypatch.setattr(memory, "_held", lambda: held)
    monkeypatch.setattr(memory, "_trim", lambda: asked.append)

    memory.give_back()

    assert asked == given


def test_a_process_knows_what_it_holds() -> None:
    assert 1_000_000 < memory._held() < 10**12
    memory._trim()(0)
