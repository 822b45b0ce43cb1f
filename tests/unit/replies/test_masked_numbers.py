"""Two numbers that look the same once they are masked: the customer is told where they differ."""

from tests.fakes.cases import enterprise_case
from tests.fakes.people import uscc
from tests.unit.replies.writing import reply


def test_the_place_is_named_where_the_masked_numbers_look_alike() -> None:
    right = uscc()
    wrong = right[:9] + ("O" if right[9] == "0" else "0") + right[10:]
    text = reply(enterprise_case(entity_cert_no=wrong)).text

    assert "（第 10 位不同）" in text
    assert right not in text
