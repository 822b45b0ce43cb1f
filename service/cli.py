"""`beian`: everything the desk does, from the command line. Heavy imports happen inside the commands that need them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from filing.errors import DeskError
from filing.masking import mask_text
from service import cli_backup
from service.cli_authority import authority_app, export_app
from service.cli_case import case_app
from service.cli_keys import keys_app
from service.cli_privacy import privacy_app
from service.cli_user import audit_app, user_app
from service.cli_words import Commands, name_panels, wrong_usage

app = Commands("备案初审台：收取备案邮件，核对材料，当日回复。", name="beian")
policy_app = Commands("备案政策：校验、解释、比较。")
mailbox_app = Commands("邮箱：连通性检查。")
report_app = Commands("报表：当日回复时效。")
app.add_typer(report_app, name="report")
outbox_app = Commands("发件箱：停止、恢复发送。")
app.add_typer(policy_app, name="policy")
app.add_typer(mailbox_app, name="mailbox")
app.add_typer(user_app, name="user")
app.add_typer(audit_app, name="audit")
app.add_typer(outbox_app, name="outbox")
app.add_typer(case_app, name="case")
app.add_typer(authority_app, name="authority")
app.add_typer(export_app, name="export")
app.add_typer(privacy_app, name="privacy")
app.add_typer(keys_app, name="keys")
for command in (cli_backup.backup, cli_backup.restore, cli_backup.migrate):
    app.command()(command)

Config = Annotated[Path | None, typer.Option("--config", help="服务的 TOML 配置文件")]
Json = Annotated[bool, typer.Option("--json", help="标准输出只有一个 JSON 文档")]


@app.command()
def check(
    mails: Annotated[
        list[Path], typer.Argument(metavar="MAIL.eml…", help="一封或多封邮件（多封为同一备案的先后往来）")
    ],
    mailbox: Annotated[str | None, typer.Option(help="收到邮件的备案邮箱：jiangsu 或 anhui")] = None,
    received: Annotated[str | None, typer.Option(help="最后一封的收到时间，ISO-8601")] = None,
    each: Annotated[bool, typer.Option("--each", help="每封邮件各自独立，每行一个结果")] = False,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """核对邮件：走完整条流程，不保存，不发送。"""
    from service.cli_check import check_mails

    raise typer.Exit(check_mails(mails, mailbox, received, each=each, as_json=as_json, config=config))


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="一份或多份材料")],
    as_json: Json = False,
    config: Config = None,
) -> None:
    """识别材料：是什么、写了什么、质量如何。多个文件时每行一个 JSON。"""
    from service.cli_read import read_files

    raise typer.Exit(read_files(files, as_json=as_json, config=config))


@app.command()
def subject(
    text: Annotated[str | None, typer.Argument(help="邮件主题")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="从标准输入逐行读取主题")] = False,
    as_json: Json = False,
) -> None:
    """解析邮件主题“主办者全称+域名”。"""
    from service.cli_subject import parse_subjects

    raise typer.Exit(parse_subjects(text, from_stdin=stdin, as_json=as_json))


@app.command()
def rules(as_json: Json = False) -> None:
    """列出全部核对规则及其依据。"""
    from service.cli_policy import show_rules

    raise typer.Exit(show_rules(as_json=as_json))


@policy_app.command()
def validate(
    folder: Annotated[Path | None, typer.Argument(help="政策文件夹，默认为自带的")] = None, config: Config = None
) -> None:
    """校验政策文件和回复文案：哪个文件、哪一行、怎么改。"""
    from service.cli_policy import validate_policy

    raise typer.Exit(validate_policy(folder, config))


@policy_app.command()
def explain(
    case: Annotated[str, typer.Argument(help="备案编号（BA-…），或 .eml 文件")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """说明某个备案的每项要求出自哪里。"""
    from service.cli_policy import explain_case

    raise typer.Exit(explain_case(case, config, as_json=as_json))


@policy_app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="现行政策：profile 名称，或政策文件夹")],
    b: Annotated[str, typer.Argument(metavar="B", help="拟改用的政策：profile 名称，或政策文件夹")],
    mail: Annotated[list[Path] | None, typer.Option(help="用来比较的 .eml 文件，可重复；每封各自独立")] = None,
    stored: Annotated[bool, typer.Option("--stored", help="用系统中已有的全部备案比较（需 --config）")] = False,
    on: Annotated[str | None, typer.Option(help="按此日收到来核对，如 2027-01-01；默认按各自收到的日期")] = None,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """改用另一套政策之前：哪些备案的结论、哪些核对结果会改变。不保存，不发送。"""
    from service.cli_policy_diff import Question, diff_policies

    raise typer.Exit(diff_policies(a, b, Question(tuple(mail or ()), stored=stored, on=on), config, as_json=as_json))


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="演示结束即退出；全部样例与预期一致才以 0 退出")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="收件台端口，0 为自动选择")] = 8580,
) -> None:
    """演示：进程内自带邮件服务，投递样例邮件，核对，回复，然后打开收件台。"""
    from service.demo import run_demo

    raise typer.Exit(run_demo(once=once, port=port))


@app.command()
def serve(config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml")) -> None:
    """运行服务：收信、核对、回复、收件台，全部在一个进程里。"""
    from service.worker import run_service

    raise typer.Exit(run_service(config))


@app.command()
def worker(
    roles: Annotated[str, typer.Option(help="逗号分隔：imap,ocr,case,smtp,web")],
    slot: Annotated[str | None, typer.Option(help="同一台主机上各进程不同的名称，代替配置中的 slot")] = None,
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
) -> None:
    """只运行部分角色。"""
    from service.worker import run_service

    raise typer.Exit(run_service(config, tuple(r.strip() for r in roles.split(",") if r.strip()), slot))


@app.command()
def fsck(
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
    as_json: Json = False,
) -> None:
    """证明没有丢信、没有重复回复：服务器 = 账本 = 存档 = 发件箱。"""
    from service.cli_operate import run_fsck

    raise typer.Exit(run_fsck(config, as_json=as_json))


@app.command()
def reprocess(
    mail: Annotated[str, typer.Argument(metavar="MAIL", help="邮件编号（sha256，可只写开头）")],
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
) -> None:
    """重新处理一封出错或待人工的邮件。"""
    from service.cli_operate import reprocess_mail

    raise typer.Exit(reprocess_mail(config, mail))


@mailbox_app.command("test")
def mailbox_test(
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
    probe: Annotated[bool, typer.Option("--probe", help="再给自己发一封探测邮件，确认能发、能收")] = False,
) -> None:
    """逐个邮箱检查：登录、ID、打开文件夹、检索。"""
    from service.cli_operate import test_mailboxes

    raise typer.Exit(test_mailboxes(config, with_probe=probe))


@outbox_app.command("stop")
def outbox_stop(
    reason: Annotated[str, typer.Option(help="原因，显示在运行状况页")] = "值班人员停止发送",
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
) -> None:
    """总开关：立即停止发送一切回复，直到 beian outbox start。收信和核对照常。"""
    from service.cli_outbox import stop_sending

    raise typer.Exit(stop_sending(config, reason))


@outbox_app.command("start")
def outbox_start(
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
) -> None:
    """恢复发送：排队的回复随即发出。"""
    from service.cli_outbox import start_sending

    raise typer.Exit(start_sending(config))


@report_app.command("sla")
def report_sla(
    first: Annotated[str, typer.Option("--from", metavar="D", help="起始日期，如 2026-11-01")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="截止日期（含）")],
    as_json: Json = False,
    xlsx: Annotated[Path | None, typer.Option(metavar="F", help="另存为 Excel 工作簿")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="F", help="另存为 CSV")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="先由账本重建统计表")] = False,
    config: Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")] = Path("beian.toml"),
) -> None:
    """当日回复时效报表：回复率、每一封超时及原因、缺件排行。"""
    from service.cli_report import Wanted, sla_report

    raise typer.Exit(sla_report(config, first, last, Wanted(as_json, xlsx, csv, rebuild)))


def main() -> None:
    """Run; every expected error is one clear Chinese line on stderr and an exit status of the contract."""
    name_panels()
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        typer.echo(wrong_usage(error), err=True, nl=False)
        sys.exit(2)
    except typer.Abort:
        typer.echo("已中断。", err=True)
        sys.exit(130)
    except DeskError as error:
        typer.echo(f"出错：{error}", err=True)
        sys.exit(error.exit_status)
    except Exception as error:  # noqa: BLE001 - a person never sees a traceback; this is the last door
        said = mask_text(f"{type(error).__name__}：{error}".splitlines()[0])
        typer.echo(f"程序内部错误（{said}）。请把这一行和所用命令发给维护人员。", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("已中断。", err=True)
        sys.exit(130)
