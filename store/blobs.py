"""Bytes at rest: content-addressed, encrypted, and on the disk before anybody is told so."""

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from filing.errors import ConfigurationRefused, DeskError
from filing.mail import digest
from store.shelf import Folder, Shelf, sync_folder, write_durably

_MAGIC = b"BLOB1\n"
_NONCE = 12
WRITERS = 4
_WRAPPED = 32 + 16  # a 256-bit data key and its tag
_HEAD = len(_MAGIC) + _NONCE + _WRAPPED + _NONCE
_PIECE = 256 * 1024  # encrypted and written at a time: stays in the processor's cache
_BLOCK = 16
CANARY = "master-key-check"


class BlobDamaged(DeskError):
    """A stored file is missing or not what was stored: it is never served."""


def load_or_make_key(path: Path) -> bytes:
    """The 32-byte master key, made at the first start with mode 0600.

    Raises ConfigurationRefused if the file cannot be used. The file must be backed up apart from the database.
    """
    try:
        if not path.exists():
            _make_key(path)
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as trouble:
        message = f"主密钥文件 {path} 无法使用：{trouble}。"
        raise ConfigurationRefused(message, "请恢复备份的密钥文件，并确认当前用户可以读写它。") from trouble
    if len(key) != 32:
        raise ConfigurationRefused(f"主密钥文件 {path} 的长度不对。", "请恢复备份的密钥文件。")
    return key


def _make_key(path: Path) -> None:
    """Two processes may start for the first time together: the first key stays."""
    mine = path.with_name(f".{path.name}.{os.getpid()}")
    write_durably(mine, [secrets.token_bytes(32).hex().encode()])
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
    sync_folder(path.parent)


class Blobs:
    """Encrypted files in a folder or a bucket, each named by the SHA-256 of its plain bytes.

    Each file has its own random data key, wrapped by the master key (AES-256-GCM); the address is authenticated with
    both, so that a file moved to another name does not open. Raises ConfigurationRefused if the place cannot be
    written or was encrypted with another master key.
    """

    def __init__(self, place: Path | Shelf, key: bytes) -> None:
        self._shelf: Shelf = Folder(place) if isinstance(place, Path) else place
        self._master = AESGCM(key)
        self._fingerprint_key = hashlib.sha256(b"fingerprint" + key).digest()
        self._prove_key()

    def put(self, content: bytes) -> str:
        """Store and return the address. Safe on the disk when it returns; twice the same is stored once."""
        address = digest(content)
        self._keep(address, content)
        return address

    def put_all(self, contents: Mapping[str, bytes]) -> None:
        """Several at once, by their addresses: the disk is asked to be safe in parallel, which it does in one go."""
        if len(contents) == 1:
            self._keep(*next(iter(contents.items())))
            return
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="blobs") as writers:
            list(writers.map(self._keep, contents.keys(), contents.values()))

    def _keep(self, address: str, content: bytes) -> None:
        if not self._shelf.keeps(address):
            self._shelf.write(address, self._sealed(address, content))

    def get(self, address: str) -> bytes:
        """The plain bytes. Raises BlobDamaged if they are missing or were changed."""
        try:
            content = self._unseal(address, self._shelf.read(address))
        except (OSError, InvalidTag) as trouble:
            message = f"存档文件 {address[:12]}… 缺失或已损坏。"
            raise BlobDamaged(message, "请从备份恢复该文件，然后运行 beian fsck。") from trouble
        if hashlib.sha256(content).hexdigest() != address:
            raise BlobDamaged(f"存档文件 {address[:12]}… 与登记的校验值不符。", "请从备份恢复该文件。")
        return content

    def has(self, address: str) -> bool:
        """True if there is a file of that name; get() says whether it is sound."""
        return self._shelf.keeps(address)

    @property
    def shelf(self) -> Shelf:
        """Where the encrypted files lie."""
        return self._shelf

    def fingerprint(self, text: str) -> str:
        """A keyed hash for comparing personal numbers without storing them."""
        return hmac.new(self._fingerprint_key, text.encode(), "sha256").hexdigest()

    def _sealed(self, address: str, content: bytes) -> Iterator[bytes | memoryview]:
        """The encrypted file in pieces, each to be written before the next is asked for: they share one buffer."""
        name, key = address.encode(), secrets.token_bytes(32)
        outer, inner = secrets.token_bytes(_NONCE), secrets.token_bytes(_NONCE)
        yield _MAGIC + outer + self._master.encrypt(outer, key, name) + inner
        cipher = Cipher(AES(key), GCM(inner)).encryptor()
        cipher.authenticate_additional_data(name)
        plain, buffer = memoryview(content), memoryview(bytearray(_PIECE + _BLOCK))
        for start in range(0, len(plain), _PIECE):
            yield buffer[: cipher.update_into(plain[start : start + _PIECE], buffer)]
        yield cipher.finalize() + cipher.tag

    def _unseal(self, address: str, sealed: bytes) -> bytes:
        if not sealed.startswith(_MAGIC) or len(sealed) < _HEAD:
            raise InvalidTag
        outer, rest = sealed[len(_MAGIC) :][:_NONCE], sealed[len(_MAGIC) + _NONCE :]
        wrapped, inner, body = rest[:_WRAPPED], rest[_WRAPPED:][:_NONCE], rest[_WRAPPED + _NONCE :]
        key = self._master.decrypt(outer, wrapped, address.encode())
        return AESGCM(key).decrypt(inner, body, address.encode())

    def _prove_key(self) -> None:
        """The first file of all proves at every start that the master key is the right one."""
        try:
            if not self._shelf.keeps(CANARY):
                self._shelf.write(CANARY, self._sealed(CANARY, b"ok"))
            self._unseal(CANARY, self._shelf.read(CANARY))
        except OSError as trouble:
            message = f"{self._shelf} 无法读写：{trouble.strerror}。"
            raise ConfigurationRefused(message, "请检查目录权限和磁盘空间。") from trouble
        except InvalidTag as wrong:
            message = f"主密钥与{self._shelf}不匹配，无法解密已有文件。"
            raise ConfigurationRefused(message, "请恢复与它一同备份的密钥文件。") from wrong
