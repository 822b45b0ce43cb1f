"""Fictitious people and companies: every check digit holds, every county code (…99) is unassigned."""

from dataclasses import dataclass

from filing.places import PROVINCES

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def id_number(province: str = "江苏", birth: str = "19800101", sequence: str = "001") -> str:
    """An 18-digit citizen ID number of a province, with its check digit (GB 11643)."""
    body = f"{PROVINCES[province].gb2}0199{birth}{sequence}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def org_code(body: str) -> str:
    """Nine characters of an organisation code, the last its check (GB 11714), without the dash."""
    check = 11 - sum(_ORG_ALPHABET.index(c) * w for c, w in zip(body, _ORG_WEIGHTS, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def uscc(province: str = "江苏", kind: str = "91", serial: str = "MA00000") -> str:
    """A unified social credit code (GB 32100) whose registering authority is in a province."""
    body = f"{kind}{PROVINCES[province].gb2}0199{org_code(serial + '1')}"
    total = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _USCC_ALPHABET[(31 - total % 31) % 31]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an ID card of a province."""

    name: str = "张三"
    province: str = "江苏"
    sequence: str = "001"

    @property
    def id_number(self) -> str:
        """Their citizen ID number."""
        return id_number(self.province, sequence=self.sequence)

    @property
    def address(self) -> str:
        """The 住址 of their ID card."""
        return f"{PROVINCES[self.province].full}某某市样例路{int(self.sequence)}号"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company of a province; `kind` is the USCC prefix (91 enterprise, 12 public institution …)."""

    name: str = "苏州甲乙科技有限公司"
    province: str = "江苏"
    kind: str = "91"

    @property
    def uscc(self) -> str:
        """Its unified social credit code."""
        return uscc(self.province, self.kind)

    @property
    def address(self) -> str:
        """The 住所 of its licence."""
        return f"{PROVINCES[self.province].full}某某市样例大道8号1室"
