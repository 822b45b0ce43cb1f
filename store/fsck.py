"""Proof that nothing is lost, doubled or stuck: server = ledger = blobs = outbox. Reads only; safe on a live system."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, func, select, true

from filing.terms import MailStatus, ReplyStatus
from store import queue_rows
from store.baselines import HISTORIC
from store.blobs import Blobs
from store.database import reading
from store.replay import Replay, replay
from store.rescue import Live, jobless
from store.soundness import damages
from store.tables import cases, cursors, mail_places, mails, outbox, readings

Folder = tuple[str, str, int]
"""mailbox, folder, UIDVALIDITY"""

SENDING = timedelta(minutes=10)  # longer than any living sender waits for an answer
WAITING = timedelta(hours=1)  # a mail or a queued reply that nothing has happened to for so long


class Trouble(StrEnum):
    """What kind of problem it is."""

    LOST = "lost"
    DOUBLED = "doubled"
    STUCK = "stuck"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `text` is Chinese and names the row."""

    trouble: Trouble
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result. `clean` is true if there is no problem at all."""

    mails: int
    replies: int
    problems: tuple[Problem, ...]
    historic: int = 0  # mails of before the mailbox was connected: stored, never judged

    @property
    def clean(self) -> bool:
        """No problem of any kind."""
        return not self.problems

    def count(self, trouble: Trouble) -> int:
        """How many problems of a kind."""
        return sum(problem.trouble is trouble for problem in self.problems)


def fsck(
    engine: Engine,
    blobs: Blobs,
    now: datetime,
    server_uids: Mapping[Folder, AbstractSet[int]] | None = None,
    live: Live | None = None,
    night: date | None = None,
) -> Report:
    """Check everything in one unchanging view of the tables. `server_uids`: what the mail servers have, if asked.

    `live`: what jobs there are, if it can be asked; then whatever waits for a lost job is found at once. `night`: of
    very many stored files, read only that night's share.
    """
    with reading(engine) as connection:
        mail_rows = connection.execute(select(mails)).all()
        reply_rows = connection.execute(select(outbox)).all()
        told = replay(connection)
        problems = [
            *_mails(mail_rows, told, now),
            *_replies(reply_rows, told, now),
            *_answers(mail_rows, reply_rows, told),
            *_cases(connection, told),
            *_queue(connection),
            *_cursors(connection),
            *_servers(connection, server_uids or {}),
            *_jobs(connection, live),
        ]
        addresses = [*_addresses(connection), *(("操作记录", address) for address in told.acts)]
    problems += [Problem(Trouble.LOST, text) for text in damages(blobs, addresses, night)]
    historic = sum(row.reason == HISTORIC for row in mail_rows)
    return Report(len(mail_rows), len(reply_rows), tuple(problems), historic)


def _mails(rows: Sequence[Row[Any]], told: Replay, now: datetime) -> Iterator[Problem]:
    for row in rows:
        name = f"邮件 {row.id[:12]}（{row.mailbox}）"
        if told.mails.get(row.id) != row.status:
            yield Problem(Trouble.INCONSISTENT, f"{name}的状态是 {row.status}，事件记录是 {told.mails.get(row.id)}。")
        if told.placed.get(row.id) != row.case_id:
            yield Problem(Trouble.INCONSISTENT, f"{name}所属备案与事件记录不符。")
        if told.received[row.id] > 1:
            yield Problem(Trouble.DOUBLED, f"{name}登记了 {told.received[row.id]} 次。")
        if row.status in (MailStatus.RECEIVED, MailStatus.PROCESSING) and now - row.updated_at > WAITING:
            yield Problem(Trouble.STUCK, f"{name}自 {row.updated_at:%m-%d %H:%M} 起未处理，请检查服务是否在运行。")
    for mail_id in told.mails.keys() - {row.id for row in rows}:
        yield Problem(Trouble.LOST, f"邮件 {mail_id[:12]} 有事件记录，但登记已不存在，请从备份恢复。")


def _replies(rows: Sequence[Row[Any]], told: Replay, now: datetime) -> Iterator[Problem]:
    for row in rows:
        name = f"回复 {row.id[:12]}"
        if told.replies.get(row.id) != row.status:
            yield Problem(Trouble.INCONSISTENT, f"{name}的状态是 {row.status}，事件记录是 {told.replies.get(row.id)}。")
        if row.status == ReplyStatus.COMMITTING and now - row.updated_at > SENDING:
            yield Problem(Trouble.STUCK, f"{name}停在“发送中”，请重启服务，系统会将其标为“发送结果不明”。")
        due = row.next_try_at or row.updated_at
        if row.status == ReplyStatus.QUEUED and now - due > WAITING:
            yield Problem(Trouble.STUCK, f"{name}自 {due:%m-%d %H:%M} 起待发送但未发送，请检查发信服务。")
    for reply_id in told.replies.keys() - {row.id for row in rows}:
        yield Problem(Trouble.LOST, f"回复 {reply_id[:12]} 有事件记录，但已不在发件箱，请从备份恢复。")


def _answers(mail_rows: Sequence[Row[Any]], reply_rows: Sequence[Row[Any]], told: Replay) -> Iterator[Problem]:
    """Every settled mail that was to be answered has its one reply, and no mail was answered twice."""
    replies = {row.id: row.mail_id for row in reply_rows}
    for row in mail_rows:
        answer = told.answers.get(row.id)
        if row.reason == HISTORIC and row.id in replies.values():
            yield Problem(Trouble.INCONSISTENT, f"邮件 {row.id[:12]} 是历史邮件，却有回复。")
        if row.status == MailStatus.SETTLED and answer and replies.get(answer) != row.id:
            yield Problem(Trouble.LOST, f"邮件 {row.id[:12]} 已处理，但应有的回复不在发件箱，请运行 beian reprocess。")
    for reply_id, times in told.sent.items():
        if times > 1:
            yield Problem(Trouble.DOUBLED, f"回复 {reply_id[:12]} 发送了 {times} 次。")


def _cases(connection: Connection, told: Replay) -> Iterator[Problem]:
    for row in connection.execute(select(cases)):
        if row.judgement and row.judgement not in told.judgements.get(row.id, ()):
            yield Problem(Trouble.INCONSISTENT, f"备案 {row.reference} 的审核结论没有对应的事件记录。")
        if row.version != told.versions[row.id]:
            yield Problem(Trouble.INCONSISTENT, f"备案 {row.reference} 的版本号与事件记录不符。")
        if any(told.columns.get((row.id, name)) != now for name, now in _acted(row).items()):
            yield Problem(Trouble.INCONSISTENT, f"备案 {row.reference} 的经办、暂缓或归属与事件记录不符。")


def _acted(row: Row[Any]) -> dict[str, str | None]:
    """The columns of a case that people's acts set, as their events say them."""
    plain = {name: getattr(row, name) for name in ("assignee", "merged_into", "access_province")}
    return plain | {"held_until": row.held_until.isoformat() if row.held_until else None}


