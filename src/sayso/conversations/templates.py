"""Sessions that begin with a design of the catalogue, as it is."""

import asyncio
from uuid import UUID

from sayso.catalogue.index import Card, catalogue
from sayso.conversations.start import Beginning, begin_with
from sayso.conversations.types import Session
from sayso.db.database import Database
from sayso.design.drafts.template import Template, template
from sayso.errors import NotFoundError


class Templates:
    """The designs that an application can begin from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def demand(self, slug: str) -> Card:
        """The card of a design.

        Raises:
            NotFoundError: when there is none of this name.
        """
        card = (await asyncio.to_thread(catalogue)).card(slug)
        if card is None:
            hint = "List the templates to see which there are."
            raise NotFoundError(f"There is no template “{slug}”.", hint=hint)
        return card

    async def find(self, slug: str) -> Template:
        """A design as the application that it becomes.

        Raises:
            NotFoundError: when there is none of this name.
        """
        await self.demand(slug)
        return await asyncio.to_thread(template, slug)

    async def begin(self, agency_id: UUID, user_id: UUID, slug: str) -> Session:
        """A session whose first revision is the design.

        Raises:
            NotFoundError: when there is none of this name.
        """
        made = await self.find(slug)
        beginning = Beginning(
            made.spec,
            f"Start from the template {made.blueprint.name}",
            made.reply,
            made.questions,
            ("Publish it", *made.blueprint.next),
        )
        async with self._database.unit(agency_id) as session:
            return await begin_with(session, agency_id, user_id, beginning)
