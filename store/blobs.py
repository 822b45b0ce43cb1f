"""Bytes at rest: content-addressed, encrypted, and on the disk before anybody is told so."""

import contextlib
import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import RawIOBase
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from filing.errors import ConfigurationRefused, DeskError
from filing.mail import digest

_MAGIC = b"BLOB1\n"
_NONCE = 12
WRITERS = 4
_WRAPPED = 32 + 16  # a 256-bit data key and its tag
_HEAD = len(_MAGIC) + _NONCE + _WRAPPED + _NONCE
_PIECE = 256 * 1024  # encrypted and written at a time: stays in the processor's cache
_BLOCK = 16
_CANARY = "master-key-check"


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
    _write_durably(mine, [secrets.token_bytes(32).hex().encode()])
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
    _sync_folder(path.parent)


class Blobs:
    """A folder of encrypted files, each named by the SHA-256 of its plain bytes.

    Each file has its own random data key, wrapped by the master key (AES-256-GCM); the address is authenticated with
    both, so that a file moved to another name does not open. Raises ConfigurationRefused if the folder cannot be
    written or was encrypted with another master key.
    """

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._master = AESGCM(key)
        self._fingerprint_key = hashlib.sha256(b"fingerprint" + key).digest()
        self._open_root()

    def put(self, content: bytes) -> str:
        """Store and return the address. Safe on the disk when it returns; twice the same is stored once."""
        address = digest(content)
        path = self._path(address)
        if path.exists():
            _sync_folder(path.parent)  # whoever wrote it may not have come that far yet
        else:
            _write_durably(path, self._sealed(address, content))
        return address

    def put_all(self, contents: Sequence[bytes]) -> None:
        """The same for several at once: the disk is asked to be safe in parallel, which it does in one go."""
        if len(contents) == 1:
            self.put(contents[0])
            return
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="blobs") as writers:
            list(writers.map(self.put, contents))

    def get(self, address: str) -> bytes:
        """The plain bytes. Raises BlobDamaged if they are missing or were changed."""
        try:
            content = self._unseal(address, self._path(address).read_bytes())
        except (OSError, InvalidTag) as trouble:
            message = f"存档文件 {address[:12]}… 缺失或已损坏。"
            raise BlobDamaged(message, "请从备份恢复该文件，然后运行 beian fsck。") from trouble
        if hashlib.sha256(content).hexdigest() != address:
            raise BlobDamaged(f"存档文件 {address[:12]}… 与登记的校验值不符。", "请从备份恢复该文件。")
        return content

    def has(self, address: str) -> bool:
        """True if there is a file of that name; get() says whether it is sound."""
        return self._path(address).exists()

    def fingerprint(self, text: str) -> str:
        """A keyed hash for comparing personal numbers without storing them."""
        return hmac.new(self._fingerprint_key, text.encode(), "sha256").hexdigest()

    def _path(self, address: str) -> Path:
        return self._root / address[:2] / address

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

    def _open_root(self) -> None:
        """The first file in the folder proves at every start that the master key is the right one."""
        canary = self._root / _CANARY
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for first in range(256):  # made once and safe, so that a new file needs its own folder's fsync only
                (self._root / f"{first:02x}").mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self._root)
            if not canary.exists():
                _write_durably(canary, self._sealed(_CANARY, b"ok"))
            self._unseal(_CANARY, canary.read_bytes())
        except OSError as trouble:
            message = f"存档目录 {self._root} 无法读写：{trouble.strerror}。"
            raise ConfigurationRefused(message, "请检查目录权限和磁盘空间。") from trouble
        except InvalidTag as wrong:
            message = f"主密钥与存档目录 {self._root} 不匹配，无法解密已有文件。"
            raise ConfigurationRefused(message, "请恢复与该存档目录一同备份的密钥文件。") from wrong


def _write_durably(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Whole or not at all: a temporary file, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            for piece in pieces:
                _write_all(file, memoryview(piece))
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_all(file: RawIOBase, rest: memoryview) -> None:
    """A plain write may take less than it is given, as on a disk that is nearly full."""
    while rest:
        rest = rest[file.write(rest) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