def _queue(connection: Connection) -> Iterator[Problem]:
    for key in queue_rows.differing(connection):
        yield Problem(Trouble.INCONSISTENT, f"待办列表中 {key[:17]} 一行与邮件、回复记录不符，请联系维护人员重建列表。")


def _cursors(connection: Connection) -> Iterator[Problem]:
    """The cursor never stands behind the last stored mail's place: what it has passed must be stored."""
    for row in connection.execute(select(cursors)):
        where = [mail_places.c[name] == getattr(row, name) for name in ("mailbox", "folder", "uidvalidity")]
        last = connection.execute(select(func.max(mail_places.c.uid)).where(*where)).scalar_one() or 0
        if row.last_uid > max(last, row.began):
            text = (
                f"邮箱 {row.mailbox} 的 {row.folder} 已读到 {row.last_uid} 号，但只存到 {last} 号，中间的邮件可能丢失。"
            )
            yield Problem(Trouble.LOST, text)


def _servers(connection: Connection, server_uids: Mapping[Folder, AbstractSet[int]]) -> Iterator[Problem]:
    """What stands on the server up to the cursor is stored; what stands after it is still to come."""
    for (mailbox, folder, uidvalidity), uids in server_uids.items():
        names = {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity}
        where = [mail_places.c[name] == value for name, value in names.items()]
        known = set(connection.execute(select(mail_places.c.uid).where(*where)).scalars())
        passed = [cursors.c[name] == value for name, value in names.items()]
        row = connection.execute(select(cursors).where(*passed)).one_or_none()
        first, last = (row.backlog, row.last_uid) if row else (0, 0)
        for uid in sorted(u for u in uids - known if first < u <= last):
            yield Problem(Trouble.LOST, f"邮箱 {mailbox} 的 {folder} 中 {uid} 号邮件在服务器上，但从未收取。")


def _jobs(connection: Connection, live: Live | None) -> Iterator[Problem]:
    """What is open has a job at every moment, whether a service runs or not."""
    if live is None:
        return
    letters, replies = jobless(connection, live(connection))
    for what, row in (*(("邮件", row) for row in letters), *(("回复", row) for row in replies)):
        text = f"{what} {row.id[:12]} 尚未完成，却没有待运行的任务；服务运行时会在一分钟内自动补上。"
        yield Problem(Trouble.STUCK, text)


def _addresses(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every blob that a row names, with what it is."""
    named: tuple[tuple[str, Table, str, ColumnElement[bool]], ...] = (
        ("原始邮件", mails, "id", mails.c.erased_at.is_(None)),
        ("邮件解析结果", mails, "submission", true()),
        ("审核结论", cases, "judgement", true()),
        ("回复原文", outbox, "mime", outbox.c.mime != ""),
        ("附件识别结果", readings, "papers", true()),
    )
    for what, table, column, where in named:
        query = select(table.c[column]).where(table.c[column].is_not(None), where).distinct()
        yield from ((what, address) for address in connection.execute(query).scalars())
