"""Templates of agencies: applications of theirs, published for others to begin from."""

import asyncio
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.catalogue.index import catalogue
from sayso.db.database import Database
from sayso.errors import ConflictError, DeniedError, InputError, NotFoundError
from sayso.identity.audit import note
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal
from sayso.kit.words import kebab
from sayso.publishing.rights import Rights
from sayso.publishing.state import load
from sayso.runtime import files
from sayso.runtime import repository as modules
from sayso.runtime.types import Module
from sayso.templates import repository
from sayso.templates.content import content_of
from sayso.templates.types import Content, OwnTemplate, Publication, TemplateVersion

LONGEST_SLUG = 60
MOST_TEMPLATES = 500
"""Templates of one agency."""

_TURN = text("select pg_advisory_xact_lock(hashtextextended('templates of ' || :agency, 0))")
"""Templates of an agency are published one after the other."""


class AgencyTemplates:
    """The templates of agencies.

    A slug means the same to everybody, so none is one of the catalogue.
    """

    def __init__(self, database: Database, rights: Rights) -> None:
        self._database = database
        self._rights = rights

    async def all(self, agency_id: UUID) -> list[OwnTemplate]:
        """The templates of an agency, by name."""
        async with self._database.unit(agency_id) as session:
            return await repository.templates_of(session, agency_id)

    async def named(self, agency_id: UUID, slug: str) -> OwnTemplate | None:
        """The agency's template of this slug."""
        async with self._database.unit(agency_id) as session:
            return await repository.template_named(session, agency_id, slug)

    async def versions(self, agency_id: UUID, template_id: UUID) -> list[TemplateVersion]:
        """The versions of a template, the newest first."""
        async with self._database.unit(agency_id) as session:
            return await repository.versions_of(session, agency_id, template_id)

    async def made_of(self, module: Module) -> OwnTemplate | None:
        """The template that a module is published as."""
        async with self._database.unit(module.site.agency_id) as session:
            return await repository.template_of_module(session, module)

    async def content(self, module: Module, *, with_rows: bool = True) -> Content:
        """What would go into a template of the module as it runs."""
        state = await load(self._database, module)
        agency_id = module.site.agency_id
        async with self._database.unit(agency_id) as session:
            stored = await files.stored_files(session, agency_id, module.id)
        return content_of(state.spec, stored, with_rows=with_rows)

    async def publish(self, module: Module, user_id: UUID, publication: Publication) -> OwnTemplate:
        """Publish a module as a template, or as the next version of the one that it is already.

        Raises:
            InputError: when the name is that of another template of the agency.
            ConflictError: when it is no running application, or nothing changed.
        """
        if module.preview_of is not None or module.status != "published":
            raise ConflictError(
                f"“{module.name}” is no running application.",
                hint="Publish the application first, and make the template of that.",
            )
        content = await self.content(module, with_rows=publication.with_rows)
        agency_id = module.site.agency_id
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            before = await repository.template_of_module(session, module)
            await self._demand_name(session, agency_id, publication.name, before)
            if before is None:
                slug = await self._free_slug(session, agency_id, publication.name)
                template_id = await repository.add_template(session, module, user_id, slug, publication)
                number = 1
            else:
                template_id, number = before.id, before.version + 1
                last = await repository.content_of(session, agency_id, before.id, before.version)
                same = (before.name, before.description) == (publication.name, publication.description)
                if last == content and same:
                    raise ConflictError(
                        f"Nothing changed since version {before.version} of “{before.name}”.",
                        hint="Change the application first.",
                    )
            await repository.add_version(
                session, agency_id, template_id, number, content, user_id=user_id, notes=publication.notes
            )
            if before is not None:
                await repository.set_template(session, agency_id, template_id, publication, number)
            changes = {
                "version": [number - 1 or None, number],
                "module": [None, module.slug],
                "with_rows": [None, publication.with_rows],
            }
            await note(
                session,
                "template.published",
                "template",
                str(template_id),
                name=publication.name,
                changes=changes,
            )
            made = await repository.template_of(session, agency_id, template_id)
        if made is None:
            raise AssertionError("a template that was just published is there")
        return made

    async def remove(self, me: Principal, template_id: UUID) -> None:
        """Forget a template; what came from it stays as it is.

        Raises:
            NotFoundError: when there is none of this id.
            DeniedError: when the sender neither made it nor builds its application.
        """
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            template = await repository.template_of(session, agency_id, template_id)
        if template is None:
            raise NotFoundError(
                "There is no such template.", hint="List the templates to see which there are."
            )
        if not await self.may_remove(me, template):
            raise DeniedError(
                f"“{template.name}” is not yours to remove.",
                hint="Ask whoever published it, or an administrator of the agency.",
            )
        async with self._database.unit(agency_id) as session:
            await repository.delete_template(session, agency_id, template_id)
            await note(
                session,
                "template.removed",
                "template",
                str(template_id),
                name=template.name,
                changes={"version": [template.version, None]},
            )

    async def may_remove(self, me: Principal, template: OwnTemplate) -> bool:
        """Whether a template is somebody's: its author's, its builders' and administrators'."""
        if me.role is AgencyRole.ADMIN or template.author_id == me.user_id:
            return True
        agency_id = me.home_agency.id
        if template.module_id is None:
            return False
        async with self._database.unit(agency_id) as session:
            module = await modules.module_of(session, agency_id, template.module_id)
        return module is not None and await self._rights.is_builder(module, me.user_id)

    async def _demand_name(
        self, session: AsyncSession, agency_id: UUID, name: str, own: OwnTemplate | None
    ) -> None:
        known = await repository.templates_of(session, agency_id)
        if own is None and len(known) >= MOST_TEMPLATES:
            raise ConflictError(
                f"This agency has {MOST_TEMPLATES} templates, which is as many as it may have.",
                hint="Remove one that nobody uses.",
            )
        others = {one.name.casefold() for one in known if own is None or one.id != own.id}
        if name.casefold() in others:
            raise InputError(f"There is a template “{name}” already.", hint="Give it another name.")

    async def _free_slug(self, session: AsyncSession, agency_id: UUID, name: str) -> str:
        known = (await asyncio.to_thread(catalogue)).cards
        taken = {*(card.slug for card in known), *await repository.slugs_of(session, agency_id)}
        wanted = _slug_of(name)
        count = 1
        slug = wanted
        while slug in taken:
            count += 1
            slug = f"{wanted}-{count}"
        return slug


def _slug_of(name: str) -> str:
    plain = "".join(one for one in kebab(name) if one.isascii() and (one.isalnum() or one == "-"))
    return "-".join(part for part in plain[:LONGEST_SLUG].split("-") if part) or "template"
