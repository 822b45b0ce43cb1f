"""What the operator must hear of, in Chinese, each with the next step."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.inspection import OVERDUE

if TYPE_CHECKING:
    from store.health import Health, MailboxHealth

SILENT = timedelta(minutes=10)  # a mailbox that nobody has looked into for so long
SLOW = timedelta(hours=1)  # a mail that waits for so long


def alarms(health: "Health", now: datetime, *, halted: bool) -> Iterator[str]:
    """`halted`: the breaker of all automatic replies has opened lately."""
    if health.stopped is not None:
        since, reason = f"{health.stopped.at:%m-%d %H:%M}", health.stopped.reason
        yield f"自 {since} 起已停止发送一切回复（{reason}）。核对后运行 beian outbox start 恢复。"
    for box in health.mailboxes:
        yield from _mailbox(box, now)
    if health.oldest_waiting is not None and now - health.oldest_waiting > SLOW:
        yield f"最早的未处理邮件收于 {health.oldest_waiting:%m-%d %H:%M}，请检查处理队列。"
    if halted:
        yield "自动回复数量超过总闸上限，已全部改为草稿，请核对是否有邮件循环。"
    yield from _check(health, now)


def _mailbox(box: "MailboxHealth", now: datetime) -> Iterator[str]:
    last = box.last_poll_at
    if box.trouble and box.failing_since is not None:
        since = f"{box.failing_since:%m-%d %H:%M}"
        yield f"邮箱 {box.mailbox} 自 {since} 起无法收信（{box.failures} 次）：{box.trouble}"
    elif last is not None and now - last > SILENT:
        yield f"邮箱 {box.mailbox} 自 {last:%m-%d %H:%M} 起没有收取，请检查服务是否在运行。"


def _check(health: "Health", now: datetime) -> Iterator[str]:
    done = health.checked
    if done is not None and done.problems:
        yield f"{done.at:%m-%d %H:%M} 的每日核对发现 {done.problems} 个问题：{done.first} 全部内容请运行 beian fsck。"
    if done is not None and now - done.at > OVERDUE:
        yield f"每日核对自 {done.at:%m-%d %H:%M} 起没有完成，请检查服务日志，或运行 beian fsck。"
