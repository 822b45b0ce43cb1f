"""Text files that are tables: CSV, and HTML that calls itself a spreadsheet."""

import re

from filing.mail import Part
from parsers.charsets import decode_text

_TABLE_NAME = re.compile(r"\.(?:csv|xlsx?|et|xml|tsv)$", re.IGNORECASE)


def holds_table(part: Part) -> bool:
    """By the name where it says so, by a <table>, or by two lines with the same two or more separators."""
    if _TABLE_NAME.search(part.name):
        return True
    head = part.content[:20_000]
    if b"<table" in head.lower() or b"<worksheet" in head.lower():
        return True
    lines = [line for line in decode_text(head)[0].splitlines() if line.strip()][:20]
    return any(sum(line.count(mark) >= 2 for line in lines) >= 2 for mark in (",", "\t", "，"))
