"""API keys: people make, see and revoke their own; administrators see and revoke all of the agency."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.identity.keys.repository import ApiKey
from sayso.identity.keys.service import DEFAULT_LIFETIME, NewKey
from sayso.identity.permissions import Permission
from sayso.web.guard import api_routes
from sayso.web.ports import KnownKeys
from sayso.web.v1.access import Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import NameText

LONGEST_DAYS = 3650
router = api_routes("/keys")


class NewApiKey(Body):
    """What a key is to be called and to carry; it expires unless null is said."""

    name: NameText
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=len(Permission))]
    expires_in_days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = DEFAULT_LIFETIME.days

    @property
    def lifetime(self) -> timedelta | None:
        """How long it is to work."""
        return None if self.expires_in_days is None else timedelta(days=self.expires_in_days)


class KeyView(BaseModel):
    """A key without its secret; ``prefix`` is what it begins with after ``sayso_``."""

    id: UUID
    name: str
    prefix: str
    owner_id: UUID
    owner_email: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None


class MadeKey(KeyView):
    """A key that was just made; ``key`` is shown this once."""

    key: str


def view_of_key(key: ApiKey) -> KeyView:
    """What the API shows of a key."""
    return KeyView(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        owner_id=key.user_id,
        owner_email=key.email,
        scopes=list(key.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        last_used_at=key.last_used_at,
        last_used_from=key.last_used_from,
    )


def view_of_new(made: NewKey) -> MadeKey:
    """The one answer that has the secret in it."""
    return MadeKey(**view_of_key(made.key).model_dump(), key=made.secret)


@router.get("")
async def list_keys(keys: KnownKeys, me: Me, paging: Paging) -> Page[KeyView]:
    """The keys that the sender may see, the newest first."""
    return paging.page(await keys.list(me, paging.window), view_of_key)


@router.post("", status_code=201)
async def make_key(keys: KnownKeys, me: Me, body: NewApiKey) -> MadeKey:
    """Make a key for the sender; it cannot carry more than the sender may do."""
    return view_of_new(await keys.create(me, body.name, body.scopes, body.lifetime))


@router.get("/{key_id}")
async def show_key(keys: KnownKeys, me: Me, key_id: UUID) -> KeyView:
    """One key."""
    return view_of_key(await keys.show(me, key_id))


@router.delete("/{key_id}", status_code=204)
async def revoke_key(keys: KnownKeys, me: Me, key_id: UUID) -> None:
    """Let a key work no more; it stays in the list, with when it was revoked."""
    await keys.revoke(me, key_id)
