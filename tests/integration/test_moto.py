"""The bucket on somebody else's S3: moto, where its command is on the path (PyPI, `moto[server]`; no dependency).

Our own fake checks signatures, moto speaks the protocol as its authors read it: names, pages, headers, errors.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException

import pytest

from filing.mail import digest
from store.blobs import CANARY, BlobDamaged, Blobs
from store.bucket import Access, Bucket
from tests.fakes.dovecot import free_port

SERVER = shutil.which("moto_server")
pytestmark = [
    pytest.mark.servers,
    pytest.mark.enable_socket,
    pytest.mark.skipif(
        SERVER is None, reason="moto_server is not installed: 300 MB for a test that our own fake repeats"
    ),
]
KEY = bytes(range(32))


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([str(SERVER), "-H", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL)
    try:
        _make_bucket(port)
        yield Bucket(Access("s3://desk/papers", endpoint, "us-east-1", "test", "test"))
    finally:
        process.terminate()
        process.wait(10)


def _make_bucket(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("PUT", "/desk")
            line.getresponse().close()
        except (OSError, HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def test_what_is_put_comes_back_and_what_is_not_there_is_damaged(bucket: Bucket) -> None:
    blobs, content = Blobs(bucket, KEY), b"paper " * 100_000
    address = blobs.put(content)
    blobs.put_all({address: content, digest(b"another"): b"another"})

    assert (blobs.get(address), blobs.has(address)) == (content, True)
    sealed = bucket.read(address)
    assert (bucket.head(address, 78), bucket.head(address, len(sealed) + 9)) == (sealed[:78], sealed)
    with pytest.raises(BlobDamaged):
        blobs.get("0" * 64)


def test_a_thousand_and_more_papers_are_listed_whole(bucket: Bucket) -> None:
    blobs = Blobs(bucket, KEY)
    put = {blobs.put(str(number).encode()) for number in range(1005)}

    assert {name for name in bucket.names() if name != CANARY} == put
