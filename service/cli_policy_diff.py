"""`beian policy diff A B`: what a change of policy would change, before it goes live. Nothing is stored or sent."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from checks.rules import table
from filing.case import Case
from filing.errors import UnreadableInput
from filing.people import EVERYTHING
from filing.terms import CHINESE
from policy.load import load_policy
from policy.resolve import Policy
from service.cli_check import Desk, open_desk
from service.on_file import on_file
from service.policy_diff import Change, compare, dated
from service.progress import progress
from service.settings import Settings

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Question:
    """On what the policies are compared: mail files, the stored cases, or both. `on`: ISO date, None = as received."""

    mails: tuple[Path, ...]
    stored: bool = False
    on: str | None = None


def diff_policies(a: str, b: str, question: Question, config: Path | None, *, as_json: bool) -> int:
    """Print what changes. Returns the exit status: 0, whether anything changes or not."""
    if not question.mails and not question.stored:
        typer.echo("请用 --mail 指定邮件文件，或用 --stored 比较系统中已有的备案。", err=True)
        return 2
    desk, day = open_desk(config), _day(question.on)
    before, after = (replace(desk, policy=_policy(name, desk.settings)) for name in (a, b))
    with desk.hands:
        changes = [
            compare(name, *((side.policy, side.judged(dated(case, day))) for side in (before, after)))
            for name, case in _cases(before, question, config)
        ]
    _tell(a, b, changes, as_json=as_json)
    return 0


def _policy(name: str, settings: Settings) -> Policy:
    """A profile of ours by its name, or the settings' profile out of another folder."""
    if Path(name).is_dir():
        return load_policy(settings.profile, Path(name), ip_ranges=settings.ip_ranges)
    return load_policy(name, ip_ranges=settings.ip_ranges)


def _cases(desk: Desk, question: Question, config: Path | None) -> Iterator[tuple[str, Case]]:
    for file in progress(question.mails, "核对邮件", len(question.mails)):
        yield str(file), desk.history([file], None, None)
    if question.stored:
        yield from _stored(desk.settings, config)


def _stored(settings: Settings, config: Path | None) -> Iterator[tuple[str, Case]]:
    if config is None:
        raise UnreadableInput("--stored 需要知道数据在哪里。", "请用 --config 指定服务的配置文件。")
    from service.service import Service

    service = Service(settings, roles=())
    try:
        known, start = on_file(settings), 0
        while rows := service.queries.list_cases(EVERYTHING, None, AT_ONCE, start)[0]:
            for row in rows:
                case = service.ledger.case_of(row.id)
                if case.submissions:
                    yield case.reference, known.about(case, service.ledger.records(row.id))
            start += AT_ONCE
    finally:
        service.close()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，例：2027-01-01") from None


def _tell(a: str, b: str, changes: list[Change], *, as_json: bool) -> None:
    changed = [change for change in changes if change.changed]
    if as_json:
        told = {"a": a, "b": b, "changed": len(changed), "same": len(changes) - len(changed)}
        rows = [change.as_json() for change in changes]
        sys.stdout.write(json.dumps(told | {"cases": rows}, ensure_ascii=False, indent=1) + "\n")
        return
    for change in changed:
        typer.echo("\n".join(_lines(change)))
    typer.echo(f"由 {a} 改为 {b}：共核对 {len(changes)} 件，{len(changed)} 件会改变。")


def _lines(change: Change) -> Iterator[str]:
    before, after = (CHINESE[outcome] for outcome in change.outcome)
    yield f"{change.case}：{before if before == after else f'{before} → {after}'}"
    gone, new = (dict.fromkeys(map(_finding, rows)) for rows in (change.gone, change.new))
    yield from (f"  不再提出：{told}" for told in gone if told not in new)
    yield from (f"  新提出：  {told}" for told in new if told not in gone)
    yield from (f"  仍提出而内容不同：{told}" for told in new if told in gone)
    if change.reply and not (change.gone or change.new):
        yield "  核对结果不变，回复的文字不同。"
    yield from (f"  政策原为：{row['what']}：{row['value']}（{row['source']}）" for row in change.asked_gone)
    yield from (f"  政策改为：{row['what']}：{row['value']}（{row['source']}）" for row in change.asked_new)


def _finding(row: Mapping[str, Any]) -> str:
    titles = {code: title for code, title, _ in table()}
    material = CHINESE.get(row["material"], "")
    return f"{row['code']} {titles[row['code']]}{material and f'（{material}）'}"
