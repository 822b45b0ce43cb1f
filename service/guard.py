"""What every job about a mail does: start counted, run, and leave the mail in a state that people can see."""

from collections.abc import Callable

import structlog

from filing.errors import DeskError
from service.stopping import Stopping, halt
from store.ledger import StoreLedger
from store.patience import is_passing

STARTS_BEFORE_A_PERSON = 20  # a mail whose handling was cut off so often is looked at by a person

log = structlog.get_logger()


def guarded(ledger: StoreLedger, mail_id: str, work: Callable[[str], None]) -> str | None:
    """Do the work unless the mail is finished, or rests: then the seconds until it may be started.

    A database that is away is not the mail's fault: the job waits. Nor is the end of this process: the next goes on.
    """
    if rest := ledger.pause(mail_id):
        return str(rest)
    _start(ledger, mail_id, work)
    return None


def _start(ledger: StoreLedger, mail_id: str, work: Callable[[str], None]) -> None:
    start = ledger.start(mail_id)
    if start > STARTS_BEFORE_A_PERSON:
        ledger.hold(mail_id, "处理过程多次被中断，请专员查看原邮件。")
    elif start:
        try:
            work(mail_id)
        except Exception as error:
            if is_passing(error):
                raise
            if halt.is_set():
                raise Stopping from error
            log.exception("处理邮件出错", mail=mail_id[:12])
            reason = str(error) if isinstance(error, DeskError) else f"程序内部错误（{type(error).__name__}）"
            ledger.fail(mail_id, f"{reason} 邮件原文已保存，修复后可重新处理。")
