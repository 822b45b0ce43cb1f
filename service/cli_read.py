"""`beian read`: what a paper is, what it says, how good it is."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from filing.errors import UnreadableInput
from filing.mail import Part
from filing.masking import mask_text
from filing.paper import Paper
from filing.terms import Fate
from service.clock import SystemClock
from service.contract import paper_json
from service.hands import Hands
from service.progress import progress, working
from service.settings import Settings, load_settings
from service.show import paper_table


def read_files(files: Sequence[Path], *, as_json: bool, config: Path | None) -> int:
    """Read the files, as many at a time as there are workers. With several and `--json`, one object a line, in order.

    Returns the exit status.
    """
    settings = load_settings(config) if config else Settings()
    status, workers = 0, min(settings.ocr.workers, len(files))
    with Hands(settings.ocr.engine, workers, frozenset()) as hands, ThreadPoolExecutor(workers) as threads:
        with working("识别材料", alone=len(files) == 1):
            read = threads.map(lambda file: _tried(hands, file), files)
            answers = list(islice(read, 1)) if len(files) == 1 else read
        for answer, papers in progress(answers, "识别材料", len(files)):
            if "error" in answer and (len(files) == 1 or not as_json):
                typer.echo(f"出错：{answer['error']}", err=True)
                status = UnreadableInput.exit_status
            if "error" not in answer or len(files) > 1:
                _print(answer, papers, as_json=as_json, indent=1 if len(files) == 1 else None)
    return status


def _tried(hands: Hands, file: Path) -> tuple[dict[str, Any], tuple[Paper, ...]]:
    """What was read, or an object with `error`: one bad file does not stop the others."""
    try:
        return _read(hands, file)
    except UnreadableInput as error:
        return {"file": str(file), "error": str(error)}, ()


def _read(hands: Hands, file: Path) -> tuple[dict[str, Any], tuple[Paper, ...]]:
    clock = SystemClock()
    started = clock.seconds()
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"文件 {file} 无法读取：{error.strerror}。", "请检查路径与权限。") from error
    papers = hands.read(Part(file.name, content))
    first, *members = papers
    answer = paper_json(first) | {"engine": _engine(papers), "seconds": round(clock.seconds() - started, 3)}
    if first.fate is Fate.CONTAINER:
        answer["members"] = [paper_json(member) for member in members]
    return answer, papers


def _engine(papers: tuple[Paper, ...]) -> str:
    return next((p.engine for p in papers if p.engine), "")


def _print(answer: dict[str, Any], papers: tuple[Paper, ...], *, as_json: bool, indent: int | None) -> None:
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=indent) + "\n")
        sys.stdout.flush()
    elif papers:
        console = Console()
        console.print(paper_table(papers))
        for paper in papers:
            console.print(_fact_table(paper))


def _fact_table(paper: Paper) -> Table:
    table = Table(title=Text(paper.name))
    for heading in ("项目", "内容", "可信"):
        table.add_column(heading)
    for key, fact in paper.facts.items():
        shown = "******" if key == "icp_password" else mask_text(fact.text)
        table.add_row(key, Text(shown), "是" if fact.sure else "请核对")
    for key, value in paper.quality.items():
        table.add_row(key, str(value), "")
    return table
