"""Mails and papers in a bucket of an object store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filing.errors import ConfigurationRefused
from filing.mail import digest
from service.settings import Settings
from service.storage import open_blobs
from store.backup import Place, back_up, restore
from store.blobs import CANARY, BlobDamaged, Blobs
from store.bucket import Access, Bucket
from store.database import open_engine
from store.master_keys import Ring, only
from store.patience import StorageAway, is_passing
from tests.fakes.desk_store import DeskStore
from tests.fakes.s3_server import ACCESS_KEY, BUCKET, REGION, SECRET_KEY, S3Server

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
KEY = bytes(range(32))


@pytest.fixture
def server() -> Iterator[S3Server]:
    with S3Server() as running:
        yield running


def bucket(server: S3Server, secret: str = SECRET_KEY) -> Bucket:
    return Bucket(Access(f"s3://{BUCKET}/papers", server.endpoint, REGION, ACCESS_KEY, secret))


def test_what_is_put_comes_back_and_is_encrypted_and_stored_once(server: S3Server) -> None:
    blobs, content = Blobs(bucket(server), KEY), b"paper " * 100_000
    address = blobs.put(content)

    assert (address, blobs.get(address), blobs.has(address)) == (digest(content), content, True)
    stored = dict(server.files)
    assert set(stored) == {f"/{BUCKET}/papers/master-key-check", f"/{BUCKET}/papers/{address}"}
    assert all(b"paper" not in file for file in stored.values())
    blobs.put_all({address: content, digest(b"another"): b"another"})
    assert server.files[f"/{BUCKET}/papers/{address}"] == stored[f"/{BUCKET}/papers/{address}"]
    assert len(server.files) == 3


def test_a_missing_or_changed_file_is_never_served(server: S3Server) -> None:
    blobs = Blobs(bucket(server), KEY)
    address = blobs.put(b"paper")
    name = f"/{BUCKET}/papers/{address}"
    server.files[name] = server.files[name][:-1] + b"x"
    with pytest.raises(BlobDamaged):
        blobs.get(address)
    del server.files[name]
    with pytest.raises(BlobDamaged):
        blobs.get(address)


def test_a_host_with_another_master_key_is_refused(server: S3Server) -> None:
    Blobs(bucket(server), KEY)
    with pytest.raises(ConfigurationRefused, match="主密钥"):
        Blobs(bucket(server), KEY[::-1])


def test_a_store_that_is_away_or_refuses_us_is_waited_for(server: S3Server) -> None:
    blobs = Blobs(bucket(server), KEY)
    with pytest.raises(StorageAway, match="对象存储"):
        Blobs(bucket(server, "wrong"), KEY)
    server.down = True
    with pytest.raises(StorageAway) as trouble:
        blobs.get("0" * 64)
    assert is_passing(trouble.value)


def test_the_settings_name_bucket_and_key_files(server: S3Server, tmp_path: Path) -> None:
    for name, secret in (("access", ACCESS_KEY), ("secret", SECRET_KEY)):
        (tmp_path / name).write_text(secret + "\n", encoding="utf-8")
    table = {"url": f"s3://{BUCKET}", "endpoint": server.endpoint, "master_key_file": tmp_path / "key"}
    keys = {"access_key_file": tmp_path / "access", "secret_key_file": tmp_path / "secret"}

    blobs = open_blobs(Settings.model_validate({"data": tmp_path, "blobs": table | keys}))
    assert blobs.get(blobs.put(b"x")) == b"x"
    with pytest.raises(ConfigurationRefused, match="access_key_file"):
        open_blobs(Settings.model_validate({"data": tmp_path, "blobs": table}))


def test_everything_in_the_bucket_under_our_prefix_is_listed(server: S3Server) -> None:
    blobs = Blobs(bucket(server), KEY)
    stored = {blobs.put(f"paper {number}".encode()) for number in range(8)}
    server.files[f"/{BUCKET}/other/file"] = b"of somebody else"

    assert sorted(bucket(server).names()) == sorted({*stored, CANARY})


def test_t181_a_rotation_in_a_bucket_writes_each_file_anew_and_once(server: S3Server) -> None:
    before, ring = Blobs(bucket(server), KEY), Ring(KEY[::-1], only(KEY).fingerprint, old=KEY)
    address, during = before.put(b"paper " * 50_000), Blobs(bucket(server), ring)
    server.files[f"/{BUCKET}/papers/{'0' * 64}"] = b"short"

    assert (during.get(address), during.fingerprint("x")) == (b"paper " * 50_000, before.fingerprint("x"))
    assert [during.rewrap(name) for name in (address, CANARY, address, "1" * 64)] == [True, True, False, False]
    with pytest.raises(BlobDamaged):
        during.rewrap("0" * 64)
    assert Blobs(bucket(server), KEY[::-1]).get(address) == b"paper " * 50_000
    with pytest.raises(ConfigurationRefused, match="主密钥"):
        Blobs(bucket(server), KEY)


def test_a_desk_with_a_bucket_is_backed_up_and_restored_into_an_empty_one(server: S3Server, tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    desk.blobs = Blobs(bucket(server), KEY)
    address = desk.blobs.put(b"paper")
    backup = back_up(Place(desk.engine, bucket(server)), tmp_path / "backups", desk.clock.now())
    (tmp_path / "new").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'beian.db'}")
    server.files.clear()
    restore(Place(engine, bucket(server)), backup, None, lambda _: KEY)

    assert Blobs(bucket(server), KEY).get(address) == b"paper"
