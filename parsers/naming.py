"""Names of organisations beside their labels: how many lines a name runs over is decided by how names end."""

import re
from collections.abc import Iterator

from parsers import values
from parsers.layout import Fields, Value

_TYPE = re.compile(
    r"[类型]{0,2}(?:(?:其他)?有限责任公司|(?:其他)?股份有限公司|个体(?:工商户|经营)|个人独资|(?:有限|普通|特殊普通)合伙|集体|国有|全民所有|外商|内资|联营|股份合作|农民专业)"
)


def organisations(fields: Fields, key: str, below: bool = False) -> Iterator[Value]:
    """The names beside every label of this key, top to bottom.

    A name runs over as many lines as still end like a name: an address whose own label is covered by a seal must not
    be taken for the name's second line.
    """
    readings = (fields.all(key, lines, below) for lines in (3, 2, 1))
    for longest_first in zip(*readings, strict=True):
        named = [v.now(name) for v in longest_first if (name := values.organisation(str(v.text)))]
        if named:
            yield next((v for v in named if _whole(str(v.text), str(named[-1].text))), named[0])


def _whole(name: str, first_line: str) -> bool:
    """Ends as names end; a company's type on the next line, whose own label was not seen, is no part of it."""
    more = name.removeprefix(first_line)
    runs_into_type = values.is_organisation(first_line) and bool(more) and bool(_TYPE.match(more))
    return values.is_organisation(name) and not runs_into_type
