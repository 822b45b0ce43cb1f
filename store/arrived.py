"""Of what the platform lists, what has come by mail: asked of all provinces, for an entry that is deleted is gone."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from filing.names import fold
from filing.platform import PlatformEntry
from store.database import reading
from store.keys import fold_domain
from store.tables import case_keys, mails


@dataclass(frozen=True, slots=True)
class Arrived:
    """Callable: whether an entry's domain, or without one its name, is in a case or in the subject of a loose mail."""

    known: frozenset[tuple[str, str]]
    loose: str

    def __call__(self, entry: PlatformEntry) -> bool:
        """In doubt it has come: nobody's entry is deleted because a mail waits for a person."""
        if domain := fold_domain(entry.domain):
            return ("domain", domain) in self.known or domain in self.loose
        return ("entity", fold(entry.entity_name)) in self.known or entry.entity_name in self.loose


def arrived(engine: Engine) -> Arrived:
    """As of now."""
    keys = select(case_keys.c.kind, case_keys.c.value).where(case_keys.c.kind.in_(("domain", "entity")))
    subjects = select(mails.c.subject).where(mails.c.case_id.is_(None), mails.c.subject.is_not(None))
    with reading(engine) as connection:
        known = frozenset((kind, value) for kind, value in connection.execute(keys))
        loose = "\n".join(connection.execute(subjects).scalars()).lower()
    return Arrived(known, loose)
