"""Every case of the corpus: a mail (or several) and what the desk must make of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filing.terms import Verdict
from intake.judgement import Judgement
from service.hands import Hands
from tests.corpus.expected import cases, load_expected
from tests.corpus.judging import Desk

pytestmark = pytest.mark.ocr


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Hands("rapidocr", 2, frozenset({"jsba@filing.example", "ahba@filing.example"})) as hands:
        yield Desk(hands)


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_case(folder: Path, desk: Desk) -> None:
    expected = load_expected(folder)

    judged = desk.judge(folder, expected)

    assert judged.decision.outcome == expected.outcome, told(judged)
    assert codes(judged, Verdict.FAIL) == set(expected.codes), told(judged)
    if expected.unsure is not None:
        assert codes(judged, Verdict.UNSURE) == set(expected.unsure), told(judged)
    if expected.missing is not None:
        assert set(judged.decision.missing) == set(expected.missing)
    check_reply(judged, expected.reply, expected.reply_contains, expected.reply_lacks)
    lines = "\n".join(str(f.facts) for f in judged.decision.findings if not f.holds)
    assert [t for t in expected.checklist if t not in lines] == []
    assert [t for t in expected.checklist_lacks if t in lines] == []


def codes(judged: Judgement, verdict: Verdict) -> set[str]:
    """What is told, soft notes included; of the doubts those that hold the case."""
    found = [f for f in judged.decision.findings if f.verdict is verdict]
    return {f.code for f in found if f.holds or verdict is Verdict.FAIL}


def told(judged: Judgement) -> str:
    return "\n".join(f"{f.code} {f.verdict} {f.material} {dict(f.facts)}" for f in judged.decision.findings if f.holds)


def check_reply(judged: Judgement, kind: str | None, contains: tuple[str, ...], lacks: tuple[str, ...]) -> None:
    reply = judged.reply
    text = f"{reply.subject}\n{reply.text}" if reply else ""
    if kind:
        assert kind == ("none" if reply is None else "sent" if reply.auto else "draft")
    assert [t for t in contains if t not in text] == [], text
    assert [t for t in lacks if t in text] == [], text
