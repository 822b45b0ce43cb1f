"""Groups 7 to 9 and 11 to 13 of the hostile input (T077-T104, T141-T179): each number is in the name of a test."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[2]
MAIL = {*range(77, 105), *range(141, 180)}


def test_every_number_about_mail_has_a_test_that_bears_it() -> None:
    names = [
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    held = {int(number) for name in names for number in re.findall(r"_t(\d{3})(?=_)", name)}

    assert not MAIL - held
