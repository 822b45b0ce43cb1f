"""Numbers with valid check digits, written independently of the code that verifies them.

Sources: GB 11643-1999 (ID card), GB 32100-2015 (unified social credit code), GB 11714 (organisation code),
GS 15-2006 (15-digit registration number).
"""

from random import Random

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_number(county: str, birth: str, sequence: int) -> str:
    """18 characters. `county` has six digits, `birth` is YYYYMMDD, an odd `sequence` (0-999) is a man's."""
    body = f"{county}{birth}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def organisation_code(body: str) -> str:
    """Nine characters of eight."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, ORG_WEIGHTS, strict=True))
    return body + "0123456789X0"[11 - total % 11]


def credit_code(kind: str, county: str, body: str) -> str:
    """A unified social credit code. `kind` is its first two characters, such as 91 for an enterprise."""
    head = kind + county + organisation_code(body)
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(head))
    return head + USCC_ALPHABET[(31 - total % 31) % 31]


def registration_number(county: str, serial: str) -> str:
    """15 digits of the licences before 2015: county, eight digits, ISO 7064 MOD 11,10."""
    remainder = 10
    for digit in county + serial:
        remainder = ((remainder + int(digit)) % 10 or 10) * 2 % 11
    return county + serial + str((11 - remainder) % 10)


def random_organisation_body(rng: Random) -> str:
    """Eight characters that need no letter outside the credit code's alphabet, MA first as since 2015."""
    return "MA" + "".join(rng.choice("0123456789") for _ in range(6))


def random_mobile(rng: Random) -> str:
    """11 digits of the segment 160, which no operator uses."""
    return "160" + "".join(rng.choice("0123456789") for _ in range(8))
