"""What was read from a file is kept by its hash: the same bytes are never read twice by the same engine."""

from sqlalchemy import Engine, insert, select

from filing.paper import Paper
from store import codec
from store.blobs import Blobs
from store.database import reading, writing
from store.tables import readings


class Readings:
    """Encrypted papers by (sha256 of the content, name and version of the engine)."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def get(self, content: str, engine: str) -> tuple[Paper, ...] | None:
        """What was kept, or None."""
        query = select(readings.c.papers).where(readings.c.content == content, readings.c.engine == engine)
        with reading(self._engine) as connection:
            address = connection.execute(query).scalar_one_or_none()
        return codec.load(tuple[Paper, ...], self._blobs.get(address)) if address else None

    def keys(self, engine: str) -> tuple[str, ...]:
        """The contents that this engine has read."""
        with reading(self._engine) as connection:
            return tuple(connection.execute(select(readings.c.content).where(readings.c.engine == engine)).scalars())

    def keep(self, content: str, engine: str, papers: tuple[Paper, ...]) -> None:
        """Keep a reading; the first one stays."""
        address = self._blobs.put(codec.dump(papers))
        with writing(self._engine, content) as connection:
            query = select(readings.c.papers).where(readings.c.content == content, readings.c.engine == engine)
            if connection.execute(query).first() is None:
                connection.execute(insert(readings).values(content=content, engine=engine, papers=address))
