"""Reading papers, measured: right, wrong, missing, wrong-and-acted-on, and the cost beside raw OCR of the same images.

    python -m bench.papers --seed 1 --groups clean,blur --limit 12

216 papers by default: 18 conditions times 12 kinds, in layouts of their own (bench/drawn).
One process, one thread. The floor is the engine's own calls alone: the page once, then the same key lines. Then the
service's own children read the same pictures on every core.
"""

import argparse
import os
import pickle
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.drawn.draw import KINDS, Sample
from bench.drawn.harm import HARMS
from bench.peer import OPTIONS
from bench.scoring import Mark, marks, material_right, table
from bench.workers import all_cores
from filing.paper import Box, Paper
from filing.ports import Line, Picture, Reading
from parsers import vision
from parsers.image import frames
from parsers.ocr_rapid import PAGE_SIDE, RapidReader
from parsers.pictures import read_picture_file


class Recorder:
    """The reader, remembering which picture it was given, which way up that was and which lines it read again."""

    def __init__(self, reader: RapidReader) -> None:
        self.reader, self.name = reader, reader.name
        self.page: tuple[Picture, int] | None = None
        self.lines: list[tuple[Picture, tuple[Box, ...]]] = []

    def read(self, picture: Picture) -> Reading:
        reading = self.reader.read(picture)
        self.page = (picture, reading.turned)
        return reading

    def reread(self, picture: Picture, boxes: tuple[Box, ...], turned: int) -> tuple[Line, ...]:
        self.lines.append((picture, boxes))
        return self.reader.reread(picture, boxes, turned)

    def raw(self, content: bytes) -> None:
        """Decode, one call for the page (the right way up is given), one a key line: what no pipeline can avoid."""
        picture = next(frames(content)).picture
        turned = self.page[1] if self.page else 0
        page = vision.shrunk(vision.turned(vision.pixels_of(picture), turned), PAGE_SIDE)
        self.reader._page(
            np.ascontiguousarray(page[:, :, ::-1]), use_det=True, use_cls=False, use_rec=True, return_word_box=False
        )
        for levelled, boxes in self.lines:
            for box in boxes:
                crop = vision.cut(vision.pixels_of(levelled), box, margin=2)
                self.reader._line(
                    np.ascontiguousarray(crop[:, :, ::-1]),
                    use_det=False,
                    use_cls=False,
                    use_rec=True,
                    return_word_box=False,
                )


@dataclass
class Result:
    """All that was measured."""

    by_group: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    by_field: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    by_kind: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    materials: list[tuple[Sample, bool]] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    wall: float = 0.0

    def add(self, sample: Sample, papers: tuple[Paper, ...]) -> list[Mark]:
        found = marks(sample, papers)
        self.by_group[sample.group] += found
        self.by_kind[sample.kind] += found
        for mark in found:
            self.by_field[mark.key].append(mark)
        self.materials.append((sample, material_right(sample, papers)))
        return found


def _cpu(work: object) -> float:
    started = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - started


def measure(samples: list[Sample], verbose: bool) -> Result:
    """Read every sample, then the same bytes by the engine alone."""
    reader, result, started = RapidReader(), Result(), time.perf_counter()
    for sample in samples:
        content, recorder = sample.path.read_bytes(), Recorder(reader)
        begun = time.process_time()
        papers = read_picture_file("IMG_0001.jpg", content, recorder)
        result.ours.append(time.process_time() - begun)
        result.floor.append(_cpu(lambda: recorder.raw(content)))  # noqa: B023 - called at once
        found = result.add(sample, papers)
        if verbose:
            _explain(sample, papers, found)
    result.wall = time.perf_counter() - started
    return result


def _explain(sample: Sample, papers: tuple[Paper, ...], found: list[Mark]) -> None:
    bad = [m for m in found if m.verdict != "right"]
    if not material_right(sample, papers):
        print(f"{sample.group}/{sample.kind}: {[(p.fate.value, p.material and p.material.value) for p in papers]}")
    for m in bad:
        print(f"{sample.group}/{sample.kind} {m.key} {m.verdict}{' ACTED ON' if m.acted else ''}: {m.truth} | {m.said}")


def report(result: Result, seed: str) -> None:
    """Print everything."""
    machine = f"{platform.machine()} {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"bench-papers, seed {seed}, {time.strftime('%Y-%m-%d')}, {machine}")
    for title, rows in (("by condition", result.by_group), ("by kind", result.by_kind), ("by field", result.by_field)):
        print(f"\n{title}\n{table(rows)}")
    rare = [m for ms in result.by_kind.values() for m in ms if m.rare]
    print(f"\nrare and minority names\n{table({'name': rare})}")
    wrong = [f"{s.group}/{s.kind}" for s, right in result.materials if not right]
    print(
        f"\nmaterials {len(result.materials) - len(wrong)}/{len(result.materials)}  wrong: {' '.join(wrong) or 'none'}"
    )
    for name, seconds in (("ours", result.ours), ("raw OCR", result.floor)):
        p95 = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        print(
            f"CPU s an image, {name:<8} median {statistics.median(seconds):.2f}  p95 {p95:.2f}  sum {sum(seconds):.1f}"
        )
    print(f"ours / raw OCR {sum(result.ours) / sum(result.floor):.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, wall {result.wall:.0f} s")


def ocrmypdf(samples: list[Sample], command: str, count: int) -> None:
    """OCRmyPDF on some of the same images, if it is installed: it is a peer to measure against, not a dependency."""
    program = shutil.which(command)
    if not program:
        print("OCRmyPDF is not installed here (pip install ocrmypdf): not measured")
        return
    chosen = samples[:: max(1, len(samples) // count)][:count]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = sum(_ocrmypdf_one(program, s) for s in chosen)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"OCRmyPDF: {spent / max(1, len(chosen)):.2f} CPU s an image (mean of {len(chosen)}, {done} read)")


def _ocrmypdf_one(program: str, sample: Sample) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [program, *OPTIONS, str(sample.path), f"{folder}/out.pdf"], check=False, capture_output=True
        )
    return done.returncode == 0


def _drawn(folder: Path, seed: str, groups: list[str], limit: int) -> list[Sample]:
    """In a child of its own, so that drawing does not count as our memory."""
    if not (folder / "samples.pickle").exists():
        command = [sys.executable, "-m", "bench.drawn", str(folder), seed, ",".join(groups), str(limit)]
        subprocess.run(command, check=True)
    samples: list[Sample] = pickle.loads((folder / "samples.pickle").read_bytes())  # noqa: S301 - our own child wrote it
    return samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--groups", default=",".join(HARMS), help="conditions, separated by commas")
    parser.add_argument("--limit", type=int, default=len(KINDS), help="kinds of paper in each group")
    parser.add_argument("--verbose", action="store_true", help="show every field that was not right")
    parser.add_argument("--keep", type=Path, help="folder for the pictures (drawn there once, then used again)")
    parser.add_argument("--ocrmypdf", default="ocrmypdf", help="its command, if it is installed")
    parser.add_argument("--peers", type=int, default=12, help="how many images OCRmyPDF reads")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        samples = _drawn(folder, args.seed, args.groups.split(","), args.limit)
        report(measure(samples, args.verbose), args.seed)
        all_cores(samples)
        ocrmypdf(samples, args.ocrmypdf, args.peers)


if __name__ == "__main__":
    main()
