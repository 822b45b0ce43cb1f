"""`beian rules`, `beian policy validate`, `beian policy explain`."""

import json
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table


def show_rules(*, as_json: bool) -> int:
    """Every rule with its title and the sentence that it stands on."""
    from checks.rules import table

    rows = [{"code": code, "title": title, "cites": cites} for code, title, cites in table()]
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return 0
    sheet = Table(title="核对规则")
    for heading in ("编号", "不符合的情形", "依据"):
        sheet.add_column(heading)
    for row in rows:
        sheet.add_row(row["code"], row["title"], row["cites"])
    Console().print(sheet)
    return 0


def validate_policy(folder: Path | None) -> int:
    """Nothing on stdout but one line if all is well; every problem with file, line and mend otherwise."""
    from policy.validate import validate

    problems = validate(folder)
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo("备案政策：没有问题。" if not problems else f"备案政策：{len(problems)} 处需要更正。")
    return 4 if problems else 0
