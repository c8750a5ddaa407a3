"""Sessions that begin with a template: a design of the catalogue, or an application of the agency's own."""

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.catalogue.index import Card, catalogue
from sayso.conversations.start import Beginning, begin_with
from sayso.conversations.types import Session
from sayso.db.database import Database
from sayso.design.drafts.template import Template, template
from sayso.errors import NotFoundError
from sayso.templates import repository
from sayso.templates.types import OwnTemplate


class Templates:
    """The designs and the agencies' own templates that an application can begin from."""

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
        """A session whose first revision is the template; those of the agency come before designs.

        Raises:
            NotFoundError: when there is none of this name.
        """
        async with self._database.unit(agency_id) as session:
            own = await repository.template_named(session, agency_id, slug)
            if own is not None:
                return await _begin_own(session, agency_id, user_id, own)
        made = await self.find(slug)
        beginning = Beginning(
            made.spec,
            f"Start from the template {made.blueprint.name}",
            made.reply,
            made.questions,
            suggestions=("Publish it", *made.blueprint.next),
        )
        async with self._database.unit(agency_id) as session:
            known = await begin_with(session, agency_id, user_id, beginning)
            await repository.add_origin(session, agency_id, known.id, name=made.blueprint.name, design=slug)
        return known


async def _begin_own(session: AsyncSession, agency_id: UUID, user_id: UUID, own: OwnTemplate) -> Session:
    content = await repository.content_of(session, agency_id, own.id, own.version)
    if content is None:
        raise AssertionError("a template has the version that it names")
    rows = "The rows that you see are made up." if content.with_rows else "It begins without rows."
    beginning = Beginning(
        content.spec,
        f"Start from the template {own.name}",
        f"This is {own.name} as your agency has it, version {own.version}. {rows} "
        "Say what should be different, or publish it as it is.",
        handwork=tuple(content.handwork),
    )
    known = await begin_with(session, agency_id, user_id, beginning)
    await repository.add_origin(session, agency_id, known.id, name=own.name, template=own)
    return known
