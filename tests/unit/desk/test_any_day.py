"""Any sequence of mails and acts, by two people at once: nothing lost, doubled or contradicted by the ledger."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filing.errors import DeskError
from filing.terms import Material
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import BOSS, LI, ZHANG, DeskBench
from tests.fakes.postgres import Postgres
from tests.unit.checks.specimens import blurred
from tests.unit.desk.test_sorting import only, two_filings

MAILS = {
    "complete": enterprise_case,
    "lacking": lambda: enterprise_case(without=["backdrop_photo"]),
    "doubtful": lambda: blurred(read=False),
    "half": lambda: only("business_license", domain="exampel.org"),
    "two filings": two_filings,
}
Act = Callable[[DeskBench, str, int], object]
ACTS: dict[str, Act] = {
    "accept": lambda b, c, v: b.desk.accept(ZHANG, c, v),
    "override": lambda b, c, v: b.desk.override(
        LI, c, v, (b.file(c).decision or _nothing()).findings[0].mark, "legible"
    ),
    "ask": lambda b, c, v: b.desk.ask_copy(ZHANG, c, v, "sha-business_license", "blurred"),
    "material": lambda b, c, v: b.desk.correct_material(LI, c, v, "sha-business_license", Material.BACKDROP_PHOTO),
    "fact": lambda b, c, v: b.desk.correct_fact(ZHANG, c, v, "sha-business_license", "entity_name", "某公司"),
    "sender": lambda b, c, v: b.desk.confirm_sender(ZHANG, c, v, "customer@customer.example"),
    "aside": lambda b, c, v: b.desk.set_aside(LI, c, v),
    "undo": lambda b, c, v: b.desk.undo(ZHANG, c, v),
    "undo of the other": lambda b, c, v: b.desk.undo(LI, c, v),
    "compose": lambda b, c, v: b.desk.compose(ZHANG, c, v),
    "edit": lambda b, c, v: b.desk.edit(LI, b.desk.letters.draft_of(c) or "", v, "您好，请稍候。"),
    "release": lambda b, c, v: b.desk.release(ZHANG, b.desk.letters.draft_of(c) or "", v),
    "discard": lambda b, c, v: b.desk.discard(LI, b.desk.letters.draft_of(c) or "", v),
    "hold": lambda b, c, v: b.desk.hold(ZHANG, c, v, b.clock.now() + timedelta(days=1), "waiting_call"),
    "assign": lambda b, c, v: b.desk.assign(BOSS, c, v, LI.id),
    "note": lambda b, c, v: b.desk.note(LI, c, v, "已电话联系"),
    "split": lambda b, c, v: b.desk.split(ZHANG, c, v, b.desk.proposal(ZHANG, c)),
    "merge": lambda b, c, v: b.desk.merge(LI, c, v, _other(b, c), b.version(_other(b, c))),
    "stale": lambda b, c, v: b.desk.set_aside(ZHANG, c, v - 1),
}
STEPS = st.lists(st.tuples(st.sampled_from([*MAILS, *ACTS, "time", "time"]), st.integers(0, 3)), max_size=9)


def _nothing() -> None:
    raise DeskError("never judged")


def _cases(bench: DeskBench) -> list[str]:
    return [e.case_id for e in bench.told() if e.kind == "case_opened" and e.case_id]


def _other(bench: DeskBench, case_id: str) -> str:
    others = [c for c in _cases(bench) if c != case_id and not bench.file(c).merged_into]
    return others[0] if others else case_id


def do(bench: DeskBench, step: str, number: int) -> None:
    """One step; what the desk refuses is refused before anything has changed."""
    if step == "time":
        bench.clock.pass_(seconds=20)
        bench.send()
    elif step in MAILS:
        bench.comes(MAILS[step]())
    else:
        cases = _cases(bench)
        case_id = cases[number % len(cases)]
        before = len(bench.told())
        try:
            ACTS[step](bench, case_id, bench.version(case_id))
        except DeskError:
            assert len(bench.told()) == before
        except IndexError:  # no finding to override
            pass


def sound(bench: DeskBench) -> None:
    """What must be true at any time."""
    assert bench.fsck().problems == ()
    letters = [message_from_bytes(sent[2])["Message-ID"] for sent in bench.transport.sent]
    assert max(Counter(letters).values(), default=1) == 1
    by_machine = Counter(e.mail_id for e in bench.told() if e.kind == "reply_queued" and e.by is None)
    assert max(by_machine.values(), default=1) == 1
    for case_id in _cases(bench):
        file = bench.file(case_id)
        if file.decision and not file.merged_into:
            assert file.decision == bench.judging(file, file.case).decision


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(STEPS)
def test_any_day_keeps_the_ledger_sound(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        bench = DeskBench(Path(folder))
        bench.comes(blurred(read=False))
        for step, number in steps:
            do(bench, step, number)
        sound(bench)
        bench.engine.dispose()


FULL_DAY = (
    *("two filings", "split", "half", "merge", "undo", "override", "ask", "undo of the other", "material", "undo"),
    *("compose", "edit", "release", "undo", "release", "time", "lacking", "assign", "hold", "note", "fact", "aside"),
    *("undo", "doubtful", "accept", "release", "stale", "time", "complete", "merge", "discard"),
)


def test_a_full_day_on_postgresql(tmp_path: Path, postgres: Postgres) -> None:
    bench = DeskBench(tmp_path, url=postgres.database())
    bench.comes(blurred(read=False))
    for number, step in enumerate(FULL_DAY):
        do(bench, step, number % 2)

    sound(bench)
    assert bench.transport.sent
    bench.engine.dispose()
