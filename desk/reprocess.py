"""A person has a mail handled again: one that failed by our fault, or that was held."""

from filing.errors import UnreadableInput
from store.ledger import StoreLedger
from store.queries import Queries


def reprocess(queries: Queries, ledger: StoreLedger, prefix: str) -> str:
    """Put the one mail whose id begins with `prefix` back into the queue; a Chinese sentence about what happened.

    Raises UnreadableInput if no mail or more than one begins so.
    """
    found = queries.mail_ids(prefix)
    if len(found) != 1:
        what = "没有邮件的编号" if not found else f"有 {len(found)} 封邮件的编号"
        raise UnreadableInput(f"{what}以“{prefix}”开头。", "请在收件台复制完整编号后重试。")
    queued = ledger.requeue(found[0])
    return (
        f"邮件 {found[0][:12]} 已重新排队。"
        if queued
        else f"邮件 {found[0][:12]} 正在等待或处理中，或为历史邮件，未重新排队。"
    )
