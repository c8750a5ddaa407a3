"""The demo user every fresh Sayso has, and the link that signs a user in to a module."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity import repository
from sayso.identity.tokens import LINK_LIFETIME, Tokens
from sayso.identity.types import Home
from sayso.settings import Settings

DEMO_AGENCY = ("my-company", "My company")
DEMO_SITE = ("main", "Main site")
DEMO_USER = ("you@localhost", "You")


async def demo_home(session: AsyncSession) -> Home:
    """The agency "My company" with one site and the user "You", made if they are not there."""
    agency_id = await repository.ensure_agency(session, *DEMO_AGENCY)
    site = await repository.ensure_site(session, agency_id, *DEMO_SITE)
    user_id = await repository.ensure_user(session, *DEMO_USER)
    return Home(site, user_id, await repository.ensure_member(session, site, user_id))


def signin_link(
    settings: Settings, slug: str, user_id: UUID, module_id: UUID, lifetime: timedelta = LINK_LIFETIME
) -> str:
    """An address that signs the user in to the module; works until its lifetime ends."""
    token = Tokens.at(settings.home_path).link(user_id, module_id, lifetime)
    return f"{settings.module_origin(slug)}/__signin?token={token}"
