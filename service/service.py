"""The running service: everything wired together once, started, and stopped."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import time
from functools import partial

import structlog

from desk.desk import Desk
from filing.decision import Decision
from filing.event import Event
from intake.sent import SentFolder
from policy.load import load_policy
from replies.transport import SmtpTransport
from replies.wordings import require_wordings
from service.again import Again
from service.chores import Chore, Chores
from service.clock import SystemClock
from service.daily_mail import daily_mail
from service.deadlines import DraftsDue
from service.desk_tools import desk_tools
from service.engine import Engine, Job, Queue
from service.escalation import escalating
from service.hands import Hands
from service.high_water import HighWater
from service.jobs import JudgeJob, SendJob
from service.judging import Judging
from service.mail_doors import imap_settings, smtp_settings
from service.metrics import Metrics, serve
from service.nightly import Nightly
from service.office import names, office
from service.on_file import on_file
from service.poller import Poller
from service.pollers import Pollers
from service.preview import Preview
from service.queues import CASE, CHORES, OCR, QUEUES, ROLES, SMTP
from service.read_job import ReadJob
from service.reminders import RemindCustomers, reminding
from service.reporting import sla_desk, working_time
from service.retention import erasing
from service.settings import Settings
from service.shell_followup import shells_following, still_away
from service.shell_reminder import shell_checking
from service.storage import open_blobs
from service.sweep import Sweep
from service.watch import LOOK, Watch
from service.web_server import Server, web_server
from store import queue_rows
from store.accounts import open_accounts
from store.acts import Acts
from store.colleagues import Colleagues
from store.database import migrate, open_engine
from store.deadlines import Deadlines
from store.desk_parts import desk_parts
from store.health import Pulse
from store.hosts import BEAT, Hosts
from store.inspection import Inspection
from store.ledger import StoreLedger
from store.notices import Notices
from store.outbox import Outbox
from store.pace import Pace
from store.page_stores import PageStores
from store.queries import Queries
from store.readings import Readings
from store.reminders import Reminders
from store.rescue import Rescue
from store.retaining import Retaining
from store.sending import Sending
from store.shell_book import ShellBook
from store.sla_store import SlaStore
from store.stages import Stages
from store.tidying import Tidying
from store.turns import Turns
from store.worksheets import Worksheets
from web.app import make_app
from web.demo_door import DemoDoor
from web.office import Office, SessionDoor
from web.store_views import StoreViews
from web.tools import Tools

log = structlog.get_logger()


class Service:
    """One process of the desk, in some or all roles. `start()` returns when it works; `stop()` when it has stopped."""

    def __init__(self, settings: Settings, roles: Sequence[str] = ROLES) -> None:
        """Opens everything that may be refused (settings, policy, key, database); nothing runs yet."""
        self._settings, self._roles = settings, roles
        self._clock = SystemClock()
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.policy = load_policy(settings.profile, ip_ranges=settings.ip_ranges)
        self.database = open_engine(settings.database_url)
        migrate(self.database)
        queue_rows.fill(self.database)
        self.blobs = open_blobs(settings)
        me = f"{socket.gethostname()}-{settings.slot}"
        self._engine, self._hosts = Engine(self.database, me, QUEUES), Hosts(self.database, self._clock, me)
        self.ledger = StoreLedger(self.database, self.blobs, self._clock, self._engine.enqueue, settings.replies.caps)
        self.outbox = Outbox(self.database, self.blobs, self._clock, self._engine.enqueue)
        self.hands = Hands(settings.ocr.engine, settings.ocr.workers, settings.own_addresses, settings.authserv_ids)
        self.queries = Queries(self.database, self.blobs, self._provinces())
        self.pulse = Pulse(self.database, self._clock, tuple(k for k, m in settings.mailbox.items() if m.observe))
        self.sla = sla_desk(settings, SlaStore(self.database), self._clock, Colleagues(self.database).names)
        self._chores = self._daily()
        self._high_water = HighWater(settings.data / "high-water", Sending(self.database, self._clock))
        self._beside = tuple(self._rounds())
        self._pollers: list[Poller] = []
        self.live = self._engine.live
        self._web: Server | None = None
        self._end_metrics: Callable[[], None] = lambda: None

    def _daily(self) -> Chores:
        """What is done once a day, by one of the hosts that send: the day's report leaves as a mail."""
        turns = Turns(self.database, self._clock, self._engine.enqueue)
        if "smtp" not in self._roles:
            return Chores(turns, ())
        nightly = Nightly(Inspection(self.database, self.blobs, self._clock, self._engine.live))
        notices = Notices(self.database, self._clock)
        kept = Retaining(self.database, self.blobs, self._clock, self._settings.retention.periods)
        shells = partial(still_away, ShellBook(self.database, self._clock), self._settings.alerts)
        counts = (Worksheets(self.database, self.blobs).rechecked, shells)
        mail = daily_mail(self._settings, self.sla, notices, lambda m: SmtpTransport(smtp_settings(m)), counts)
        every_night = (Chore("fsck", time(3, 30), nightly), erasing(kept))
        return Chores(turns, (*every_night, *self._drafts_due(), *self._reminding(), *mail))

    def _reminding(self) -> Iterator[Chore]:
        """Customers who do not answer, and colleagues whose mails are nearly due."""
        acts, caps = Acts(self.database, self.blobs, self._clock), self._settings.replies.caps
        store = Reminders(self.database, self.blobs, self._clock, self._engine.enqueue, caps)
        yield from reminding(RemindCustomers(store, acts, self._judging(), self.sla.calendar), self._clock.now().date())
        people, notices = (Colleagues(self.database).all, acts.stand_in), Notices(self.database, self._clock)
        yield from escalating(self._settings, self.sla, people, notices, lambda m: SmtpTransport(smtp_settings(m)))
        parts = (people[0], Worksheets(self.database, self.blobs).filed)
        yield from shell_checking(self._settings, self.sla, parts, notices, lambda m: SmtpTransport(smtp_settings(m)))
        more = (*parts, ShellBook(self.database, self._clock), self.policy.ranges)
        yield from shells_following(self._settings, self.sla, more, notices, lambda m: SmtpTransport(smtp_settings(m)))

    def _drafts_due(self) -> Iterator[Chore]:
        """Drafts with doubts are looked at before the close."""
        caps, worktime = self._settings.replies.caps, working_time(self._settings)
        due = DraftsDue(Deadlines(self.database, self.blobs, self._clock, self._engine.enqueue, caps), worktime)
        for at in due.times(self._clock.now().date()):
            yield Chore(f"drafts-{at:%H%M}", at, due)

    def _rounds(self) -> Iterator[Again]:
        """What goes on beside the jobs."""
        rescue = Rescue(self.database, self._clock, self._engine.enqueue, self._engine.live)
        yield Again("sign", BEAT, self._hosts.beat, "心跳未能记录")
        yield Again("watch", LOOK, Watch(self._hosts, self._engine), "未能查看其他主机")
        yield Again("chores", BEAT, lambda: self._chores.look(self._clock.now()), "每日任务未能安排，稍后再试")
        yield Again("high-water", BEAT, self._high_water.keep, "账本进度未能记下，稍后再试")
        yield Again("sweep", 60.0, Sweep(self._engine, rescue), "未能查找丢失的任务，稍后再试")
        if "web" in self._roles:  # no page has to wait for the report's tables
            yield Again("counter", 10.0, self.sla.catch_up, "时效统计未能更新，稍后再试")

    def start(self) -> None:
        """Recover what a crash left, then start the queues, the pollers and the inbox page."""
        self._hosts.beat()
        if self._high_water.check():
            log.error("数据库应是从备份恢复的，已停止发送", next="核对后运行 beian outbox start")
        for reply in self.outbox.settle_interrupted() if self._hosts.alone() else ():
            log.warning("上次发送中断，结果不明，请人工确认", reply=reply[:12])
        self._engine.launch(self._queues())
        for again in self._beside:
            again.start()
        if "imap" in self._roles:
            tidying = Tidying(self.database, self._clock)
            shared = Pollers(tidying, self.ledger, self.outbox, self.pulse, self._hosts, self._clock)
            self._pollers = shared.of(self._settings)
            for poller in self._pollers:
                poller.start()
        if "web" in self._roles:
            self._start_web()
        if where := self._settings.metrics.where:
            figures = Metrics(self.pulse.health, self.hands.tally, self._clock.now)
            self._end_metrics = serve(figures, *where)

    def stop(self, patience: int = 5) -> None:
        """Stop fetching, let running jobs finish for `patience` seconds; the rest goes on at the next start."""
        for poller in self._pollers:
            poller.stop()
        if self._web is not None:
            self._web.should_exit = True
        self._end_metrics()
        self._engine.stop(patience)
        for again in self._beside:
            again.stop()
        self._hosts.let_go()
        self.close()

    def give_up(self) -> None:
        """After a start that failed: nothing of it goes on, and another one may be tried in this process."""
        self._engine.stop()
        self.close()

    def close(self) -> None:
        """Let go of the children and the database."""
        self.hands.close()
        self.database.dispose()

    def attach(self) -> None:
        """Be able to enqueue, without running anything: for commands beside a running service."""
        self._engine.attach()

    def idle(self) -> bool:
        """Whether no job is waiting or running."""
        return self._engine.idle()

    def events(self) -> tuple[Event, ...]:
        """The whole ledger, oldest first."""
        return self.queries.events()

    def judged(self, mail_id: str) -> tuple[str, Decision | None]:
        """A mail's subject, and the last decision after it."""
        return self.queries.judged(mail_id)

    def desk(self) -> Desk:
        """What people do with cases, for pages and commands. Raises ConfigurationRefused for wordings or lists."""
        provinces = frozenset(self._provinces().values())
        parts = desk_parts(self.database, self.blobs, self._clock, self._engine.enqueue)
        acts, letters, colleagues, sorting = parts
        judge, calendar = self._judging(), self.sla.calendar
        return Desk(acts, letters, judge, self._clock.now, colleagues, provinces, sorting, calendar=calendar)

    def _judging(self) -> Judging:
        wordings = require_wordings(self._settings.wording.folder)
        now, known = self._clock.now, on_file(self._settings)
        return Judging(self.ledger, self.policy, self._settings.mailbox, now, wordings, known)

    def _queues(self) -> dict[Queue, Job]:
        """The jobs of our roles only: a host that sends nothing needs no password of a mailbox."""
        readings, stages = Readings(self.database, self.blobs), Stages(self.database, self._engine.enqueue)
        jobs: dict[Queue, Callable[[], Job]] = {
            OCR: lambda: ReadJob(self.ledger, stages, readings, self.hands, self._provinces()),
            CASE: lambda: JudgeJob(self.ledger, stages, self._judging()),
            SMTP: self._sender,
        }
        chores = {CHORES: self._chores} if "smtp" in self._roles else {}
        return chores | {queue: job() for queue, job in jobs.items() if queue.name in self._roles}

    def _sender(self) -> SendJob:
        transports = {m.address: SmtpTransport(smtp_settings(m)) for m in self._settings.mailbox.values()}
        now, observed = self._clock.now, self._settings.observed
        return SendJob(self.outbox, transports, now, self._copies(), self._paces(), observed=observed)

    def _provinces(self) -> dict[str, str]:
        """Mailbox → its access province."""
        keys = self.policy.book.access_keys
        return {key: keys[mailbox.access] for key, mailbox in self._settings.mailbox.items()}

    def _paces(self) -> dict[str, Pace]:
        return {m.address: m.pace for m in self._settings.mailbox.values()}

    def _copies(self) -> dict[str, Callable[[], SentFolder]]:
        """For mailboxes whose server keeps no sent mails by itself: how to open the folder for our copies."""
        return {
            m.address: partial(SentFolder, replace(imap_settings(key, m), folder=m.sent_folder))
            for key, m in self._settings.mailbox.items()
            if m.sent_folder is not None and m.sent_copy
        }

    def _tools(self) -> Tools:
        stores = PageStores(self.database, self.blobs, self._clock, self._provinces())
        return desk_tools(self._settings, stores, self.ledger, self.policy, self.desk(), self.sla)

    def _office(self) -> Office:
        key, required = self._settings.master_key_file, self._settings.web.code_required
        accounts = open_accounts(self.database, self.blobs, key, self._clock, code_required=required)
        return office(self._settings, accounts, self._clock, tuple(sorted(self.policy.book.access_keys.values())))

    def _start_web(self) -> None:
        views = StoreViews(self.queries, self.pulse.health, self._judging().placed)
        web = self._settings.web
        staffed = None if web.local else self._office()
        door = SessionDoor(staffed.entrance) if staffed else DemoDoor()
        app = make_app(views, self._tools(), Preview(self.ledger, self.hands), door, staffed, names(self._settings))
        self._web = web_server(app, web.host, web.port)
        threading.Thread(target=self._web.run, name="web", daemon=True).start()

    @property
    def address(self) -> str:
        """Where the inbox page is."""
        return f"http://{self._settings.web.host}:{self._settings.web.port}/"
