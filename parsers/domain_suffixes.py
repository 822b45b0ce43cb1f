"""Where a domain's registrable part begins, by the public suffix list.

The list is the snapshot inside tldextract, read directly: importing the package costs half a second for an HTTP
client that is never used.
"""

import importlib.util
from functools import cache
from pathlib import Path

import idna

_FILES = frozenset({"zip", "mov"})
"""Suffixes that exist and are nearly always a file's extension here (备案资料.zip)."""


def registrable(host: str) -> str | None:
    """example.com.cn of www.Example.com.cn; None for an unknown suffix, a bare suffix, .zip and .mov.

    Chinese domains come back in Chinese (例子.中国), also if they were written as xn--.
    """
    labels = [_readable(label) for label in host.lower().strip(".").split(".")]
    if not all(labels) or labels[-1] in _FILES:
        return None
    length = _suffix_length(labels)
    return ".".join(labels[-length - 1 :]) if 0 < length < len(labels) else None


def _suffix_length(labels: list[str]) -> int:
    """Labels of the longest rule that matches; 0 if none does."""
    rules = _rules()
    for start in range(len(labels)):
        suffix = ".".join(labels[start:])
        if "!" + suffix in rules:
            return len(labels) - start - 1
        if suffix in rules or "*." + suffix.partition(".")[2] in rules:
            return len(labels) - start
    return 0


def _readable(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label


@cache
def _rules() -> frozenset[str]:
    """The ICANN part of the list: github.io is a customer's address, but nobody files under it."""
    spec = importlib.util.find_spec("tldextract")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("tldextract")
    text = (Path(spec.origin).parent / ".tld_set_snapshot").read_text(encoding="utf-8")
    lines = text.partition("===BEGIN PRIVATE DOMAINS===")[0].splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("//"))
