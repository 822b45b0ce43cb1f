"""The only door to DBOS: durable queues that carry ids. Truth lives in our own tables; plan B replaces this one file.

Traps that are avoided here (each was measured): the version is set by hand, or every release strands what is in flight;
`max_executor_threads` stays unset and every queue has a worker limit, or parents that wait starve their children; the
database engine is our own, with WAL and FULL; arguments are JSON, never pickles.
"""

import itertools
import json
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, Serializer

from service.stopping import Stopping, halt
from store.database import reading
from store.patience import PAUSES, patiently

APPLICATION = "beian-desk"
APPLICATION_VERSION = "1"  # of the jobs' meaning: raise it only when a job in flight could not be finished by new code
JOB = "job"
LIVE = ("ENQUEUED", "PENDING", "DELAYED")
COLUMNS = ("workflow_uuid", "name", "status", "queue_name", "executor_id", "owner_xid")


class _JsonSerializer(Serializer):
    """Job arguments and results are strings; an error is kept as its text."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, ensure_ascii=False, default=str)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


@dataclass(frozen=True, slots=True)
class Queue:
    """`workers`: how many jobs of it one process runs at a time.

    `in_order`: one at a time for each partition key, over all processes. `share`: at most so many of one process's
    workers for one partition key, so that a long one does not starve the others.
    """

    name: str
    workers: int
    in_order: bool = False
    share: int | None = None
    poll: float = 0.8  # seconds between two looks; each costs 2 to 5 ms of CPU

    @property
    def partitioned(self) -> bool:
        """Whether its jobs bear a partition key."""
        return self.in_order or self.share is not None


Job = Callable[[str], str | None]
"""A job gets an id and returns None when it is done, or the seconds (as text) after which it wants to run again."""

_jobs: dict[str, Job] = {}
_partitioned: set[str] = set()
_running: set[str] = set()
_launched = threading.Event()


@DBOS.workflow(name=JOB, max_recovery_attempts=None)
def _job(queue: str, argument: str) -> None:
    """One turn of a job. To want another turn later is a new job with a delay, which blocks no worker."""
    job_id = str(DBOS.workflow_id)
    _running.add(job_id)
    try:
        _take_turn(queue, argument)
    finally:
        _running.discard(job_id)


def _take_turn(queue: str, argument: str) -> None:
    again = DBOS.run_step({"name": queue}, _turn, queue, argument)
    if again is not None:
        partition = DBOS.run_step({"name": "partition"}, _partition, str(DBOS.workflow_id))
        options = _options(queue, f"{DBOS.workflow_id}.", partition) | {"delay_seconds": float(again)}
        DBOS.enqueue_workflow_with_options(options, queue, argument)  # type: ignore[arg-type]  # a TypedDict built in steps


def _partition(job_id: str) -> str | None:
    """Of a job. A step of ours: what the engine records of its own (an object as text) is of no use after a crash."""
    running = DBOS.get_workflow_status(job_id)
    return running.queue_partition_key if running else None


def _options(queue: str, job_id: str, partition: str | None, due: datetime | None = None) -> dict[str, Any]:
    options: dict[str, Any] = {
        "workflow_name": JOB,
        "queue_name": queue,
        "workflow_id": job_id,
        "app_version": APPLICATION_VERSION,
    }
    if queue in _partitioned:
        options["queue_partition_key"] = partition
    if due is not None:
        options["priority"] = int(due.timestamp() // 60)
    return options


def _turn(queue: str, argument: str) -> str | None:
    """Jobs may be repeated: while the database is away they wait, however long it takes.

    What an earlier life left unfinished is begun by the engine in the middle of its launch.
    """
    while not _launched.wait(1.0):
        if halt.is_set():
            raise Stopping
    return patiently(lambda: _jobs[queue](argument), itertools.chain(PAUSES, itertools.repeat(PAUSES[-1])), _wait)


def _table(database: sa.Engine, name: str, columns: Sequence[str]) -> sa.TableClause:
    """What we read of a table of the engine's own."""
    schema = "dbos" if database.name == "postgresql" else None
    known: list[sa.ColumnClause[Any]] = [sa.column(column) for column in columns]
    return sa.table(name, *known, schema=schema)


def _wait(seconds: float) -> None:
    if halt.wait(seconds):
        raise Stopping


