"""`beian authority shells …`: notices of empty shells, one or all that a check found, and what became of them."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli_case import By, Case, Config
from service.cli_words import Commands

shells_app = Commands("空壳网站：起草通知、登记处理结果。")

Domain = Annotated[str, typer.Argument(metavar="DOMAIN", help="域名，如 example.com")]
HERE = Path("beian.toml")


@shells_app.command()
def draft(
    case: Case,
    domain: Domain,
    addresses: Annotated[list[str], typer.Argument(metavar="IP…", help="检查时解析到的 IP")],
    by: By,
    config: Config = HERE,
) -> None:
    """起草一封空壳网站通知，核对后用 case release 发出。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.notify_shell(*hand.seen, domain, addresses))


@shells_app.command()
def result(
    case: Case,
    domain: Domain,
    told: Annotated[str, typer.Argument(metavar="RESULT", help="已转回、未转回、已取消接入")],
    by: By,
    config: Config = HERE,
) -> None:
    """登记处理结果；已取消接入的，起草给客户的说明。"""
    from service.case_hand import Hand
    from service.shell_batch import outcome_of

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.follow_shell(*hand.seen, domain, outcome_of(told)))


@shells_app.command()
def notify(
    by: By,
    results: Annotated[
        Path | None, typer.Option("--results", metavar="FILE", help="PingInfoView 导出的 CSV；不写则查询域名解析")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="确认起草和登记；不写则只列出")] = False,
    release: Annotated[bool, typer.Option("--release", help="与 --yes 同用：起草后一并发出，15 秒内可撤回")] = False,
    config: Config = HERE,
) -> None:
    """按检查结果成批处理：起草通知，登记已转回和未转回的。先列出，加 --yes 执行。"""
    from service.shell_batch import notify_all

    raise typer.Exit(notify_all(config, by, results, yes=yes, release=release))
