"""As many workers as cores, as the service has them: pictures a second, memory of the largest, and a second look."""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.drawn.draw import Sample
from filing.mail import Part
from filing.paper import Paper
from parsers.child import ChildPool
from service.hands import Hands
from store.blobs import Blobs
from store.database import migrate, open_engine
from store.master_keys import MasterKeys
from store.readings import Readings

ENGINE = "rapidocr"
Papers = tuple[Paper, ...]


def all_cores(samples: Sequence[Sample]) -> None:
    """Print how fast and how large the service's own children are, and what a second look at the same bytes costs."""
    cores = os.cpu_count() or 1
    parts = [Part("IMG_0001.jpg", sample.path.read_bytes()) for sample in samples]
    pool = ChildPool(cores)
    with ThreadPoolExecutor(cores) as threads:
        list(threads.map(lambda part: _read(pool, part), parts[:cores]))  # the models are loaded
        started = time.perf_counter()
        papers = list(threads.map(lambda part: _read(pool, part), parts))
        wall = time.perf_counter() - started
    largest = max(_held(child._process.pid) for child in pool._all if child._process)
    pool.close()
    print(f"{cores} workers: {len(parts) / wall:.2f} pictures a second, largest worker {largest} MB (bar 900)")
    print(f"second look at the same bytes: {_second_look(parts, papers):.2f} ms of CPU, median (bar 5)")


def _read(pool: ChildPool, part: Part) -> Papers:
    papers: Papers = pool.run("parsers.jobs:read", part, ENGINE, timeout=120)
    return papers


def _held(pid: int) -> int:
    """Megabytes that a program has held at most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024


def _second_look(parts: Sequence[Part], papers: Sequence[Papers]) -> float:
    """What the service does for bytes that it has read before: their hash, a row, a blob; median milliseconds."""
    spent: list[float] = []
    with tempfile.TemporaryDirectory() as place, Hands(ENGINE, 1, frozenset()) as hands:
        folder = Path(place)
        database = open_engine(f"sqlite:///{folder / 'desk.db'}")
        migrate(database)
        readings = Readings(database, Blobs(folder / "blobs", MasterKeys(folder / "master.key")))
        for part, read in zip(parts, papers, strict=True):
            readings.keep(hands.key(part), hands.engine, read)
        for part, read in zip(parts, papers, strict=True):
            begun = time.process_time()
            again = readings.get(hands.key(part), hands.engine)
            spent.append(1000 * (time.process_time() - begun))
            assert again == read
        database.dispose()
    return statistics.median(spent)
