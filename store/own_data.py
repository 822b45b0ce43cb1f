"""All that is kept of one person (PIPL art. 45): read anew from every case, since no index may name people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from filing.access import Access
from filing.own_data import own_facts
from filing.paper import Paper
from filing.rulings import ruled
from store import dossier
from store.accesses import looks_at
from store.blobs import Blobs
from store.database import reading
from store.tables import cases, mails


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """What one paper says of them. `received_at`: of its mail; `looks`: who has opened it or a number on it."""

    reference: str
    access_province: str
    received_at: datetime
    paper: Paper
    facts: Mapping[str, str]
    looks: tuple[Access, ...]


class OwnData:
    """The reading side; what was erased is not there any more."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def cases(self) -> list[tuple[str, str, str]]:
        """All that are to be looked through: id, reference, access province."""
        there = (cases.c.erased_at.is_(None), cases.c.merged_into.is_(None))
        query = select(cases.c.id, cases.c.reference, cases.c.access_province).where(*there)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(cases.c.opened_at, cases.c.id))
            return [(row.id, row.reference, row.access_province) for row in rows]

    def of(self, number: str, case: tuple[str, str, str]) -> tuple[OwnPaper, ...]:
        """What of one of the cases is theirs: as people have corrected it."""
        return tuple(self._papers(number, *case))

    def _papers(self, number: str, case_id: str, reference: str, province: str) -> Iterator[OwnPaper]:
        with reading(self._engine) as connection:
            case = ruled(dossier.assemble(connection, self._blobs, case_id))
            for read in case.submissions:
                for place, paper in enumerate(read.papers, start=1):
                    if facts := own_facts(paper, number):
                        at = connection.execute(select(mails.c.received_at).where(mails.c.id == read.mail.sha256))
                        looks = looks_at(connection, read.mail.sha256, place)
                        yield OwnPaper(reference, province, at.scalar_one(), paper, facts, looks)
