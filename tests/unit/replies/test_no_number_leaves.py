"""Nothing personal leaves in a reply, whatever stands in subject, form and papers (T084)."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.cases import enterprise_case
from tests.fakes.people import Person
from tests.unit.replies.writing import from_mail, reply

SEQUENCES = st.integers(1, 999).map(lambda n: f"{n:03}")
FIELDS = ("entity_name", "site_name", "access_provider", "home_url", "website_principal_name", "service_type")
SECRET = "Zq83kd"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(FIELDS))
def test_no_full_id_number_mobile_or_password_leaves(sequence: str, mobile: str, field: str) -> None:
    number = Person(sequence=sequence).id_number
    dirty = f"甲 {number} {mobile} 备案密码：{SECRET}"
    case = enterprise_case(
        website_principal_cert_no=number,
        entity_principal_mobile=mobile,
        facts={"domain_certificate": {"holder": dirty}},
        icp_password=SECRET,
        **{field: dirty},
    )
    made = reply(from_mail(case, subject=dirty))

    said = made.subject + made.text + made.html
    assert number not in said
    assert not re.search(rf"(?<!\d){mobile}(?!\d)", said)
    assert SECRET not in said


def test_our_own_telephone_is_not_masked() -> None:
    assert "0512-88868888" in reply(enterprise_case()).text
    assert "800001180" in reply(enterprise_case()).html
