"""Names of organisations beside their labels: how many lines a name runs over is decided by how names end."""

from collections.abc import Iterator

from parsers import values
from parsers.layout import Fields, Value


def organisations(fields: Fields, key: str, below: bool = False) -> Iterator[Value]:
    """The names beside every label of this key, top to bottom.

    A name runs over as many lines as still end like a name: an address whose own label is covered by a seal must not
    be taken for the name's second line.
    """
    readings = (fields.all(key, lines, below) for lines in (3, 2, 1))
    for longest_first in zip(*readings, strict=True):
        named = [v.now(name) for v in longest_first if (name := values.organisation(str(v.text)))]
        if named:
            yield next((v for v in named if values.is_organisation(str(v.text))), named[0])
