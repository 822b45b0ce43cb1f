"""`beian rules`, `beian policy validate`, `beian policy explain`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from filing.case import Case
from filing.errors import UnreadableInput
from policy.problems import Problem
from service.settings import load_settings


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


def validate_policy(folder: Path | None, config: Path | None = None) -> int:
    """Nothing on stdout but one line a subject if all is well; every problem with file, line and mend otherwise.

    The wordings of the replies are ours, and the operator's of the configuration.
    """
    from policy.validate import validate
    from replies.faq_check import validate_faq
    from replies.wordings import validate_wordings

    own = load_settings(config).wording.folder if config else None
    wordings = (*validate_wordings(), *(validate_wordings(own) if own else ()))
    return max(_tell("备案政策", validate(folder)), _tell("回复文案", wordings), _tell("常见问题", validate_faq()))


def _tell(subject: str, problems: Sequence[Problem]) -> int:
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"{subject}：{f'{len(problems)} 处需要更正' if problems else '没有问题'}。")
    return 4 if problems else 0


def explain_case(case: str, config: Path | None, *, as_json: bool) -> int:
    """Which value came from where, for a mail file or a stored case."""
    from policy.explain import explain
    from service.cli_check import open_desk

    desk = open_desk(config)
    with desk.hands:
        judged = desk.judge_history([Path(case)], None, None) if Path(case).is_file() else None
    told = judged.case if judged else _stored(case, config)
    rows = explain(desk.policy.on(told.latest.mail.day), told)
    if as_json:
        sys.stdout.write(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1) + "\n")
        return 0
    sheet = Table(title=f"政策依据：{case}")
    for heading in ("项目", "取值", "文件", "依据"):
        sheet.add_column(heading, overflow="fold")
    for row in rows:
        sheet.add_row(*(Text(str(value)) for value in row))
    Console().print(sheet)
    return 0


def _stored(reference: str, config: Path | None) -> Case:
    """A case of the running service by its reference."""
    if config is None:
        raise UnreadableInput(f"没有名为 {reference} 的邮件文件。", "若是备案编号，请用 --config 指定服务的配置文件。")
    from service.service import Service

    service = Service(load_settings(config), roles=())
    try:
        found = service.queries.case_id(reference)
        if found is None:
            raise UnreadableInput(f"没有编号为 {reference} 的备案。", "请在收件台核对编号（形如 BA-20261121-0007）。")
        return service.ledger.case_of(found)
    finally:
        service.close()