class Engine:
    """Durable queues on the desk's own database. One per process."""

    def __init__(self, database: sa.Engine, executor: str, queues: Collection[Queue]) -> None:
        """`executor` is stable for a slot (`host-slot`): a restart under the same name recovers its own work.

        `queues`: all that there are, whichever of them this process serves.
        """
        self._database = database
        self._executor = executor
        self._queues = queues
        _partitioned.update(queue.name for queue in queues if queue.partitioned)
        self._client: DBOSClient | None = None
        self._jobs = _table(database, "workflow_status", COLUMNS)
        self._inputs = _table(database, "workflow_input", ("workflow_uuid", "inputs"))
        self._idle: frozenset[tuple[str, str, str]] = frozenset()  # jobs, their queues, and whose claim it was

    def launch(self, queues: Mapping[Queue, Job]) -> None:
        """Create or migrate the engine's tables, recover what this slot left unfinished, and start the queues."""
        halt.clear()
        _launched.clear()
        _jobs.update({queue.name: job for queue, job in queues.items()})
        config = DBOSConfig(
            name=APPLICATION,
            system_database_url=self._database.url.render_as_string(hide_password=False),
            system_database_engine=self._database,
            application_version=APPLICATION_VERSION,
            executor_id=self._executor,
            serializer=_JsonSerializer(),
            use_listen_notify=False,
            log_level="ERROR",
        )
        DBOS(config=config)
        DBOS.listen_queues([queue.name for queue in queues])
        DBOS.launch()
        for queue in self._queues:  # all of them with the same limits everywhere
            DBOS.register_queue(
                queue.name,
                worker_concurrency=queue.workers,
                partition_concurrency=1 if queue.in_order else None,
                partition_worker_concurrency=queue.share,
                polling_interval_sec=queue.poll,
            )
        self.attach()
        _launched.set()

    def attach(self) -> None:
        """Be able to enqueue; the engine's tables must be there already."""
        self._client = DBOSClient(
            system_database_engine=self._database, serializer=_JsonSerializer(), application_name=APPLICATION
        )

    def enqueue(
        self,
        connection: sa.Connection,
        queue: str,
        job_id: str,
        argument: str,
        partition: str | None = None,
        due: datetime | None = None,
    ) -> None:
        """Enqueue in the caller's own transaction. The same `job_id` twice is one job; what is due first runs first."""
        if self._client is None:
            raise Stopping if halt.is_set() else RuntimeError("the engine is not launched")
        options = _options(queue, job_id, partition, due)
        self._client.enqueue_in_transaction(connection, options, queue, argument)  # type: ignore[arg-type]  # the same

    def take_over(self, executor: str) -> None:
        """Queue again what a process that will not return has begun. Asked twice, it happens once."""
        DBOS._recover_pending_workflows([executor])  # the public way resets the count of attempts

    def give_back(self) -> None:
        """Queue again what we claimed before we were asked last and do not run: the answer to the claim was lost."""
        jobs = self._jobs
        mine = sa.select(jobs.c.workflow_uuid, jobs.c.queue_name, jobs.c.owner_xid)
        with reading(self._database) as connection:
            claims = connection.execute(mine.where(jobs.c.status == "PENDING", jobs.c.executor_id == self._executor))
            idle = frozenset((job, queue, claim) for job, queue, claim in claims if job not in _running)
        for job, queue, _ in idle & self._idle:
            DBOS.resume_workflow(job, queue_name=queue)
        self._idle = idle

    def holders(self) -> frozenset[str]:
        """The processes that have begun jobs, as they call themselves."""
        begun = sa.select(self._jobs.c.executor_id).where(self._jobs.c.status == "PENDING").distinct()
        with reading(self._database) as connection:
            return frozenset(connection.execute(begun).scalars())

    def live(self, connection: sa.Connection) -> frozenset[str]:
        """What all jobs that wait or run are about, as the connection's transaction sees them."""
        jobs, inputs = self._jobs, self._inputs
        if not sa.inspect(connection).has_table(inputs.name, schema=inputs.schema):
            return frozenset()
        joined = sa.select(inputs.c.inputs).join(jobs, jobs.c.workflow_uuid == inputs.c.workflow_uuid)
        query = joined.where(jobs.c.status.in_(LIVE), jobs.c.name == JOB)
        return frozenset(json.loads(given)["args"][1] for given in connection.execute(query).scalars())

    def idle(self) -> bool:
        """Whether no job is waiting or running."""
        waiting = DBOS.list_workflows(status=list(LIVE), limit=1)
        return not waiting

    def stop(self, patience: int = 0) -> None:
        """Stop the queues; jobs that run get `patience` seconds to finish, the rest is recovered at the next start."""
        halt.set()
        DBOS.destroy(workflow_completion_timeout_sec=patience)
        if self._client is not None:  # jobs that finish hand over through it
            self._client.destroy()
            self._client = None
