"""Where many domains point to: none is called unresolved of which nobody could say anything."""

import socket
import time
from typing import Any

import pytest

from service.domain_lookup import look_up, lookup
from service.settings import DnsSettings, Settings

KNOWN = {"a.example": "192.0.2.9", "www.b.example": "192.0.2.8", "xn--fiqs8s.example": "192.0.2.7"}


@pytest.fixture(autouse=True)
def resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host's resolver, without a network."""

    def answer(host: str, *_: object, **__: object) -> list[Any]:
        if host == "slow.example":
            time.sleep(0.5)
        if host == "down.example":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if host not in KNOWN:
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (KNOWN[host], 0))]

    monkeypatch.setattr("service.domain_lookup.socket.getaddrinfo", answer)


def test_an_address_none_and_unknown_are_told_apart() -> None:
    asked = ("a.example", "b.example", "中国.example", "192.0.2.1", "none.example", "down.example", "a..b")

    assert look_up(asked) == {
        "a.example": ("192.0.2.9",),
        "b.example": ("192.0.2.8",),
        "中国.example": ("192.0.2.7",),
        "192.0.2.1": ("192.0.2.1",),
        "none.example": (),
        "down.example": None,
        "a..b": None,
    }


def test_what_is_not_known_in_time_is_left_out() -> None:
    assert look_up(("slow.example",), patience=0.05) == {}


def test_nothing_is_asked_of_the_network_unless_the_settings_say_so() -> None:
    assert lookup(Settings()) is None
    assert lookup(Settings(dns=DnsSettings(resolve=True))) is look_up
