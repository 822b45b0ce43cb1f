"""Short secrets in columns: sealed with a key of their own, each under its name: none opens in another's place."""

import base64
import hashlib
import secrets
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from filing.errors import ConfigurationRefused
from store.master_keys import Keys, only

_NONCE = 12


class Seal:
    """AES-256-GCM with a key that is derived from the master key of the blobs."""

    def __init__(self, keys: bytes | Keys) -> None:
        self._keys: Keys = only(keys) if isinstance(keys, bytes) else keys

    def close(self, name: str, secret: str) -> str:
        """Text for a column."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._ciphers()[0].encrypt(nonce, secret.encode(), name.encode())).decode()

    def open(self, name: str, sealed: str) -> str:
        """What was sealed under that name. Raises ConfigurationRefused if it was another name or key."""
        found = self._opened(name, sealed)
        if found is None:
            message = "账号的动态口令密钥无法解密：主密钥与数据库不匹配。"
            raise ConfigurationRefused(message, "请恢复与该数据库一同备份的密钥文件，或重置该账号的动态口令。")
        return found[0]

    def renewed(self, name: str, sealed: str) -> str | None:
        """The same under the master key that writes; None if it is, or if no key opens it."""
        found = self._opened(name, sealed)
        return None if found is None or found[1] else self.close(name, found[0])

    def _opened(self, name: str, sealed: str) -> tuple[str, bool] | None:
        """The secret, and whether the master key that writes has sealed it."""
        whole = base64.b64decode(sealed)
        for place, cipher in enumerate(self._ciphers()):
            with suppress(InvalidTag):
                return cipher.decrypt(whole[:_NONCE], whole[_NONCE:], name.encode()).decode(), place == 0
        return None

    def _ciphers(self) -> list[AESGCM]:
        return [AESGCM(hashlib.sha256(b"columns" + master).digest()) for master in self._keys.all()]
