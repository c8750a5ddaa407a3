"""Links to dashboards: for anybody who has one, until it is withdrawn or its time is over.

A link ends with a secret of 256 random bits, which is shown once and kept as a hash.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sayso.blocks.dashboards import repository
from sayso.blocks.dashboards.service import Dashboards
from sayso.blocks.dashboards.types import MOST_SHARES, Dashboard, Looker, Share
from sayso.db.database import Database
from sayso.errors import ConflictError, NotFoundError
from sayso.events.stream import Events
from sayso.identity.secret import hash_of, new_secret

NOTED_EVERY_SECONDS = 60.0
"""That somebody looked is written down at most this often per link."""
_MOST_NOTED = 4_096
WITHDRAWN = "unshared"
"""The kind of the event that tells of a link that was withdrawn."""


@dataclass(frozen=True, slots=True)
class NewShare:
    """A link that was just made; nobody will see its secret again."""

    id: UUID
    secret: str


class Shares:
    """Makes, withdraws and follows links."""

    def __init__(self, database: Database, events: Events, dashboards: Dashboards) -> None:
        self._database = database
        self._events = events
        self._dashboards = dashboards
        self._noted: OrderedDict[UUID, float] = OrderedDict()

    async def of(self, dashboard: Dashboard) -> list[Share]:
        """Links to a dashboard, the newest first; those too whose time is over."""
        async with self._database.unit(dashboard.agency_id) as session:
            return await repository.shares_of(session, dashboard.agency_id, dashboard.id)

    async def make(
        self, looker: Looker, dashboard_id: UUID, label: str, days: int | None, *, is_confirmed: bool
    ) -> NewShare:
        """A link to a dashboard, for so many days or until it is withdrawn.

        Raises:
            RightsNotConfirmedError: where anybody would see rows of applications.
        """
        dashboard = await self._dashboards.demand(looker, dashboard_id)
        if not is_confirmed:
            await self._dashboards.demand_confirmed(looker, dashboard)
        secret = new_secret()
        ends = None if days is None else datetime.now(UTC) + timedelta(days=days)
        async with self._database.unit(looker.agency_id) as session:
            if len(await repository.shares_of(session, looker.agency_id, dashboard_id)) >= MOST_SHARES:
                raise ConflictError(
                    f"A dashboard has at most {MOST_SHARES} links.", hint="Withdraw one that nobody needs."
                )
            share_id = await repository.add_share(
                session, dashboard, looker.user_id, label=label, token_hash=hash_of(secret), expires_at=ends
            )
            await self._events.append(session, looker.agency_id, dashboard_id, "dashboard", {})
        return NewShare(share_id, secret)

    async def withdraw(self, looker: Looker, dashboard_id: UUID, share_id: UUID) -> None:
        """Let nobody look through a link any more, those too who do right now."""
        dashboard = await self._dashboards.demand(looker, dashboard_id)
        async with self._database.unit(looker.agency_id) as session:
            gone = await repository.remove_shares(session, looker.agency_id, dashboard.id, share_id)
            if not gone:
                raise NotFoundError(
                    "There is no such link.", hint="Look at the dashboard to see which there are."
                )
            said = {"share": str(share_id)}
            await self._events.append(session, looker.agency_id, dashboard_id, WITHDRAWN, said)

    async def open(self, secret: str) -> tuple[Share, Dashboard]:
        """The dashboard that a link leads to; that somebody looks is noted."""
        async with self._database.system() as session:
            share = await repository.share_of_hash(session, hash_of(secret))
        if share is None:
            raise NotFoundError(
                "This link does not work (any more).", hint="Ask whoever gave it to you for another."
            )
        async with self._database.unit(share.agency_id) as session:
            dashboard = await repository.shared_dashboard(session, share)
            if self._is_to_be_noted(share.id):
                await repository.note_seen(session, share)
        return share, dashboard

    async def works(self, secret: str) -> bool:
        """Whether a link leads anywhere at this moment."""
        async with self._database.system() as session:
            return await repository.share_of_hash(session, hash_of(secret)) is not None

    def _is_to_be_noted(self, share_id: UUID) -> bool:
        now = time.monotonic()
        if now - self._noted.get(share_id, -NOTED_EVERY_SECONDS) < NOTED_EVERY_SECONDS:
            return False
        self._noted[share_id] = now
        self._noted.move_to_end(share_id)
        if len(self._noted) > _MOST_NOTED:
            self._noted.popitem(last=False)
        return True
