"""The only door to the object store: encrypted files in an S3-compatible bucket, for desks of several hosts."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from store.patience import StorageAway
from store.shelf import Pieces

if TYPE_CHECKING:  # a shape that exists for type checkers only
    from obstore.store import S3Config

AT_ONCE = 4
PATIENCE = timedelta(seconds=30)  # for one request with its retries; jobs have more


@dataclass(frozen=True, slots=True)
class Access:
    """`url`: s3://bucket or s3://bucket/prefix; `endpoint`: of a server that is not Amazon's, "" = Amazon's."""

    url: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str


class Bucket:
    """A Shelf. A file is safe when the server has said so; what it encrypts by itself is encrypted twice."""

    def __init__(self, access: Access) -> None:
        config: S3Config = {
            "region": access.region,
            "access_key_id": access.access_key,
            "secret_access_key": access.secret_key,
        }
        if access.endpoint:
            config["endpoint"] = access.endpoint
        self._name = access.url
        self._store = S3Store.from_url(
            access.url,
            config=config,
            client_options={
                "timeout": "60s",
                "connect_timeout": "5s",
                "allow_http": access.endpoint.startswith("http:"),
            },
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    def __str__(self) -> str:
        return f"对象存储 {self._name}"

    def keeps(self, name: str) -> bool:
        """See Shelf."""
        try:
            with self._asking():
                obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def write(self, name: str, pieces: Pieces) -> None:
        """See Shelf."""
        with self._asking():
            obstore.put(self._store, name, b"".join(bytes(piece) for piece in pieces), use_multipart=False)

    def write_new(self, files: Mapping[str, Pieces]) -> None:
        """See Shelf. Several at a time: the server is far away."""
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="bucket") as hands:
            list(hands.map(self._write_new, files.keys(), files.values()))

    def _write_new(self, name: str, pieces: Pieces) -> None:
        if not self.keeps(name):
            self.write(name, pieces)

    def read(self, name: str) -> bytes:
        """See Shelf."""
        with self._asking():
            return bytes(obstore.get(self._store, name).bytes())

    def head(self, name: str, size: int) -> bytes:
        """See Shelf."""
        with self._asking():
            return bytes(obstore.get_range(self._store, name, start=0, length=size))

    def names(self) -> Iterator[str]:
        """See Shelf."""
        with self._asking():
            for batch in obstore.list(self._store):
                yield from (entry["path"] for entry in batch)

    def remove(self, name: str, idle: float) -> bool:
        """See Shelf. `keeps` leaves no trace here: only what was written lately is spared."""
        try:
            with self._asking():
                written = obstore.head(self._store, name)["last_modified"]
                if datetime.now(UTC) - written < timedelta(seconds=idle):
                    return False
                obstore.delete(self._store, name)
        except FileNotFoundError:
            return True
        return True

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as trouble:
            said = str(trouble).splitlines()[0][:200]
            raise StorageAway(f"{self} 没有应答或拒绝访问：{said}", "请检查对象存储的地址、密钥和网络。") from trouble
