"""A cut of the power at any operation of an act or of the sending after it, and two people at the same instant."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from desk.errors import Conflict, Refused
from filing.errors import DeskError
from filing.people import Person
from tests.fakes.desk_bench import LI, ZHANG, DeskBench
from tests.unit.checks.specimens import blurred
from tests.unit.store.test_crashes import PowerCut, power


def accepted_and_sent(bench: DeskBench, case_id: str) -> None:
    """What a specialist does, repeated after a crash until it is done."""
    if not bench.file(case_id).kept:
        bench.desk.accept(ZHANG, case_id, bench.version(case_id))
    draft = bench.desk.letters.draft_of(case_id)
    if draft:
        bench.desk.release(ZHANG, draft, bench.version(case_id))
    bench.clock.pass_(seconds=16)
    bench.send()
    bench.outbox.settle_interrupted()


def prepared(folder: Path) -> str:
    folder.mkdir()
    bench = DeskBench(folder)
    case_id = bench.comes(blurred(read=False))
    bench.engine.dispose()
    return case_id


def test_a_cut_anywhere_leaves_the_act_done_or_not_done_and_one_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = prepared(tmp_path / "before")
    point, seen = 1, 0
    while seen == 0:  # until a run went through before its fuse burned down
        folder = tmp_path / str(point)
        shutil.copytree(tmp_path / "before", folder)
        bench = DeskBench(folder)
        with suppress(PowerCut), power(bench, monkeypatch, point) as fuse:
            accepted_and_sent(bench, case_id)
            seen = fuse.seen
        bench.engine.dispose()
        after = DeskBench(folder, bench.clock, transport=bench.transport)
        accepted_and_sent(after, case_id)

        assert after.fsck().problems == (), f"cut before operation {point}"
        assert len(after.transport.sent) <= 1
        assert len(after.file(case_id).kept) == 1
        after.engine.dispose()
        point += 9
    assert seen > 40


def test_of_two_people_at_the_same_instant_one_is_told(tmp_path: Path) -> None:
    bench = DeskBench(tmp_path)
    case_id = bench.comes(blurred(read=False))
    seen, draft = bench.version(case_id), bench.draft(case_id).id

    def write(by: Person) -> DeskError | None:
        try:
            bench.desk.edit(by, draft, seen, f"{by.name}的话")
        except (Conflict, Refused) as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(2) as threads:
        ends = list(threads.map(write, (ZHANG, LI)))

    assert [isinstance(end, Conflict) for end in ends].count(True) == 1
    assert bench.version(case_id) == seen + 1
    assert bench.fsck().problems == ()
