"""Agencies: those that somebody belongs to, founding another, renaming and removing one.

Founding and removing take a unit of the server's own: the role that requests run as can do neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, DeniedError
from sayso.identity.authentication.links import forget_reset_links
from sayso.identity.people import repository
from sayso.identity.people.normalization import slug_of
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.tables import MODULES, AgencyRow, MembershipRow
from sayso.identity.types import Agency

_MOST_NUMBERS = 1000


@dataclass(frozen=True, slots=True)
class OwnAgency:
    """An agency, and what the asker is in it."""

    agency: Agency
    role: AgencyRole


class Agencies:
    """Agencies as the people in them see them; ``forget`` is called when who may do what has changed."""

    def __init__(self, database: Database, forget: Callable[[], None]) -> None:
        self._database = database
        self._forget = forget

    async def of(self, me: Principal, window: Window) -> Part[OwnAgency]:
        """The agencies the sender belongs to, the oldest first; the operator reaches all of them."""
        if me.kind is PrincipalKind.OPERATOR:
            query = select(AgencyRow, literal(AgencyRole.ADMIN.value).label("role"))
            async with self._database.system() as session:
                return await _part(session, query, window)
        query = (
            select(AgencyRow, MembershipRow.role)
            .join(MembershipRow, MembershipRow.agency_id == AgencyRow.id)
            .where(MembershipRow.user_id == me.user_id, MembershipRow.is_active)
        )
        async with self._database.unit(None) as session:
            return await _part(session, query, window)

    async def found(self, me: Principal, name: str, slug: str | None = None) -> Agency:
        """Another agency, which the sender administers; without a slug it gets the next free one.

        Raises:
            DeniedError: for an API key, which belongs to one agency.
            ConflictError: when the slug is taken.
        """
        if me.kind is PrincipalKind.KEY:
            raise DeniedError(
                "An API key belongs to one agency and founds no other.", hint="Sign in for that."
            )
        stem = slug_of(name, slug)
        async with self._database.system() as session:
            agency = await _add(session, name, stem, is_fixed=slug is not None)
            await repository.ensure_membership(session, agency.id, me.user_id, AgencyRole.ADMIN)
            await forget_reset_links(session, me.user_id)
        self._forget()
        return agency

    async def change(self, agency: Agency, name: str | None, slug: str | None) -> Agency:
        """The agency under another name or slug.

        Raises:
            ConflictError: when the slug is taken.
        """
        after = Agency(agency.id, agency.slug if slug is None else slug_of("", slug), name or agency.name)
        change = update(AgencyRow).where(AgencyRow.id == agency.id).values(name=after.name, slug=after.slug)
        try:
            async with self._database.unit(agency.id) as session:
                await session.execute(change.execution_options(synchronize_session=False))
        except IntegrityError as error:
            raise _taken(after.slug) from error
        self._forget()
        return after

    async def remove(self, agency: Agency) -> None:
        """Remove an agency that has no modules, with its sites, its people's places in it and its keys.

        Raises:
            ConflictError: when it has modules; archived ones count.
        """
        async with self._database.system() as session:
            await lock_agency(session, agency.id)
            query = select(MODULES.c.slug).where(MODULES.c.agency_id == agency.id).limit(5)
            slugs = list((await session.execute(query)).scalars())
            if slugs:
                raise ConflictError(
                    f"{agency.name} has applications still, such as {', '.join(slugs)}.",
                    hint="Remove them first; their rows would be lost.",
                )
            await session.execute(delete(AgencyRow).where(AgencyRow.id == agency.id))
        self._forget()


async def lock_agency(session: AsyncSession, agency_id: UUID) -> None:
    """Let whoever else changes who belongs to the agency wait until this transaction ends."""
    query = select(AgencyRow.id).where(AgencyRow.id == agency_id).with_for_update(key_share=True)
    await session.execute(query)


async def _part(session: AsyncSession, query: Select[*tuple[Any, ...]], window: Window) -> Part[OwnAgency]:
    part = await part_of_query(session, query, window, AgencyRow.created_at, AgencyRow.id)
    return part.map(lambda row: OwnAgency(Agency(row[0].id, row[0].slug, row[0].name), AgencyRole(row.role)))


async def _add(session: AsyncSession, name: str, stem: str, *, is_fixed: bool) -> Agency:
    for number in range(1, _MOST_NUMBERS):
        slug = stem if number == 1 else f"{stem}-{number}"
        adding = insert(AgencyRow).values(name=name, slug=slug).on_conflict_do_nothing()
        agency_id = (await session.execute(adding.returning(AgencyRow.id))).scalar_one_or_none()
        if agency_id is not None:
            return Agency(agency_id, slug, name)
        if is_fixed:
            break
    raise _taken(stem)


def _taken(slug: str) -> ConflictError:
    return ConflictError(f"There is an agency “{slug}” already.", hint="Choose another slug.")
