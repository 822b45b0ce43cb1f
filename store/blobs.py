"""Bytes at rest: content-addressed, encrypted, and on the disk before anybody is told so."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from filing.errors import ConfigurationRefused, DeskError
from filing.mail import digest
from store.master_keys import Keys, only
from store.shelf import Folder, Shelf

_MAGIC = b"BLOB1\n"
_NONCE = 12
_WRAPPED = 32 + 16  # a 256-bit data key and its tag
_HEAD = len(_MAGIC) + _NONCE + _WRAPPED + _NONCE
_PIECE = 256 * 1024  # encrypted and written at a time: stays in the processor's cache
_BLOCK = 16
CANARY = "master-key-check"
_FIRST, _ROTATED = b"ok", b"rotated"  # what it holds; the lengths differ, which `generation` relies on


class BlobDamaged(DeskError):
    """A stored file is missing or not what was stored: it is never served."""


def generation(canary: bytes) -> str:
    """Which rotation the stored files have seen, for one who has no key; "" before the first."""
    body = canary[_HEAD - _NONCE :]  # a re-wrapping leaves it alone
    return "" if len(body) == _NONCE + len(_FIRST) + _BLOCK else hashlib.sha256(body).hexdigest()[:8]


class Blobs:
    """Encrypted files in a folder or a bucket, each named by the SHA-256 of its plain bytes.

    Each file has its own random data key, wrapped by a master key (AES-256-GCM); the address is authenticated with
    both, so that a file moved to another name does not open. A key in bytes is one that is never rotated. Raises
    ConfigurationRefused if the place cannot be written or was encrypted with another master key.
    """

    def __init__(self, place: Path | Shelf, keys: bytes | Keys) -> None:
        self._shelf: Shelf = Folder(place) if isinstance(place, Path) else place
        self._keys: Keys = only(keys) if isinstance(keys, bytes) else keys
        self._prove_key()

    def put(self, content: bytes) -> str:
        """Store and return the address. Safe on the disk when it returns; twice the same is stored once."""
        address = digest(content)
        self.put_all({address: content})
        return address

    def put_all(self, contents: Mapping[str, bytes]) -> None:
        """Several at once, by their addresses, each as with `put`."""
        self._shelf.write_new({address: self._sealed(address, content) for address, content in contents.items()})

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
        return hmac.new(self._keys.fingerprint, text.encode(), "sha256").hexdigest()

    def _sealed(self, address: str, content: bytes) -> Iterator[bytes | memoryview]:
        """The encrypted file in pieces, each to be written before the next is asked for: they share one buffer."""
        name, key = address.encode(), secrets.token_bytes(32)
        inner = secrets.token_bytes(_NONCE)
        yield _MAGIC + self._wrapped(address, key) + inner
        cipher = Cipher(AES(key), GCM(inner)).encryptor()
        cipher.authenticate_additional_data(name)
        plain, buffer = memoryview(content), memoryview(bytearray(_PIECE + _BLOCK))
        for start in range(0, len(plain), _PIECE):
            yield buffer[: cipher.update_into(plain[start : start + _PIECE], buffer)]
        yield cipher.finalize() + cipher.tag

    def _unseal(self, address: str, sealed: bytes) -> bytes:
        key, _ = self._data_key(address, sealed)
        return AESGCM(key).decrypt(sealed[_HEAD - _NONCE : _HEAD], sealed[_HEAD:], address.encode())

    def _wrapped(self, address: str, key: bytes) -> bytes:
        """A data key under the master key that writes."""
        outer = secrets.token_bytes(_NONCE)
        return outer + AESGCM(self._keys.all()[0]).encrypt(outer, key, address.encode())

    def _data_key(self, address: str, sealed: bytes) -> tuple[bytes, bool]:
        """The file's own key, and whether the master key that writes has wrapped it. Raises InvalidTag."""
        if not sealed.startswith(_MAGIC) or len(sealed) < _HEAD:
            raise InvalidTag
        outer, wrapped = sealed[len(_MAGIC) :][:_NONCE], sealed[len(_MAGIC) + _NONCE : _HEAD - _NONCE]
        for place, master in enumerate(self._keys.all()):
            with suppress(InvalidTag):
                return AESGCM(master).decrypt(outer, wrapped, address.encode()), place == 0
        raise InvalidTag

    def rewrap(self, address: str) -> bool:
        """Put the file's data key under the master key that writes; whether that was still to do.

        The file is written anew: a head that is changed in place may be read when it is half changed, or be half
        changed for ever. Raises BlobDamaged if no key opens the head.
        """
        try:
            if self._data_key(address, self._shelf.head(address, _HEAD))[1]:
                return False
            sealed = self._shelf.read(address)
            key, _ = self._data_key(address, sealed)
        except FileNotFoundError:  # swept away since it was listed
            return False
        except InvalidTag as trouble:
            raise BlobDamaged(f"存档文件 {address[:12]}… 已损坏，没有重新加密。", "请运行 beian fsck。") from trouble
        rest = memoryview(sealed)[_HEAD - _NONCE :]
        self._shelf.write(address, [_MAGIC + self._wrapped(address, key), rest])
        return True

    def end_rotation(self) -> None:
        """From now on backups begin anew: see `generation`."""
        self._shelf.write(CANARY, self._sealed(CANARY, _ROTATED))

    def _prove_key(self) -> None:
        """The first file of all proves at every start that the master key is the right one."""
        try:
            if not self._shelf.keeps(CANARY):
                self._shelf.write(CANARY, self._sealed(CANARY, _FIRST))
            self._unseal(CANARY, self._shelf.read(CANARY))
        except OSError as trouble:
            message = f"{self._shelf} 无法读写：{trouble.strerror}。"
            raise ConfigurationRefused(message, "请检查目录权限和磁盘空间。") from trouble
        except InvalidTag as wrong:
            message = f"主密钥与{self._shelf}不匹配，无法解密已有文件。"
            raise ConfigurationRefused(message, "请恢复与它一同备份的密钥文件。") from wrong
