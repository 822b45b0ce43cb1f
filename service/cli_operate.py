"""`beian fsck`, `beian reprocess`, `beian mailbox test`: the operator's tools."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import typer

from desk.reprocess import reprocess
from filing.errors import DeskError
from intake.inbox import ImapInbox
from service.clock import SystemClock
from service.logs import configure_logs
from service.mail_doors import imap_settings, smtp_settings
from service.probe import probe
from service.service import Service
from service.settings import MailboxSettings, Settings, load_settings
from store.fsck import Report, Trouble, fsck
from store.sla_store import SlaStore


def run_fsck(config: Path, *, as_json: bool) -> int:
    """Prove that server = ledger = blobs = outbox. Exit status 0 only if there is no problem."""
    configure_logs(quiet=True)
    settings = load_settings(config)
    service = Service(settings, roles=())
    report = fsck(service.database, service.blobs, SystemClock().now(), _server_uids(settings), service.live)
    report = replace(report, problems=report.problems + SlaStore(service.database).problems(service.sla.rollup))
    service.close()
    if as_json:
        sys.stdout.write(json.dumps(_report_json(report), ensure_ascii=False, indent=1) + "\n")
    else:
        _show(report)
    return 0 if report.clean else 1


def _server_uids(settings: Settings) -> dict[tuple[str, str, int], frozenset[int]]:
    """What the servers hold; a mailbox that cannot be asked is named and left out."""
    found: dict[tuple[str, str, int], frozenset[int]] = {}
    for key, mailbox in settings.mailbox.items():
        try:
            inbox = ImapInbox(imap_settings(key, mailbox))
            found[key, inbox.folder, inbox.uidvalidity] = inbox.uids()
            inbox.close()
        except DeskError as error:
            typer.echo(f"邮箱 {key} 未参与核对：{error}", err=True)
    return found


def _report_json(report: Report) -> dict[str, object]:
    counts = {trouble.value: report.count(trouble) for trouble in Trouble}
    problems = [{"kind": p.trouble.value, "text": p.text} for p in report.problems]
    return {
        "mails": report.mails,
        "replies": report.replies,
        "historic": report.historic,
        **counts,
        "clean": report.clean,
        "problems": problems,
    }


def _show(report: Report) -> None:
    for problem in report.problems:
        typer.echo(problem.text)
    mails = f"邮件 {report.mails} 封（其中历史邮件 {report.historic} 封）"
    lost, doubled, stuck = (report.count(t) for t in (Trouble.LOST, Trouble.DOUBLED, Trouble.STUCK))
    typer.echo(f"{mails}，回复 {report.replies} 封：丢失 {lost}，重复 {doubled}，停滞 {stuck}。")


def reprocess_mail(config: Path, mail: str) -> int:
    """Put a failed or held mail back into the queue."""
    configure_logs(quiet=True)
    service = Service(load_settings(config), roles=())
    service.attach()
    typer.echo(reprocess(service.queries, service.ledger, mail))
    service.close()
    return 0


def test_mailboxes(config: Path, *, with_probe: bool) -> int:
    """Log in, ID, SELECT, SEARCH for each mailbox, and a mail there and back. Exit status 0 only if all work."""
    configure_logs(quiet=True)
    status = 0
    for key, mailbox in load_settings(config).mailbox.items():
        try:
            typer.echo(f"{key}（{mailbox.address}）：正常，{_looked_at(key, mailbox, with_probe=with_probe)}。")
        except DeskError as error:
            typer.echo(f"{key}（{mailbox.address}）：{error}", err=True)
            status = 1
    return status


def _looked_at(key: str, mailbox: MailboxSettings, *, with_probe: bool) -> str:
    settings = imap_settings(key, mailbox)
    inbox = ImapInbox(settings)
    found = f"{inbox.folder} 中有 {len(inbox.uids())} 封邮件"
    inbox.close()
    if not with_probe:
        return found
    seconds = probe(mailbox.address, settings, smtp_settings(mailbox), SystemClock().now)
    return f"{found}，探测邮件 {seconds:.0f} 秒后收到"
