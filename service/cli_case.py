"""`beian case …`: what the inbox does with a case, from the command line; the same desk, the same refusals."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filing.terms import Material
from service.cli_words import Commands

if TYPE_CHECKING:
    from service.case_hand import Hand

case_app = Commands("备案：查看、通过、更正、回复、备注、暂缓、交接、合并、拆分。")

Case = Annotated[str, typer.Argument(metavar="CASE", help="备案编号 BA-…")]
By = Annotated[str, typer.Option("--by", envvar="BEIAN_USER", help="您的账号（也可设环境变量 BEIAN_USER）")]
Config = Annotated[Path, typer.Option("--config", help="服务的 TOML 配置文件")]
Note = Annotated[str, typer.Option("--note", help="补充说明")]
Paper = Annotated[str, typer.Argument(metavar="PAPER", help="附件编号，见 case show")]
HERE = Path("beian.toml")


def _hand(config: Path, by: str, case: str) -> "Hand":
    from service.case_hand import Hand

    return Hand(config, by, case)


@case_app.command()
def show(case: Case, by: By, config: Config = HERE) -> None:
    """查看：结论、核对结果、附件、草稿、可撤销的操作。"""
    with _hand(config, by, case) as hand:
        hand.show()


@case_app.command()
def accept(case: Case, by: By, config: Config = HERE) -> None:
    """初审通过：存疑项已人工看过。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.accept(*hand.seen))


@case_app.command()
def override(
    case: Case,
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="核对结果的编号或代码，见 case show")],
    reason: Annotated[str, typer.Option(help="理由：misread legible same_thing explained allowed rule_wrong")],
    by: By,
    note: Note = "",
    config: Config = HERE,
) -> None:
    """判定一项核对结果不成立。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.override(*hand.seen, hand.mark(finding), reason, note))


@case_app.command()
def ask(
    case: Case,
    paper: Paper,
    reason: Annotated[str, typer.Option(help="理由：blurred cropped reflection no_seal no_signature expired …")],
    by: By,
    note: Note = "",
    config: Config = HERE,
) -> None:
    """请客户重新提供一份材料，写入回复。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.ask_copy(*hand.seen, hand.paper(paper), reason, note))


@case_app.command()
def correct(
    case: Case,
    paper: Paper,
    what: Annotated[
        str, typer.Argument(metavar="KEY=VALUE", help="material=business_license，或 name=张三；= 后为空即没有")
    ],
    by: By,
    config: Config = HERE,
) -> None:
    """更正附件的材料类型，或读出的内容；随即重新核对。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.correct(hand.paper(paper), what))


@case_app.command()
def confirm(
    case: Case,
    by: By,
    sender: Annotated[str, typer.Option(help="这个发件人地址属于本件")] = "",
    reuse: Annotated[Material | None, typer.Option(help="沿用此前备案的这种材料")] = None,
    config: Config = HERE,
) -> None:
    """确认发件人属于本件，或沿用此前交过的材料。"""
    if bool(sender) is bool(reuse):
        raise typer.BadParameter("请写明 --sender 或 --reuse 中的一项。")
    with _hand(config, by, case) as hand:
        desk = hand.desk
        hand.say(desk.confirm_reuse(*hand.seen, reuse) if reuse else desk.confirm_sender(*hand.seen, sender))


@case_app.command()
def aside(case: Case, by: By, note: Note = "", config: Config = HERE) -> None:
    """标为非备案资料，不再回复。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.set_aside(*hand.seen, note))


@case_app.command()
def letter(
    case: Case,
    by: By,
    text: Annotated[Path | None, typer.Option(help="以此文件的内容改写草稿正文")] = None,
    again: Annotated[bool, typer.Option("--again", help="按最新核对结果重新起草")] = False,
    config: Config = HERE,
) -> None:
    """显示草稿（与发出的完全一致）；或改写、重新起草。"""
    with _hand(config, by, case) as hand:
        hand.letter(text, again=again)


@case_app.command()
def release(case: Case, by: By, config: Config = HERE) -> None:
    """发出草稿：15 秒后发送，其间可用 case undo 撤回。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.release(hand.person, hand.draft(), hand.seen[2]))


@case_app.command()
def discard(case: Case, by: By, config: Config = HERE) -> None:
    """废弃草稿。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.discard(hand.person, hand.draft(), hand.seen[2]))


@case_app.command()
def note(
    case: Case,
    text: Annotated[str, typer.Argument(help="备注内容")],
    by: By,
    channel: Annotated[str, typer.Option(help="登记为联系记录：phone qq wechat visit")] = "",
    config: Config = HERE,
) -> None:
    """内部备注，或电话、QQ 等联系记录。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.note(text, channel))


@case_app.command()
def hold(
    case: Case,
    until: Annotated[datetime, typer.Option(help="暂缓到何时，如 2026-11-30")],
    reason: Annotated[str, typer.Option(help="理由：customer_asked waiting_call waiting_authority waiting_colleague")],
    by: By,
    note: Note = "",
    config: Config = HERE,
) -> None:
    """暂缓处理。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.hold(*hand.seen, hand.in_shanghai(until), reason, note))


@case_app.command()
def unhold(case: Case, by: By, config: Config = HERE) -> None:
    """恢复处理。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.unhold(*hand.seen))


@case_app.command()
def assign(
    case: Case,
    by: By,
    to: Annotated[str, typer.Option(help="同事的账号；不写即自己接手")] = "",
    province: Annotated[str, typer.Option(help="移交到另一接入省，如 安徽")] = "",
    config: Config = HERE,
) -> None:
    """交给同事，或移交另一接入省的邮箱。"""
    with _hand(config, by, case) as hand:
        seen = hand.seen
        hand.say(hand.desk.move(*seen, province) if province else hand.desk.assign(*seen, hand.colleague(to)))


@case_app.command()
def merge(
    case: Case,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="并入前者的备案编号")],
    by: By,
    yes: Annotated[bool, typer.Option("--yes", help="确认合并；不写则只预览")] = False,
    config: Config = HERE,
) -> None:
    """合并两件备案：先预览，加 --yes 执行，可撤销。"""
    with _hand(config, by, case) as hand:
        hand.merge(other, yes=yes)


@case_app.command()
def split(
    case: Case,
    by: By,
    yes: Annotated[bool, typer.Option("--yes", help="确认拆分；不写则只预览")] = False,
    config: Config = HERE,
) -> None:
    """按系统建议拆分一封邮件中的多件备案：先预览，加 --yes 执行。"""
    with _hand(config, by, case) as hand:
        hand.split(yes=yes)


@case_app.command()
def undo(case: Case, by: By, config: Config = HERE) -> None:
    """撤销自己最近一次操作。"""
    with _hand(config, by, case) as hand:
        hand.say(hand.desk.undo(*hand.seen))


@case_app.command()
def away(
    since: Annotated[datetime, typer.Option("--from", help="何时起，如 2026-12-01")],
    until: Annotated[datetime, typer.Option("--to", help="何时止")],
    delegate: Annotated[str, typer.Option(help="代办同事的账号")],
    by: By,
    config: Config = HERE,
) -> None:
    """外出：其间自己的新来信由同事代办。"""
    from service.case_hand import Hand, Seat

    with Seat(config, by) as seat:
        whom, days = seat.colleague(delegate), (Hand.in_shanghai(since), Hand.in_shanghai(until))
        typer.echo(seat.desk.away(seat.person, seat.person.id, *days, whom))
