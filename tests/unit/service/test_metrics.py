"""The figures for a monitoring system: they tell how the desk is, and nothing of its customers."""

import urllib.request
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from filing.errors import ConfigurationRefused
from parsers.child import ChildDied
from service.metrics import Metrics, serve
from service.tally import Tally
from store.health import Pulse
from store.inspection import Inspection
from store.sending import Sending
from tests.fakes.desk_store import DeskStore
from tests.fakes.dovecot import free_port


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def told(desk: DeskStore, tally: Tally | None = None) -> str:
    registry = CollectorRegistry()
    registry.register(Metrics(Pulse(desk.engine, desk.clock).health, tally or Tally(), desk.clock.now))
    return generate_latest(registry).decode()


def test_mails_replies_and_their_ages_are_told(desk: DeskStore) -> None:
    Pulse(desk.engine, desk.clock).polled("jiangsu", 1)
    desk.settled(desk.received("a"))
    desk.received("b", uid=2)
    desk.clock.pass_(minutes=5)
    text = told(desk)

    assert 'beian_last_poll_age_seconds{mailbox="jiangsu"} 300.0' in text
    assert 'beian_mails{status="received"} 1.0' in text
    assert 'beian_mails{status="settled"} 1.0' in text
    assert 'beian_replies{status="queued"} 1.0' in text
    assert "beian_lag_seconds 300.0" in text
    assert "beian_oldest_unanswered_seconds 300.0" in text
    assert 'beian_dead_letters{kind="mail_failed"} 0.0' in text
    assert "beian_sending_stopped 0.0" in text


def test_the_switch_and_the_last_check_are_told(desk: DeskStore) -> None:
    Sending(desk.engine, desk.clock).stop("演练")
    Inspection(desk.engine, desk.blobs, desk.clock)()
    text = told(desk)

    assert "beian_sending_stopped 1.0" in text
    assert "beian_check_problems 0.0" in text


def test_children_that_die_and_the_time_of_the_others_are_counted(desk: DeskStore) -> None:
    tally = Tally()
    with tally.counting("read"):
        pass
    with pytest.raises(ChildDied), tally.counting("read"):
        raise ChildDied("识别进程异常退出。")
    text = told(desk, tally)

    assert "beian_children_deaths_total 1.0" in text
    assert 'beian_children_seconds_total{job="read"}' in text


def test_nothing_personal_is_told(desk: DeskStore) -> None:
    desk.settled(desk.received("a"))
    text = told(desk)

    assert not any(word in text for word in ("苏州", "example.com", "customer", "BA-"))


@pytest.mark.servers
@pytest.mark.enable_socket
def test_they_are_answered_on_a_port_which_must_be_free(desk: DeskStore) -> None:
    metrics = Metrics(Pulse(desk.engine, desk.clock).health, Tally(), desk.clock.now)
    port = free_port()
    end = serve(metrics, "127.0.0.1", port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            assert b"beian_mails" in answer.read()
        with pytest.raises(ConfigurationRefused, match="端口"):
            serve(metrics, "127.0.0.1", port)
    finally:
        end()
