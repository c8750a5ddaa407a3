"""Signed tokens: links that sign in, and the sessions they start. The key lies in the home folder."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt

from sayso.errors import MachineError

LINK_LIFETIME = timedelta(hours=12)
SESSION_LIFETIME = timedelta(days=14)
_ALGORITHM = "HS256"
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Claim:
    """Who a token speaks for, and until when."""

    user_id: UUID
    module_id: UUID
    expires_at: float


class Tokens:
    """Makes and reads tokens; each is for one purpose and one module, so that none serves elsewhere."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._read: OrderedDict[str, Claim] = OrderedDict()

    @classmethod
    def at(cls, home: Path) -> "Tokens":
        """Tokens signed with the key of this home folder, made at the first start."""
        return cls(secret_at(home / "signing.key"))

    def link(self, user_id: UUID, module_id: UUID, lifetime: timedelta = LINK_LIFETIME) -> str:
        """A token for a sign-in link."""
        return self._issue("signin", user_id, module_id, lifetime)

    def session(self, user_id: UUID, module_id: UUID) -> str:
        """A token for a session cookie."""
        return self._issue("session", user_id, module_id, SESSION_LIFETIME)

    def read_link(self, token: str) -> Claim | None:
        """The claim of a sign-in link that has not run out."""
        return self._decode("signin", token)

    def read_session(self, token: str) -> Claim | None:
        """The claim of a session that has not run out; decoded once, then remembered."""
        claim = self._read.get(token)
        if claim is None:
            claim = self._decode("session", token)
            if claim is None:
                return None
            self._read[token] = claim
            if len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return claim if claim.expires_at > datetime.now(UTC).timestamp() else None

    def _issue(self, purpose: str, user_id: UUID, module_id: UUID, lifetime: timedelta) -> str:
        expires = datetime.now(UTC) + lifetime
        claims = {"aud": purpose, "sub": str(user_id), "mod": str(module_id), "exp": expires}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def _decode(self, purpose: str, token: str) -> Claim | None:
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=purpose,
                options={"require": ["exp", "aud"]},
            )
            return Claim(UUID(claims["sub"]), UUID(claims["mod"]), float(claims["exp"]))
        except (jwt.InvalidTokenError, KeyError, ValueError):
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
