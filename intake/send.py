"""The outbox's state machine: queued → committing → sent | queued again | failed | unknown.

Between the body and the final dot the status `committing` is committed: a crash before it sends nothing, a crash after
it is `unknown`, and an unknown reply is looked up by a person, never sent again blindly.
"""

from filing.errors import DeliveryUnknown, TransportRefused, TransportTrouble
from filing.ports import Committing, Transport
from filing.terms import ReplyStatus
from store.outbox import Outbox, OutboxRow

COMMITTING, FAILED, QUEUED = ReplyStatus.COMMITTING, ReplyStatus.FAILED, ReplyStatus.QUEUED
SENT, UNKNOWN = ReplyStatus.SENT, ReplyStatus.UNKNOWN


def send_reply(outbox: Outbox, transport: Transport, reply_id: str) -> ReplyStatus:
    """One try at one reply; its status afterwards. `queued`: try again at the row's `next_try_at`."""
    row = outbox.load(reply_id)
    if row.status is COMMITTING:  # the sender before us died between its commit and the server's answer
        outbox.mark(reply_id, COMMITTING, UNKNOWN, error="发送过程中程序中断，无法确认对方服务器是否已收下。")
    elif row.status is QUEUED and not outbox.stopped():
        _send(outbox, transport, row)
    return outbox.status(reply_id)


def _send(outbox: Outbox, transport: Transport, row: OutboxRow) -> None:
    try:
        offered = transport.offer(row.sender, row.recipient, row.message)
    except TransportRefused as refusal:
        outbox.mark(row.id, QUEUED, FAILED, error=str(refusal))
    except TransportTrouble as trouble:
        outbox.mark(row.id, QUEUED, QUEUED, error=str(trouble))
    else:
        if _claim(outbox, offered, row.id):
            _commit(outbox, offered, row.id)


def _claim(outbox: Outbox, offered: Committing, reply_id: str) -> bool:
    """Commit `committing`. If another sender has the reply, or the database does not answer, nothing is sent."""
    claimed = False
    try:
        claimed = outbox.mark(reply_id, QUEUED, COMMITTING)
    finally:
        if not claimed:
            offered.abort()
    return claimed


def _commit(outbox: Outbox, offered: Committing, reply_id: str) -> None:
    try:
        code = offered.final_dot()
    except DeliveryUnknown as unknown:
        outbox.mark(reply_id, COMMITTING, UNKNOWN, error=str(unknown))
        return
    new = SENT if 200 <= code < 300 else FAILED if code >= 500 else QUEUED
    error = "" if new is SENT else f"对方服务器应答 {code}。"
    # A second sender may have taken us for dead meanwhile; the server's answer knows better.
    if not outbox.mark(reply_id, COMMITTING, new, code, error):
        outbox.mark(reply_id, UNKNOWN, new, code, error)
