"""What a limited child is asked to do. Everything here opens a stranger's bytes."""

from functools import cache

from filing.mail import Mail, Part, RawMail
from filing.paper import Paper
from filing.ports import Reader
from parsers.ocr import make_reader


def parse(raw: RawMail, own_addresses: frozenset[str], authserv_id: str) -> Mail:
    """Bytes → Mail."""
    from parsers.mail import parse_mail

    return parse_mail(raw, own_addresses, authserv_id)


def read(part: Part, engine: str) -> tuple[Paper, ...]:
    """One attachment → its papers."""
    from parsers.attachment import read_attachment

    return read_attachment(part, _reader(engine))


def show(content: bytes, sha256: str, page: int, mark: str) -> bytes | None:
    """One page of the file with this hash, which is the content or is packed in it → our own JPEG, marked."""
    from parsers.preview import preview

    return preview(content, sha256, page, mark)


@cache
def _reader(engine: str) -> Reader:
    """The engine with its models stays in the child between jobs."""
    return make_reader(engine)
