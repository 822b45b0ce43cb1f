"""One thread for each mailbox: connect, fetch, wait, again. A mailbox in trouble backs off and delays nobody else."""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from filing.errors import DeskError, LoginRefused
from filing.ports import Inbox, Ledger, Sight
from intake.receive import receive, receive_backlog
from store.health import Pulse
from store.hosts import BEAT

LOGIN_PAUSES = (60.0, 300.0, 1800.0)  # a provider locks who hammers: 1, 5, 30 minutes
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 600.0
ASIDES_EVERY = 60.0  # seconds
RECONNECT_AFTER = 25 * 60.0  # servers drop a session after 29 minutes of IDLE

log = structlog.get_logger()


def pause_after(failures: int, error: Exception, jitter: float) -> float:
    """Seconds to wait after so many failures in a row; `jitter` 0-1 spreads the mailboxes."""
    if isinstance(error, LoginRefused):
        return LOGIN_PAUSES[min(failures, len(LOGIN_PAUSES)) - 1]
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1))) * (0.75 + jitter / 2)


@dataclass(frozen=True, slots=True)
class Rounds:
    """How a mailbox is polled. `started`: this service; `answer_from`: the operator's choice.

    `ours`: whether it is this process that looks after the mailbox now.
    """

    mailbox: str
    poll_seconds: float
    started: datetime
    answer_from: datetime | None = None
    ours: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that is done between two looks, now and then: `work` says for how many mails. Texts are Chinese."""

    work: Callable[[], int]
    done: str
    trouble: str


class Poller(threading.Thread):
    """Polls one mailbox until it is told to stop."""

    def __init__(
        self,
        rounds: Rounds,
        connect: Callable[[], Inbox],
        ledger: Ledger,
        seconds: Callable[[], float],
        pulse: Pulse,
        asides: Sequence[Aside] = (),
    ) -> None:
        super().__init__(name=f"poll-{rounds.mailbox}", daemon=True)
        self._rounds = rounds
        self._mailbox = rounds.mailbox
        self._connect = connect
        self._ledger = ledger
        self._now = seconds
        self._pulse = pulse
        self._asides = asides
        self._turned_aside = float("-inf")
        self._halt = threading.Event()

    def stop(self) -> None:
        """Ask the thread to end after what it is doing."""
        self._halt.set()

    def run(self) -> None:
        """Until stopped: a session, and a pause after each one that failed."""
        failures = 0
        while not self._halt.is_set():
            try:
                if self._rounds.ours():
                    self._session()
                else:
                    self._halt.wait(BEAT)
                failures = 0
            except Exception as error:  # noqa: BLE001 - imapclient raises anything; one mailbox must never end the thread
                if self._halt.is_set():
                    return
                failures += 1
                seconds = pause_after(failures, error, random.random())  # noqa: S311 - spreads load, hides nothing
                reason = str(error) if isinstance(error, DeskError) else f"{type(error).__name__}：{error}"
                log.warning("邮箱暂时无法收信", mailbox=self._mailbox, reason=reason, retry_seconds=round(seconds))
                self._tell(reason)
                self._halt.wait(seconds)

    def _tell(self, reason: str) -> None:
        try:
            self._pulse.failed(self._mailbox, reason)
        except Exception as error:  # noqa: BLE001 - the database may be what is in trouble; polling goes on
            log.warning("邮箱状态未能记录", mailbox=self._mailbox, reason=type(error).__name__)

    def _session(self) -> None:
        inbox = self._connect()
        started = self._now()
        try:
            sight = Sight(inbox.mailbox, inbox.folder, inbox.uidvalidity, inbox.uidnext)
            self._ledger.meet(sight, self._rounds.started, self._rounds.answer_from)
            while self._goes_on(started):
                received = receive(inbox, self._ledger)
                self._pulse.polled(self._mailbox, received)
                if received:
                    log.info("收到邮件", mailbox=self._mailbox, count=received)
                self._turn_aside()
                if not receive_backlog(inbox, self._ledger):
                    inbox.wait(self._rounds.poll_seconds)
        finally:
            inbox.close()

    def _goes_on(self, started: float) -> bool:
        return not self._halt.is_set() and self._now() - started < RECONNECT_AFTER and self._rounds.ours()

    def _turn_aside(self) -> None:
        """Trouble with another folder, or with writing, is no trouble with the inbox."""
        if self._now() - self._turned_aside < ASIDES_EVERY:
            return
        self._turned_aside = self._now()
        for aside in self._asides:
            try:
                if count := aside.work():
                    log.info(aside.done, mailbox=self._mailbox, count=count)
            except DeskError as error:
                log.warning(aside.trouble, mailbox=self._mailbox, reason=str(error))
