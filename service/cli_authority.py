"""`beian authority …`: how cases fare with the administration, told one by one or by a sheet; `beian export …`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service.cli_case import By, Case, Config
from service.cli_shells import shells_app
from service.cli_words import Commands
from service.clock import SHANGHAI

authority_app = Commands("管局进度：已提交、已收到、退回、成功。")
authority_app.add_typer(shells_app, name="shells")
export_app = Commands("导出工作表：登记、跟进、备案、超期、核查清单、平台超期清单、空壳网站、待取消接入。")

On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="发生日期，默认今天")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪个文件（.xlsx、.xls 或 .csv）")]
HERE = Path("beian.toml")


def _day(on: datetime | None) -> datetime:
    return on or datetime.now(SHANGHAI)


@authority_app.command()
def submitted(
    case: Case,
    by: By,
    administration: Annotated[str, typer.Option("--to", help="递交哪省管局，如 江苏")],
    on: On = None,
    config: Config = HERE,
) -> None:
    """登记：已提交管局。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.submitted(*hand.seen, _day(on).date(), administration))


@authority_app.command()
def received(case: Case, by: By, on: On = None, config: Config = HERE) -> None:
    """登记：管局已收到材料。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.received(*hand.seen, _day(on).date()))


@authority_app.command()
def returned(
    case: Case,
    by: By,
    code: Annotated[str, typer.Option(help="管局的四位结果代码")] = "",
    reason: Annotated[str, typer.Option(help="管局写明的原因")] = "",
    on: On = None,
    config: Config = HERE,
) -> None:
    """登记：管局退回。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.returned(*hand.seen, _day(on).date(), code, reason))


@authority_app.command()
def approved(
    case: Case,
    by: By,
    number: Annotated[str, typer.Option(help="备案号，如 苏ICP备12345678号-1")],
    on: On = None,
    config: Config = HERE,
) -> None:
    """登记：备案成功。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.approved(*hand.seen, _day(on).date(), number))


@authority_app.command()
def recall(case: Case, by: By, config: Config = HERE) -> None:
    """撤销最近一次误登记。"""
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.recall_progress(*hand.seen))


@authority_app.command()
def checked(
    case: Case,
    by: By,
    result: Annotated[str, typer.Option(help="属实、需更改、虚假")],
    remark: Annotated[str, typer.Option(help="备注")] = "",
    config: Config = HERE,
) -> None:
    """登记：备案成功后的每日核查。"""
    from service.case_hand import Hand
    from service.worksheets import truth_of

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.rechecked(*hand.seen, truth_of(result), remark))


@authority_app.command("import")
def import_results(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="结果表（.xlsx、.xls、.csv），一行一件")],
    by: By,
    config: Config = HERE,
) -> None:
    """按表登记：列名为 备案编号、结果、日期，另有 管局、代码、原因、备案号。"""
    from service.results import import_sheet

    raise typer.Exit(import_sheet(config, by, sheet))


@authority_app.command("security")
def take_security(
    sheet: Annotated[
        Path, typer.Argument(metavar="FILE", help="当天的规范表，文件名以日期结尾，如 …规范表20261120.xls")
    ],
    by: By,
    config: Config = HERE,
) -> None:
    """导入《备案和信息安全规范表》：列出的已备案网站提示待取消接入，由人核实处理。"""
    from service.security import import_security

    raise typer.Exit(import_security(config, by, sheet))


@authority_app.command()
def cancelled(
    case: Case,
    by: By,
    keep: Annotated[str, typer.Option("--keep", metavar="REASON", help="核实后保留接入的理由；不写即已取消接入")] = "",
    config: Config = HERE,
) -> None:
    """登记：规范表列出的网站已取消接入（或核实后保留）。"""
    from filing.security import Done
    from service.case_hand import Hand

    with Hand(config, by, case) as hand:
        hand.say(hand.desk.security_done(*hand.seen, Done.KEPT if keep else Done.CANCELLED, keep))


@export_app.command()
def register(
    by: By,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪个文件夹：按接入省、属地省分文件")],
    xls: Annotated[bool, typer.Option("--xls", help="写成 .xls（Excel 97-2003），录入系统只认旧格式时使用")] = False,
    purpose: Annotated[
        str, typer.Option(help="给出用途则导出完整号码，并记入审计：check contact complaint inspection")
    ] = "",
    config: Config = HERE,
) -> None:
    """《网站备案资料登记表-省份》：初审通过的备案，每个属地省一个文件。"""
    from service.worksheets import export_register

    raise typer.Exit(export_register(config, by, out, ".xls" if xls else ".xlsx", purpose))


@export_app.command()
def tracking(by: By, out: Out, config: Config = HERE) -> None:
    """备案进程跟进工作表。"""
    from service.worksheets import export_sheet

    raise typer.Exit(export_sheet(config, by, out, "tracking"))


@export_app.command()
def filed(by: By, out: Out, config: Config = HERE) -> None:
    """备案工作表：备案成功的，按登记成功的先后。"""
    from service.worksheets import export_sheet

    raise typer.Exit(export_sheet(config, by, out, "filed"))


@export_app.command()
def overdue(by: By, out: Out, config: Config = HERE) -> None:
    """超过管局审核时限（20个工作日）的备案。"""
    from service.worksheets import export_sheet

    raise typer.Exit(export_sheet(config, by, out, "overdue"))


@export_app.command()
def recheck(by: By, out: Out, config: Config = HERE) -> None:
    """今日核查清单：备案成功最早、最久没有核查的（每日超过3个）。"""
    from service.worksheets import export_sheet

    raise typer.Exit(export_sheet(config, by, out, "recheck"))


@export_app.command()
def stale(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="平台导出的表，列名含 主办者、域名、录入日期")],
    by: By,
    out: Out,
    config: Config = HERE,
) -> None:
    """平台录入超过一个月而资料未发送至邮箱的，供核实后删除。"""
    from service.worksheets import export_stale

    raise typer.Exit(export_stale(config, by, sheet, out))


@export_app.command()
def shells(
    by: By,
    out: Out,
    results: Annotated[
        Path | None, typer.Option("--results", metavar="FILE", help="PingInfoView 导出的 CSV；不写则查询域名解析")
    ] = None,
    config: Config = HERE,
) -> None:
    """空壳网站：已备案而解析不在我公司机房的域名，附转回期限和通知要点。"""
    from service.worksheets import export_shells

    raise typer.Exit(export_shells(config, by, out, results))


@export_app.command()
def cancellations(by: By, out: Out, config: Config = HERE) -> None:
    """待取消接入：信息安全规范表列出、尚未登记处理结果的已备案网站。"""
    from service.security import export_cancellations

    raise typer.Exit(export_cancellations(config, by, out))
