"""The form beside the papers."""

from filing.paper import Paper
from tests.fakes.cases import enterprise_case, individual_case
from tests.fakes.views import MAIL_ID, mail_row
from web.fields import FieldRow, field_rows
from web.views import Letter


def fields(papers: tuple[Paper, ...]) -> dict[str, FieldRow]:
    submission = enterprise_case().latest
    whole = Letter(mail_row(MAIL_ID), type(submission)(submission.mail, submission.subject_line, papers))
    return {row.key: row for row in field_rows([whole])}


def test_what_agrees_and_is_sure_is_the_same() -> None:
    assert fields(enterprise_case().papers)["entity_name"].state == "same"


def test_one_other_reading_is_a_difference_and_its_characters_are_marked() -> None:
    row = fields(enterprise_case(entity_name="苏州甲乙科技公司").papers)["entity_name"]

    assert row.state == "differs"
    assert ("有限", False) in row.readings[0].runs


def test_what_is_not_sure_is_for_a_person() -> None:
    assert fields(enterprise_case(unsure=["business_license"]).papers)["entity_cert_no"].state == "look"


def test_what_no_paper_says_stands_alone_and_what_the_form_lacks_is_shown_all_the_same() -> None:
    assert fields(enterprise_case().papers)["access_method"].state == "alone"
    assert fields(enterprise_case(entity_name=None).papers)["entity_name"].form is None


def test_the_card_of_an_individual_stands_for_the_licence() -> None:
    row = fields(individual_case().papers)["entity_cert_no"]

    assert [reading.origin.key for reading in row.readings] == ["id_number"]
    assert row.state == "same"


def test_numbers_are_masked_on_both_sides() -> None:
    row = fields(individual_case().papers)["website_principal_cert_no"]

    assert row.form
    assert "*" in row.form.value
    assert "*" in "".join(text for text, _ in row.readings[0].runs)
