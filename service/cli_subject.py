"""`beian subject`."""

import json
import sys

import typer

from filing.terms import CHINESE, FilingKind
from parsers.subject import parse_subject


def parse_subjects(text: str | None, *, from_stdin: bool, as_json: bool) -> int:
    """One subject, or one a line from standard input. Returns the exit status."""
    if from_stdin == (text is not None):
        typer.echo(
            '请给出一个主题，或用 --stdin 从标准输入逐行读取。例：beian subject "苏州甲乙科技有限公司+example.com"',
            err=True,
        )
        return 2
    lines = (line.rstrip("\r\n") for line in sys.stdin) if from_stdin else [text or ""]
    for line in lines:
        sys.stdout.write(_answer(line, as_json=as_json) + "\n")
    return 0


def _answer(line: str, *, as_json: bool) -> str:
    found = parse_subject(line)
    if as_json:
        answer = {
            "entity_name": found.entity_name,
            "domains": list(found.domains),
            "filing_kind": found.filing_kind,
            "confident": found.confident,
        }
        return json.dumps(answer, ensure_ascii=False)
    doubt = "" if found.confident else "（请人工核对）"
    domains = "、".join(found.domains) or "未识别"
    kind = CHINESE[FilingKind(found.filing_kind)] if found.filing_kind else "未写明"
    return f"主办者：{found.entity_name or '未识别'}　域名：{domains}　类型：{kind}{doubt}"
