"""Which fields of the form are due, and which another field has already answered."""

import pytest

from policy.resolve import PolicyOfDay
from tests.fakes.cases import Value, case_of, enterprise_case, form_paper, individual_case


def due(today: PolicyOfDay, **fields: Value) -> set[str]:
    return {f.key for f in today.asks(enterprise_case(**fields)).fields}


def test_a_complete_form_answers_every_field_that_is_due(today: PolicyOfDay) -> None:
    for case in (enterprise_case(), individual_case()):
        assert all(case.form_text(f.key) for f in today.asks(case).fields)


def test_investor_language_second_mobile_and_qq_are_never_due(today: PolicyOfDay) -> None:
    optional = {"investor", "language", "entity_principal_mobile2", "entity_principal_qq", "kind", "site_remark"}
    assert not due(today) & optional


def test_an_empty_form_owes_all_of_them(today: PolicyOfDay) -> None:
    fields = today.asks(case_of([form_paper({"entity_nature": "企业"})])).fields
    keys = {f.key for f in fields}
    assert {"entity_name", "entity_province", "entity_city", "entity_county", "site_name", "server_ips"} <= keys
    assert all(f.label and f.section and f.example and f.cites for f in fields)
    assert len(keys) == len(fields)


def test_an_address_that_names_them_answers_province_city_and_county(today: PolicyOfDay) -> None:
    assert not due(today, entity_province=None, entity_city=None, entity_county=None) & {
        "entity_province",
        "entity_city",
    }
    bare = {"entity_cert_address": "广西壮族自治区", "entity_mail_address": "某某路1号"}
    silent = dict.fromkeys(("entity_province", "entity_city", "entity_county"))
    assert due(today, **silent, **bare) >= {"entity_city", "entity_county"}


def test_a_valid_number_tells_what_certificate_it_is(today: PolicyOfDay) -> None:
    assert "entity_cert_type" not in due(today, entity_cert_type=None)
    assert "entity_cert_type" in due(today, entity_cert_type=None, entity_cert_no="A123")


@pytest.mark.parametrize("key", ["name", "cert_no"])
def test_the_legal_representative_stands_for_the_principal(today: PolicyOfDay, key: str) -> None:
    assert f"entity_principal_{key}" in due(today, **{f"entity_principal_{key}": None})
    assert f"entity_principal_{key}" not in due(today, **{f"legal_rep_{key}": "张三"})


def test_an_individual_is_their_own_principal(today: PolicyOfDay) -> None:
    case = individual_case(entity_principal_name=None, entity_principal_cert_no=None)
    assert not {f.key for f in today.asks(case).fields} & {"entity_principal_name", "entity_principal_cert_no"}


def test_examples_are_those_of_the_access_province(today: PolicyOfDay) -> None:
    for access, name in (("江苏", "中网科技（苏州）股份有限公司"), ("安徽", "安徽易速网络科技有限公司")):
        fields = {f.key: f for f in today.asks(enterprise_case(access=access)).fields}
        assert fields["access_provider"].example == name
        assert fields["server_location"].example == access


def test_people_of_the_tests_are_not_samples_of_the_form(today: PolicyOfDay) -> None:
    samples = today.asks(enterprise_case()).sample_values
    assert "某某公司" in samples
    assert not {"张三", "李四", "苏州某某科技有限公司"} & set(samples)
