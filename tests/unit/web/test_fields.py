"""The form beside the papers."""

import re
from dataclasses import replace

from filing.paper import Paper
from tests.fakes.browser import get
from tests.fakes.cases import enterprise_case, individual_case, paper
from tests.fakes.tools import page_app
from tests.fakes.views import MAIL_ID, case_view, desk, mail_row, render
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


UNREAD = {"business_license": {"uscc": None}, "website_principal_id": {"id_number": None}}


def test_a_paper_that_is_there_and_was_not_read_is_for_a_person_who_may_fill_it_in() -> None:
    row = fields(enterprise_case(facts=UNREAD).papers)["entity_cert_no"]

    assert row.state == "look"
    assert not row.readings
    assert [(origin.key, origin.name, origin.spot) for origin in row.unread] == [("uscc", "营业执照副本", None)]
    assert not fields(enterprise_case(facts=UNREAD).papers)["entity_name"].unread


def test_the_back_of_a_card_is_not_asked_for_a_number() -> None:
    back = paper("website_principal_id", {"sides": "emblem"}, sha256="sha-back")
    row = fields((*enterprise_case(facts=UNREAD).papers, back))["website_principal_cert_no"]

    assert [origin.paper for origin in row.unread] == ["sha-website_principal_id"]


def test_the_page_of_a_case_takes_what_was_not_read_and_what_the_form_lacks() -> None:
    submission = enterprise_case(entity_name=None, facts=UNREAD).latest
    views = desk()
    views.details["case-0007"] = replace(case_view(), letters=(Letter(mail_row(MAIL_ID), submission),))
    page = get(page_app(views, render), "/cases/case-0007").text

    assert "没有读出" in page
    for sha, key in (("sha-business_license", "uscc"), ("sha-form", "entity_name")):
        assert f'name="paper" value="{sha}"><input type="hidden" name="key" value="{key}"' in page


def test_the_card_of_an_individual_stands_for_the_licence() -> None:
    row = fields(individual_case().papers)["entity_cert_no"]

    assert [reading.origin.key for reading in row.readings] == ["id_number"]
    assert row.state == "same"


def test_numbers_are_masked_on_both_sides() -> None:
    row = fields(individual_case().papers)["website_principal_cert_no"]

    assert row.form
    assert "*" in row.form.value
    assert "*" in "".join(text for text, _ in row.readings[0].runs)


def test_a_masked_number_can_be_looked_at_and_a_name_or_a_password_cannot() -> None:
    shown = fields(enterprise_case(icp_password="Abc12345").papers)
    row = shown["website_principal_cert_no"]

    assert row.form
    assert row.form.veiled
    assert row.readings[0].row.veiled
    assert row.readings[0].origin.address.startswith(f"/papers/{MAIL_ID}/")
    assert not [key for key in ("entity_name", "icp_password") if (form := shown[key].form) and form.veiled]


def test_the_page_of_a_case_asks_for_the_purpose_beside_a_masked_number_of_a_paper() -> None:
    row = fields(enterprise_case().papers)["website_principal_cert_no"]
    assert row.origin
    page = get(page_app(desk(), render), "/cases/case-0007").text

    for origin in (row.origin, row.readings[0].origin):
        part = origin.address.rpartition("/")[2]
        form = re.search(f'action="/papers/{MAIL_ID}/{part}/reveal".*?</form>', page, re.DOTALL)
        assert form
        assert 'name="purpose"' in form[0]
    assert page.count('name="key" value="website_principal_cert_no"') >= 1
