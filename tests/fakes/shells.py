"""Approved cases on the day of a check, and their notices: the scene of catalogue number G39."""

from datetime import date, datetime

from desk.bench import Outcome
from filing.mail import SHANGHAI
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench

G39 = datetime(2026, 6, 18, 13, 5, tzinfo=SHANGHAI)
LONG_AGO = date(2026, 6, 1)


def at(bench: DeskBench, moment: str) -> None:
    """The clock of the desk, in Shanghai."""
    bench.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


def approved(
    bench: DeskBench, name: str = "昆山甲乙网络科技有限公司", domain: str = "example.com", **over: object
) -> str:
    """A case that went its way; at the end it is the Thursday of G39."""
    at(bench, "2026-06-18 12:00")
    case_id = bench.comes(enterprise_case(name=name, domain=domain), **over)
    bench.send()
    desk = bench.desk
    desk.submitted(ZHANG, case_id, bench.version(case_id), LONG_AGO, "江苏")
    desk.approved(ZHANG, case_id, bench.version(case_id), LONG_AGO, "苏ICP备12345678号-1")
    desk.discard(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    bench.clock.moment = G39
    return case_id


def notify(bench: DeskBench, case_id: str, domain: str = "example.com", *addresses: str) -> Outcome:
    """A draft."""
    return bench.desk.notify_shell(ZHANG, case_id, bench.version(case_id), domain, addresses or ("192.0.2.9",))


def notify_and_send(bench: DeskBench, case_id: str, domain: str = "example.com") -> None:
    """The same, released and delivered."""
    reply = notify(bench, case_id, domain).reply_id
    assert reply
    bench.desk.release(ZHANG, reply, bench.version(case_id))
    bench.clock.pass_(seconds=20)
    bench.send()
