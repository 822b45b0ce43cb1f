"""What no machine could compare, or what contradicts itself, is never complete."""

from dataclasses import replace

import pytest

from filing.case import Case
from filing.mail import SubjectLine
from filing.terms import Fate, Outcome, Verdict
from tests.fakes.cases import enterprise_case, fact, paper
from tests.fakes.people import Person
from tests.unit.checks.judging import found, judged


def scanned() -> Case:
    """The form came as a picture, of which only the title was read."""
    picture = paper("registration_form", {"title": "网站备案资料登记表"}, fate=Fate.MATERIAL, sha256="sha-scan")
    return enterprise_case(without=["registration_form"], add=[picture])


def test_a_form_of_which_no_field_was_read_waits_for_a_person() -> None:
    (finding,) = found(scanned(), "FRM001")

    assert (finding.verdict, finding.facts["reason"]) == (Verdict.UNSURE, "unreadable_form")
    assert judged(scanned()).outcome is Outcome.FOR_SPECIALIST


@pytest.mark.parametrize("where", ["subject", "body"])
def test_another_kind_that_is_said_without_a_number_is_a_question(where: str) -> None:
    line = SubjectLine(
        "苏州甲乙科技有限公司", ("example.com",), "add_access" if where == "subject" else None, confident=True
    )
    case = enterprise_case(subject_line=line)
    if where == "body":
        said = replace(case.latest, body={"filing_kind": fact("备案接入")})
        case = replace(case, submissions=(said,))
    (finding,) = found(case, "FRM013")

    assert (finding.facts["said"], finding.facts["number"]) == ("新增接入", False)
    assert not found(enterprise_case(), "FRM013")


def test_a_letter_with_another_valid_number_of_the_same_name_is_a_doubt() -> None:
    other = Person("李四", sequence="077").id_number
    case = enterprise_case(manager="李四", facts={"authorization_letter": {"name": "李四", "id_number": other}})

    assert [f.verdict for f in found(case, "NAM006")] == [Verdict.UNSURE]
    assert not found(enterprise_case(manager="李四"), "NAM006")
