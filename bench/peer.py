"""(b) Documents a minute and core, beside OCRmyPDF on the same papers."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path, PurePath

from bench.letters import ten_attachments
from parsers.ocr_rapid import RapidReader
from parsers.pictures import read_picture_file

BAR = 5.0
PNG = b"\x89PNG"
PICTURES = frozenset({".jpg", ".jpeg", ".png"})
OPTIONS = (
    "-l",
    "chi_sim",
    "--image-dpi",
    "150",
    "--output-type",
    "pdf",
    "--rotate-pages",
    "--deskew",
    "--jobs",
    "1",
    "--quiet",
)


def run(command: str) -> bool:
    """Print the figures; whether the bar holds. Where the peer is missing nothing is compared."""
    papers = [file for file in ten_attachments(0)[1] if PurePath(file.name).suffix in PICTURES]
    ours = _ours([paper.content for paper in papers])
    print(f"(b) {len(papers)} pictures of papers, one core: {60 * len(papers) / ours:.1f} a CPU minute", flush=True)
    program = shutil.which(command)
    if not program:
        print("    OCRmyPDF is not installed here (--ocrmypdf names its command): not compared")
        return True
    theirs = _theirs(program, [paper.content for paper in papers])
    ratio = theirs / ours
    print(
        f"    OCRmyPDF: {60 * len(papers) / theirs:.1f} a CPU minute; ours is {ratio:.1f} × (bar {BAR:.0f} ×)",
        flush=True,
    )
    return ratio >= BAR


def _ours(contents: list[bytes]) -> float:
    reader = RapidReader()
    read_picture_file("warm.jpg", contents[0], reader)
    before = time.process_time()
    for content in contents:
        read_picture_file("IMG_0001.jpg", content, reader)
    return time.process_time() - before


def _theirs(program: str, contents: list[bytes]) -> float:
    before = _children()
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(contents):
            suffix = "png" if content.startswith(PNG) else "jpg"
            source = Path(folder) / f"{number}.{suffix}"
            source.write_bytes(content)
            command = [program, *OPTIONS, str(source), f"{folder}/out.pdf"]
            subprocess.run(command, check=True, capture_output=True, env=alone)
    return _children() - before


def _children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
