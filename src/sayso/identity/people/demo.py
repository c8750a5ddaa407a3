"""Where work on a machine starts: the agency "My company" and the user "You"."""

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.people import repository
from sayso.identity.types import Home

DEMO_AGENCY = ("my-company", "My company")
DEMO_SITE = ("main", "Main site")
DEMO_USER = ("you@localhost", "You")


async def demo_home(session: AsyncSession) -> Home:
    """The agency "My company" with one site and the user "You", made if they are not there."""
    return await repository.ensure_home(session, DEMO_AGENCY, DEMO_SITE, DEMO_USER)
