"""Signed tokens: what programs send for ten minutes. The key lies in the home folder."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt

from sayso.errors import MachineError

ACCESS_LIFETIME = timedelta(minutes=10)
LONGEST_TOKEN = 2048
PLATFORM = "platform"
SIGNING_KEY = "signing.key"
_ALGORITHM = "HS256"


def audience_of(module_id: UUID | None) -> str:
    """Whom a token is for: the platform, or one module."""
    return PLATFORM if module_id is None else f"module:{module_id}"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """Who an access token speaks for, and the session that has to be alive for that."""

    user_id: UUID
    session_id: UUID


class AccessTokens:
    """Makes and reads access tokens: JSON Web Tokens that one audience accepts for ten minutes."""

    def __init__(self, key: str, issuer: str) -> None:
        self._key = key
        self._issuer = issuer

    def issue(self, user_id: UUID, session_id: UUID, audience: str) -> str:
        """A token that names its session; without that it is worth nothing."""
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "aud": audience,
            "sub": str(user_id),
            "sid": str(session_id),
            "iat": now,
            "exp": now + ACCESS_LIFETIME,
            "jti": secrets.token_urlsafe(12),
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str, audience: str) -> AccessClaims | None:
        """What a token says, if this Sayso made it for this audience and it is valid now."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=audience,
                issuer=self._issuer,
                options={"require": ["iss", "aud", "sub", "sid", "iat", "exp", "jti"], "strict_aud": True},
            )
            return AccessClaims(UUID(claims["sub"]), UUID(claims["sid"]))
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, RecursionError):
            return None


def secret_at(path: Path) -> str:
    """The secret in this file, readable by its owner only; made if it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            known = path.read_text().strip()
            if known:
                return known
        made = secrets.token_urlsafe(48)
        path.write_text(made)
    except OSError as error:
        raise MachineError(
            f"{path} cannot be read or written: {error.strerror}.",
            hint="Check who owns the folder SAYSO_HOME.",
        ) from error
    return made
