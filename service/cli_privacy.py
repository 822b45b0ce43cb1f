"""`beian privacy …`: erasing, retention, and what a person may ask to see of themselves."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli_words import Commands

privacy_app = Commands("个人信息：到期清除、留存、应本人请求提供。")

Case = Annotated[str, typer.Argument(metavar="CASE", help="备案编号 BA-…")]
By = Annotated[str, typer.Option("--by", envvar="BEIAN_USER", help="您的账号（也可设环境变量 BEIAN_USER）")]
Config = Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")]
HERE = Path("beian.toml")


@privacy_app.command("due")
def due(by: By, config: Config = HERE) -> None:
    """列出已过保存期限、今夜会清除的备案和邮件。不做改动。"""
    from service.privacy import show_due

    raise typer.Exit(show_due(config, by))


@privacy_app.command("run")
def run(by: By, config: Config = HERE) -> None:
    """立即清除 due 列出的全部内容。"""
    from service.privacy import run_now

    raise typer.Exit(run_now(config, by))


@privacy_app.command("erase")
def erase(
    case: Case,
    by: By,
    reason: Annotated[str, typer.Option(help="原因：request 本人要求、mistake 误收、outdated 不再需要")],
    config: Config = HERE,
) -> None:
    """清除一件备案的全部资料，不可恢复；只留编号、时间、结论和操作人。"""
    from service.privacy import erase_case

    raise typer.Exit(erase_case(config, by, case, reason))


@privacy_app.command("hold")
def hold(
    case: Case,
    by: By,
    reason: Annotated[str, typer.Option(help="为什么必须留存，如：纠纷处理中")],
    config: Config = HERE,
) -> None:
    """设为留存：到期也不清除，直到 unhold。"""
    from service.privacy import hold_case

    raise typer.Exit(hold_case(config, by, case, reason))


@privacy_app.command("unhold")
def unhold(case: Case, by: By, config: Config = HERE) -> None:
    """取消留存。"""
    from service.privacy import hold_case

    raise typer.Exit(hold_case(config, by, case, None))


@privacy_app.command("export")
def export(
    by: By,
    out: Annotated[Path, typer.Option("--out", help="写到这个新文件（JSON）")],
    number_file: Annotated[
        Path | None, typer.Option("--number-file", help="从文件读取身份证号（一行）；不给则在终端询问")
    ] = None,
    config: Config = HERE,
) -> None:
    """应本人请求，把系统里关于他（她）的内容写成一份文件；别人的内容不在其中。"""
    from service.privacy import tell_person

    raise typer.Exit(tell_person(config, by, number_file, out))
