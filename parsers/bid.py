"""Recognisers bid for a page; the best bid wins, a near tie is for a person."""

from collections.abc import Callable
from dataclasses import dataclass

from filing.terms import Material
from parsers.layout import Values
from parsers.page import Page

ENOUGH = 5.0  # a bid below this recognises nothing


@dataclass(frozen=True, slots=True)
class Bid:
    """How sure a recogniser is that the page is its material. `titled`: the page itself says what it is."""

    score: float
    titled: bool = False


NO_BID = Bid(0.0)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One kind of paper: how it is recognised and what is read from it."""

    material: Material
    bid: Callable[[Page], Bid]
    read: Callable[[Page], Values]
