"""Papers in a mail that a machine seems to have sent are seen by a person; a logo or a bounce is nothing."""

from dataclasses import replace

import pytest

from filing.mail import Part
from filing.terms import MailClass
from intake.machines import may_be_papers
from tests.fakes.cases import enterprise_case

MAIL = enterprise_case().latest.mail
PAPER, LOGO = Part("营业执照.JPG", b""), Part("image001.png", b"", inline=True, referenced=True)


@pytest.mark.parametrize(
    ("kind", "parts", "seen"),
    [
        (MailClass.LIST, (PAPER,), True),
        (MailClass.AUTO_REPLY, (LOGO, PAPER), True),
        (MailClass.LIST, (LOGO,), False),
        (MailClass.LIST, (), False),
        (MailClass.BOUNCE, (PAPER,), False),
        (MailClass.RECEIPT, (PAPER,), False),
        (MailClass.NORMAL, (PAPER,), False),
    ],
)
def test_who_is_seen(kind: MailClass, parts: tuple[Part, ...], seen: bool) -> None:
    assert may_be_papers(replace(MAIL, mail_class=kind, parts=parts)) is seen
