"""Parts that designs like an application have and it lacks: suggested, added as a change, or dismissed."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sayso.db.database import Database
from sayso.design.drafts.parts import MissingPart, missing_parts, part_edits
from sayso.errors import NotFoundError
from sayso.identity.audit import note
from sayso.publishing.changes import Changes, Proposed
from sayso.publishing.state import load
from sayso.runtime.types import Module
from sayso.templates import repository


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested for applications; what somebody dismissed is not suggested again."""

    database: Database
    changes: Changes

    async def all(self, module: Module) -> tuple[MissingPart, ...]:
        """At most three parts, the most usual first; none for a preview or what is not running."""
        if module.preview_of is not None or module.status != "published":
            return ()
        state = await load(self.database, module)
        async with self.database.unit(module.site.agency_id) as session:
            dismissed = await repository.dismissed_of(session, module)
        return await asyncio.to_thread(missing_parts, state.spec, dismissed)

    async def add(self, module: Module, name: str, author_id: UUID) -> Proposed:
        """The change that adds a part, worked out and kept; nothing is touched.

        Raises:
            NotFoundError: when the part is not suggested for this application.
        """
        part = next((one for one in await self.all(module) if one.name == name), None)
        if part is None:
            raise NotFoundError("This part is not suggested here.", hint="Say in words what should be added.")
        state = await load(self.database, module)
        edits = await asyncio.to_thread(part_edits, state.spec, part)
        return await self.changes.suggest(
            module, [edit.to_json() for edit in edits], f"Add {part.title.lower()}", author_id
        )

    async def dismiss(self, module: Module, name: str) -> None:
        """Suggest a part for this application no more."""
        async with self.database.unit(module.site.agency_id) as session:
            if await repository.dismiss(session, module, name):
                await note(
                    session,
                    "suggestion.dismissed",
                    "module",
                    str(module.id),
                    name=module.name,
                    changes={"part": [None, name]},
                )
