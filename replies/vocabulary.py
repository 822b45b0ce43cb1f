"""The names that a wording may use, so that a misspelt one is refused before a customer is to be answered."""

from dataclasses import fields

from policy.requirements import Provider, Requirements
from replies.enquiry import Answer
from replies.letter import Item

SHARED = ("asks", "provider", "own_domains")
LETTER = frozenset(
    {
        *SHARED,
        *("name", "domains", "received_at", "their_subject", "reference", "accepted", "doubtful", "unopened", "lists"),
        *("notes", "f", "others", "blank_forms", "automatic", "answer"),
    }
)
"""Of body.txt, body.html, subject.txt and the parts whose names begin with `_`."""

FINDING = frozenset({*SHARED, "subject_example", "f", "each", "verdict", "material"})
"""Of findings/<CODE>.txt."""

MEMBERS = {
    "provider": frozenset(f.name for f in fields(Provider)),
    "asks": frozenset(f.name for f in fields(Requirements)),
    "item": frozenset(f.name for f in fields(Item)),
    "note": frozenset(f.name for f in fields(Item)),
    "answer": frozenset(f.name for f in fields(Answer)),
}
"""What may stand after the dot of a name whose members are the same in every wording."""
