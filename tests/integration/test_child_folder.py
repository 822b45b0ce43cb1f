"""Pieces of papers that a reader has laid aside do not outlast a service that was killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

from parsers.child_folder import NEWBORN, PREFIX, ChildFolder, empty, sweep

# the service's part: a child writes what a reader would (`builtins:eval` stands for the reader), then the service waits
LAY_ASIDE = """(lambda d: (d.mkdir(), (d / 'licence').write_text('x')) and None)(
    __import__('pathlib').Path(__import__('tempfile').gettempdir()) / 'word-1')"""
SERVICE = f"""
import time
from parsers.child import Child
child = Child()
child.run("builtins:eval", {LAY_ASIDE!r}, timeout=30)
print("laid aside", flush=True)
time.sleep(60)
"""


def test_a_killed_service_leaves_no_piece_of_a_paper(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(tmp_path)}
    ) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "laid aside\n"
        (folder,) = tmp_path.glob(f"{PREFIX}*")
        assert list(folder.rglob("licence"))
        service.kill()

    soon = time.monotonic() + 10
    while list(folder.iterdir()) and time.monotonic() < soon:
        time.sleep(0.1)
    assert not list(folder.iterdir())

    _grow_old(folder)
    sweep(tmp_path)
    assert not folder.exists()


def test_only_folders_that_nobody_holds_are_swept(tmp_path: Path) -> None:
    held, newborn, others = ChildFolder(), tmp_path / f"{PREFIX}new", tmp_path / "other"
    newborn.mkdir()
    others.mkdir()
    link = tmp_path / f"{PREFIX}link"
    link.symlink_to(others)
    _grow_old(Path(held.name))
    _grow_old(others)

    sweep(Path(held.name).parent)
    sweep(tmp_path)

    assert Path(held.name).exists()
    assert newborn.exists()
    assert others.exists()
    held.cleanup()
    assert not Path(held.name).exists()


def test_only_a_childs_own_folder_is_emptied(tmp_path: Path) -> None:
    other, own = tmp_path / "tmp", tmp_path / f"{PREFIX}1"
    for folder in (other, own):
        (folder / "deep").mkdir(parents=True)
        (folder / "piece").write_text("x")
        empty(folder)

    assert len(list(other.iterdir())) == 2
    assert not list(own.iterdir())


def _grow_old(folder: Path) -> None:
    moment = time.time() - NEWBORN - 5
    os.utime(folder, (moment, moment))
