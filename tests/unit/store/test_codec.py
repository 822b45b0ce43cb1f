"""The nouns ⇄ JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from filing.case import Submission
from filing.decision import Decision
from filing.finding import Finding
from filing.mail import Mail, Part, SubjectLine
from filing.paper import Fact, FormNote, Paper
from filing.terms import Fate, MailClass, Material, Outcome, Problem, Verdict
from store import codec

MAIL = Mail(
    "jiangsu",
    "sha",
    datetime(2026, 9, 15, 9, tzinfo=UTC),
    MailClass.NORMAL,
    subject="苏州甲乙科技有限公司+example.com \udc80",
    sent_at=datetime(2026, 9, 15, 8, 59, tzinfo=UTC),
    references=("<a@b>", "<c@d>"),
    parts=(Part("a.jpg", b"\x00\xff", "image/jpeg", inside="x.eml"),),
)
PAPER = Paper(
    "a.pdf#page=2",
    512_001,
    "sha-a",
    Fate.MATERIAL,
    Material.BUSINESS_LICENSE,
    also=(Material.ID_CARD,),
    facts={
        "entity_name": Fact("苏州甲乙科技有限公司", sure=True, box=(1, 2, 3, 4), other="苏州甲乙科枝有限公司"),
        "sides": Fact(("portrait", "emblem")),
    },
    quality={"sharpness": 0.5, "fax": False, "why": "模糊"},
    notes=(FormNote("sample", "mobile", "手机"),),
    problem=Problem.DAMAGED,
)
DECISION = Decision(
    Outcome.INCOMPLETE,
    (Finding("MAT001", Verdict.FAIL, Material.BACKDROP_PHOTO, {"n": 1, "list": ["a", None], "d": {"x": 1.5}}),),
    (Material.BACKDROP_PHOTO,),
)


@pytest.mark.parametrize(
    "noun",
    [
        Submission(MAIL, SubjectLine("甲", ("a.example",), "initial", confident=True), (PAPER,), {"k": Fact("v")}),
        Submission(replace(MAIL, sent_at=None), SubjectLine()),
        PAPER,
        DECISION,
    ],
)
def test_what_is_read_back_equals_what_was_written(noun: object) -> None:
    assert codec.load(type(noun), codec.dump(noun)) == noun


def test_the_form_on_the_disk_is_plain_json_in_ascii() -> None:
    document = json.loads(codec.dump(DECISION).decode("ascii"))

    assert document["version"] == 1
    assert document["value"]["outcome"] == "INCOMPLETE"


def test_the_same_noun_is_always_the_same_bytes() -> None:
    assert codec.dump(replace(DECISION)) == codec.dump(DECISION)


def test_a_field_of_a_newer_version_is_dropped_and_a_field_that_was_not_known_yet_takes_its_default() -> None:
    document = json.loads(codec.dump(PAPER))
    document["value"]["new_field"] = 1
    del document["value"]["engine"]

    assert codec.load(Paper, json.dumps(document).encode()) == PAPER


def test_another_format_is_refused() -> None:
    with pytest.raises(codec.UnknownFormat, match="版本"):
        codec.load(Paper, b'{"version": 2, "value": {}}')
    with pytest.raises(codec.UnknownFormat, match="name"):
        codec.load(Paper, b'{"version": 1, "value": {}}')
