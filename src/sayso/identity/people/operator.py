"""Whoever runs commands on this machine: may do everything in every agency, as the user "You"."""

import secrets

from sayso.db.database import Database
from sayso.errors import NotFoundError
from sayso.identity.people import repository
from sayso.identity.people.demo import DEMO_USER, demo_home
from sayso.identity.permissions import AgencyRole, Permission
from sayso.identity.principal import Principal, PrincipalKind


class Operators:
    """Knows the operator; the first one to come makes the agency "My company"."""

    def __init__(self, database: Database, token: str) -> None:
        self._database = database
        self._token = token.encode()

    def holds(self, credential: str) -> bool:
        """Whether this is the token of this machine."""
        return secrets.compare_digest(credential.encode("utf-8", "surrogateescape"), self._token)

    async def principal(self, agency_slug: str = "") -> Principal:
        """The operator in this agency, by default the oldest there is."""
        async with self._database.system() as session:
            agency = await repository.agency_named(session, agency_slug)
            if agency is None and agency_slug:
                raise NotFoundError(
                    f"There is no agency “{agency_slug[:60]}”.",
                    hint="`sayso agency list` shows those there are.",
                )
            if agency is None:
                await demo_home(session)
                agency = await repository.agency_named(session, "")
            user_id = await repository.ensure_user(session, *DEMO_USER)
        return Principal(
            PrincipalKind.OPERATOR,
            user_id,
            DEMO_USER[1],
            DEMO_USER[0],
            agency,
            AgencyRole.ADMIN,
            frozenset(Permission),
        )
