"""How often one address may ask."""

from datetime import timedelta

from tests.fakes.browser import get
from tests.fakes.clock import FakeClock
from tests.fakes.tools import page_app
from tests.fakes.views import desk, render
from web.rate import AT_ONCE, PER_SECOND, REMEMBERED, Rate


def test_a_flood_from_one_address_is_refused_and_others_are_not() -> None:
    clock = FakeClock()
    rate = Rate(clock.now)

    assert sum(rate.allows("192.0.2.1") for _ in range(5000)) == AT_ONCE
    assert rate.allows("192.0.2.2")
    clock.moment += timedelta(seconds=1)
    assert sum(rate.allows("192.0.2.1") for _ in range(5000)) == PER_SECOND


def test_memory_is_bounded() -> None:
    rate = Rate(FakeClock().now)
    for n in range(REMEMBERED + 500):
        rate.allows(str(n))

    assert len(rate._buckets) == REMEMBERED


def test_whoever_asks_too_often_is_told_to_wait() -> None:
    app = page_app(desk(), render)
    answers = [get(app, "/nowhere").status for _ in range(int(AT_ONCE) + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {404}
