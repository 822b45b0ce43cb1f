"""Short secrets in columns: sealed with a key of their own, each under its name: none opens in another's place."""

import base64
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from filing.errors import ConfigurationRefused

_NONCE = 12


class Seal:
    """AES-256-GCM with a key that is derived from the master key of the blobs."""

    def __init__(self, master: bytes) -> None:
        self._cipher = AESGCM(hashlib.sha256(b"columns" + master).digest())

    def close(self, name: str, secret: str) -> str:
        """Text for a column."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), name.encode())).decode()

    def open(self, name: str, sealed: str) -> str:
        """What was sealed under that name. Raises ConfigurationRefused if it was another name or key."""
        whole = base64.b64decode(sealed)
        try:
            return self._cipher.decrypt(whole[:_NONCE], whole[_NONCE:], name.encode()).decode()
        except InvalidTag as wrong:
            message = "账号的动态口令密钥无法解密：主密钥与数据库不匹配。"
            raise ConfigurationRefused(
                message, "请恢复与该数据库一同备份的密钥文件，或重置该账号的动态口令。"
            ) from wrong
