"""Many hosts: one of them has the turn, one has the mailbox, and the dead are found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from store.database import writing
from store.hosts import DEAD, Hosts
from store.turns import once
from tests.fakes.desk_store import DeskStore

DAY = date(2026, 11, 23)


def test_of_many_one_has_the_turn_each_day(desk: DeskStore) -> None:
    def try_it(day: date) -> bool:
        with writing(desk.engine) as connection:
            return once(connection, "fsck", day, desk.clock.now())

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(try_it, [DAY] * 12)) == 1
    assert try_it(date(2026, 11, 24))


def test_a_turn_that_is_not_committed_is_free_again(desk: DeskStore) -> None:
    with desk.engine.connect() as connection:
        assert once(connection, "fsck", DAY, desk.clock.now())
        connection.rollback()
    with writing(desk.engine) as connection:
        assert once(connection, "fsck", DAY, desk.clock.now())


def test_a_mailbox_is_one_hosts_until_it_falls_silent_or_lets_go(desk: DeskStore) -> None:
    a, b = (Hosts(desk.engine, desk.clock, name) for name in ("a-0", "b-0"))
    a.beat()
    b.beat()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(lambda host: host.holds("jiangsu"), (a, b))) == [False, True]
    first, second = (a, b) if a.holds("jiangsu") else (b, a)

    desk.clock.pass_(seconds=DEAD.total_seconds() + 1)
    second.beat()
    assert second.holds("jiangsu")
    first.beat()
    assert not first.holds("jiangsu")
    assert not first.alone()
    second.let_go()
    assert first.holds("jiangsu")


def test_a_silent_host_is_dead_until_it_beats_again(desk: DeskStore) -> None:
    a, b = (Hosts(desk.engine, desk.clock, name) for name in ("a-0", "b-0"))
    a.beat()
    b.beat()
    assert a.dead() == ()

    desk.clock.pass_(seconds=DEAD.total_seconds() + 1)
    a.beat()
    assert a.dead() == ("b-0",)
    b.beat()
    a.bury("b-0")
    assert a.dead() == ()
    assert b.dead() == ()

    desk.clock.pass_(seconds=DEAD.total_seconds() + 1)
    a.beat()
    a.bury("b-0")
    assert a.dead() == ()
