"""Addresses of webhooks and the secrets that their callers sign with."""

from uuid import UUID

from pydantic import SecretStr

from sayso.identity.secret import new_secret
from sayso.identity.secret_encryption import Seal
from sayso.settings import Settings

FILE = "triggers.key"
SECRET_START = "whs_"  # noqa: S105 - how secrets begin, so that they are known when they leak


class HookKeys:
    """Makes tokens and secrets; what it seals, only it opens."""

    def __init__(self, settings: Settings) -> None:
        self._seal = Seal(settings.home_path / FILE)
        self._origin = settings.platform_origin

    def address(self, token: str) -> str:
        """Where a webhook is called."""
        return f"{self._origin}/hooks/{token}"

    def secret(self) -> str:
        """A new secret."""
        return SECRET_START + new_secret()

    def seal(self, agency_id: UUID, trigger_id: UUID, secret: str) -> str:
        """A secret as the database keeps it."""
        return self._seal.seal(secret, bound_to(agency_id, trigger_id))

    def open(self, agency_id: UUID, trigger_id: UUID, sealed: str | None) -> SecretStr | None:
        """A secret; none where there is none, or it was sealed in another home."""
        return None if sealed is None else self._seal.open(sealed, bound_to(agency_id, trigger_id))


def bound_to(agency_id: UUID, trigger_id: UUID) -> str:
    """What a secret is sealed for."""
    return f"webhook {agency_id} {trigger_id}"
