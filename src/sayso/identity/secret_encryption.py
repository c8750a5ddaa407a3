"""Secrets as they are kept: sealed with another one that lies in the home folder, not in the database.

AES-256-GCM; each is bound to what it is for, so that a row that somebody changed or moved in the database
opens nothing.
"""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr

from sayso.identity.authentication.tokens import secret_at

_VERSION = "1:"
_NONCE_BYTES = 12


class Seal:
    """Seals secrets and opens them; what it seals with is made with the first one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cipher: AESGCM | None = None

    def seal(self, key: str, bound_to: str) -> str:
        """The secret as the database keeps it."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._opened().encrypt(nonce, key.encode(), bound_to.encode())
        return _VERSION + base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, bound_to: str) -> SecretStr | None:
        """The secret; none where it was sealed with another one, or for something else."""
        if not sealed.startswith(_VERSION):
            return None
        try:
            data = base64.b64decode(sealed.removeprefix(_VERSION), validate=True)
            key = self._opened().decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], bound_to.encode())
            return SecretStr(key.decode())
        except (InvalidTag, ValueError):
            return None

    def _opened(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(hashlib.sha256(secret_at(self._path).encode()).digest())
        return self._cipher
