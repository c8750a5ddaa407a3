"""Ways through the door of an application, for tests."""

import httpx
from sqlalchemy import select, update

from sayso.identity.authentication.links import signin_link
from sayso.identity.tables import SessionRow, UserRow
from tests.support.running import Salon

PASSWORD = "four words do not belong"
PASSWORD_ROUTE = "/__signin/password"


async def link_of(shop: Salon) -> httpx.URL:
    """A sign-in link for the owner."""
    services = shop.sayso.services
    link = await signin_link(
        services.database, services.settings, shop.module.slug, shop.home.user_id, shop.module.id
    )
    return httpx.URL(link)


async def token_of(shop: Salon) -> str:
    """The token of such a link."""
    return (await link_of(shop)).params["token"]


async def give_password(shop: Salon, email: str = "owner@acme.example") -> None:
    """Let the owner have a password."""
    services = shop.sayso.services
    hashed = await services.sessions._passwords.hash(PASSWORD)
    async with services.database.system() as session:
        await session.execute(update(UserRow).where(UserRow.email == email).values(password_hash=hashed))


async def sessions_of(shop: Salon) -> list[SessionRow]:
    """All browser sessions, the oldest first."""
    async with shop.sayso.services.database.system() as session:
        query = select(SessionRow).order_by(SessionRow.created_at)
        return list((await session.execute(query)).scalars())
