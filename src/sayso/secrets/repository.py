"""Queries on secrets and on requests of programs; each names its agency."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.sandbox.types import RequestRecord
from sayso.secrets.tables import RequestRow, SecretRow


async def secrets(session: AsyncSession, agency_id: UUID) -> Sequence[SecretRow]:
    """The agency's secrets, by name."""
    query = select(SecretRow).where(SecretRow.agency_id == agency_id).order_by(SecretRow.name)
    return (await session.execute(query)).scalars().all()


async def secrets_named(session: AsyncSession, agency_id: UUID, names: Iterable[str]) -> Sequence[SecretRow]:
    """Those of these names that there are."""
    query = select(SecretRow).where(SecretRow.agency_id == agency_id, SecretRow.name.in_(list(names)))
    return (await session.execute(query)).scalars().all()


async def save_secret(
    session: AsyncSession, agency_id: UUID, name: str, sealed: str, hosts: Sequence[str]
) -> SecretRow:
    """Keep a secret, in place of the one of this name."""
    values = {"sealed_secret": sealed, "hosts": list(hosts)}
    query = (
        upsert(SecretRow)
        .values(agency_id=agency_id, name=name, **values)
        .on_conflict_do_update(
            index_elements=["agency_id", "name"], set_={**values, "created_at": func.now()}
        )
        .returning(SecretRow)
    )
    return (await session.execute(query)).scalar_one()


async def remove_secret(session: AsyncSession, agency_id: UUID, name: str) -> bool:
    """Forget a secret; says whether there was one."""
    query = (
        delete(SecretRow)
        .where(SecretRow.agency_id == agency_id, SecretRow.name == name)
        .returning(SecretRow.name)
    )
    return (await session.execute(query)).scalar_one_or_none() is not None


async def add_requests(
    session: AsyncSession, agency_id: UUID, kind: str, owner_id: UUID, records: Sequence[RequestRecord]
) -> None:
    """Write down what a program sent."""
    of = {"agency_id": agency_id, "owner_kind": kind, "owner_id": owner_id}
    await session.execute(insert(RequestRow), [{**of, **asdict(record)} for record in records])


async def part_of_requests(
    session: AsyncSession, agency_id: UUID, kind: str, owner_id: UUID, window: Window
) -> Part[RequestRow]:
    """Some of what the programs of an owner sent, the latest first."""
    query = select(RequestRow).where(
        RequestRow.agency_id == agency_id, RequestRow.owner_kind == kind, RequestRow.owner_id == owner_id
    )
    part = await part_of_query(session, query, window, RequestRow.id, descending=True)
    return part.map(lambda row: row[0])
