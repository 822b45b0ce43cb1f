"""The door to prometheus-client: figures for a monitoring system, without personal data, on a port of their own."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from filing.errors import ConfigurationRefused
from service.tally import Tally
from store.health import Health

DEAD = (("mail_failed", "mails_failed"), ("mail_held", "mails_held"), ("reply_failed", "replies_failed"),
        ("reply_unknown", "replies_unknown"))  # fmt: skip


class Metrics:
    """Collected anew at each scrape. Labels are keys of mailboxes and words of the program, nothing else."""

    def __init__(self, health: Callable[[], Health], tally: Tally, now: Callable[[], datetime]) -> None:
        self._health = health
        self._tally = tally
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """The figures."""
        health, now = self._health(), self._now()
        yield from _mailboxes(health, now)
        yield _by_label("beian_mails", "Mails by status", "status", health.mails)
        yield _by_label("beian_replies", "Replies by status", "status", health.replies)
        dead = {name: float(getattr(health, known)) for name, known in DEAD}
        yield _by_label("beian_dead_letters", "What waits for a person because it went wrong", "kind", dead)
        yield _gauge("beian_lag_seconds", "Age of the oldest mail not judged yet", _age(health.oldest_waiting, now))
        unanswered = _age(health.oldest_unanswered, now)
        yield _gauge("beian_oldest_unanswered_seconds", "Age of the oldest mail that is owed an answer", unanswered)
        yield _gauge("beian_sending_stopped", "1 while nothing is sent", float(health.stopped is not None))
        yield from _check(health, now)
        yield CounterMetricFamily("beian_children_deaths", "Readers that died at their work", value=self._tally.deaths)
        work = CounterMetricFamily("beian_children_seconds", "Seconds readers were at work", labels=["job"])
        for job, seconds in self._tally.seconds.items():
            work.add_metric([job], seconds)
        yield work


def serve(metrics: Metrics, host: str, port: int) -> Callable[[], None]:
    """Answer /metrics in a thread of its own; call what is returned to end it. Raises ConfigurationRefused."""
    registry = CollectorRegistry()
    registry.register(metrics)
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as trouble:
        message = f"监控端口 {host}:{port} 无法打开：{trouble.strerror}。"
        raise ConfigurationRefused(message, "请为 metrics.port 换一个空闲的端口。") from trouble

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return end


def _mailboxes(health: Health, now: datetime) -> Iterator[Metric]:
    polled = {box.mailbox: _age(box.last_poll_at, now) for box in health.mailboxes if box.last_poll_at}
    yield _by_label("beian_last_poll_age_seconds", "Since a mailbox was looked into", "mailbox", polled)
    failing = {box.mailbox: float(box.failures) for box in health.mailboxes}
    yield _by_label("beian_mailbox_failures", "Sessions that broke in a row", "mailbox", failing)


def _check(health: Health, now: datetime) -> Iterator[Metric]:
    if health.checked is not None:
        yield _gauge("beian_check_age_seconds", "Since everything was checked", _age(health.checked.at, now))
        yield _gauge("beian_check_problems", "What that check found", float(health.checked.problems))


def _age(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _by_label(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
