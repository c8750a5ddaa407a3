"""Random secrets that are shown once and kept as a hash."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_secret() -> str:
    """A secret of 256 random bits, safe in addresses and headers."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of a secret; SHA-256 is enough for one that nobody can guess."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
