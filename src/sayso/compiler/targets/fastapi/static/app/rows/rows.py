"""The rows of one entity on behalf of a member: list, get, create, change, delete."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.database import Connection, database
from app.description import UPLOADS, Entity
from app.lists.cursors import Cursor
from app.lists.lists import COUNT_LIMIT, ListRequest, list_statement
from app.lists.paths import Arguments
from app.lists.shapes import select_list
from app.problems import Denied, InvalidFields, NotFound, VersionMismatch, no_such
from app.rows.refusals import refusals
from app.sessions import Session


@dataclass(frozen=True)
class RowText:
    """A row as JSON; without a version when the member may not read what was written."""

    body: str
    version: int | None


@dataclass
class Values:
    """What is to be stored: columns, and ids for many-to-many relations."""

    columns: dict[str, object] = field(default_factory=dict)
    sets: dict[str, Sequence[UUID]] = field(default_factory=dict)


class Rows:
    """Rows of one entity; the database decides what a member may see and do."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity

    @asynccontextmanager
    async def transaction(self, session: Session) -> AsyncIterator[Connection]:
        """One transaction for the member, whose refusals are told in the words of the entity."""
        with refusals(self.entity):
            async with database.acting(session.scope) as connection:
                yield connection

    async def page(self, session: Session, wanted: ListRequest) -> str:
        """A page of rows as JSON."""
        statement = list_statement(self.entity, wanted, session.zone)
        async with self.transaction(session) as connection:
            found = await connection.fetchrow(statement.sql, *statement.arguments)
        assert found is not None, "an aggregate always gives a row"
        about: dict[str, object] = {"page_size": wanted.page_size, "next_cursor": None}
        if wanted.cursor is None:
            about["page"] = wanted.page
        if found["total"] is not None:
            about["total"] = min(found["total"], COUNT_LIMIT)
            about["total_is_exact"] = found["total"] <= COUNT_LIMIT
        if found["more"]:
            last = json.loads(found["last"])[0]
            about["next_cursor"] = Cursor(wanted.sort, tuple(last)).encode()
        return f'{{"items":{found["items"]},"page":{json.dumps(about)}}}'

    async def get(self, session: Session, row_id: UUID, expand: tuple[str, ...] = ()) -> RowText:
        """One row, with the ids of all its many-to-many relations."""
        async with self.transaction(session) as connection:
            return await self.read_on(connection, row_id, expand)

    async def create(self, session: Session, given: Mapping[str, Any]) -> RowText:
        """A new row."""
        async with self.transaction(session) as connection:
            return await self.create_on(connection, self.values(session, given))

    async def create_many(
        self, session: Session, several: Sequence[Mapping[str, Any]]
    ) -> list[RowText]:
        """New rows, all or none."""
        async with self.transaction(session) as connection:
            return [
                await self.create_on(connection, self.values(session, given)) for given in several
            ]

    async def patch(
        self, session: Session, row_id: UUID, given: Mapping[str, Any], version: int | None = None
    ) -> RowText:
        """Change a row; refuses when it is no longer at `version`."""
        values = self.values(session, given)
        async with self.transaction(session) as connection:
            if values.columns:
                await self._update(connection, row_id, values.columns, version)
            else:
                await self.demand_version(connection, row_id, version)
            for name, ids in values.sets.items():
                await self._replace(connection, name, row_id, ids)
            return await self.read_on(connection, row_id)

    async def delete(self, session: Session, row_id: UUID, version: int | None) -> None:
        """Remove a row; the history keeps it."""
        arguments = Arguments(row_id)
        sql = f"delete from {self.entity.table} where id = $1{_at(version, arguments)}"
        async with self.transaction(session) as connection:
            if await connection.execute(sql, *arguments.values) == "DELETE 0":
                await self.demand_version(connection, row_id, version)
                raise Denied(f"Your role may not delete this {self.entity.label.lower()}.")

    async def read_on(
        self, connection: Connection, row_id: UUID, expand: tuple[str, ...] = ()
    ) -> RowText:
        """One row, on a connection whose transaction is the caller's."""
        columns = select_list(self.entity.name, expand, with_sets=True)
        sql = (
            f"select row_to_json(r)::text as body, r.version from "
            f"(select {columns} from {self.entity.view} t where t.id = $1) r"
        )
        found = await connection.fetchrow(sql, row_id)
        if found is None:
            raise no_such(self.entity.label)
        return RowText(found["body"], found["version"])

    async def create_on(self, connection: Connection, values: Values) -> RowText:
        """A new row, on a connection whose transaction is the caller's."""
        row_id = await self.insert(connection, values)
        try:
            return await self.read_on(connection, row_id)
        except NotFound:
            return RowText(json.dumps({"id": str(row_id)}), None)

    async def insert(self, connection: Connection, values: Values) -> UUID:
        """Write a new row and its sets, without reading it back."""
        await self._demand_files(connection, values.columns)
        row_id = uuid4()
        names = "".join(f', "{self.entity.stored(name)}"' for name in values.columns)
        places = "".join(f", ${n}" for n in range(2, len(values.columns) + 2))
        sql = f"insert into {self.entity.table} (id{names}) values ($1{places})"
        await connection.execute(sql, row_id, *values.columns.values())
        for name, ids in values.sets.items():
            await self._link(connection, name, row_id, ids)
        return row_id

    def values(self, session: Session, given: Mapping[str, Any]) -> Values:
        """What was given, by columns and sets; moments without an offset are on the site's clock."""
        values = Values()
        for name, value in given.items():
            relation = name.removesuffix("_ids")
            if name not in self.entity.columns and relation in self.entity.sets:
                values.sets[relation] = list(dict.fromkeys(value or ()))
            elif isinstance(value, datetime) and value.tzinfo is None:
                values.columns[name] = value.replace(tzinfo=session.zone)
            else:
                values.columns[name] = value
        return values

    async def _update(
        self,
        connection: Connection,
        row_id: UUID,
        columns: Mapping[str, object],
        version: int | None,
    ) -> None:
        await self._demand_files(connection, columns)
        arguments = Arguments(row_id)
        changes = ", ".join(
            f'"{self.entity.stored(name)}" = {arguments.add(value)}'
            for name, value in columns.items()
        )
        at = _at(version, arguments)
        sql = f"update {self.entity.table} set {changes} where id = $1{at}"
        if await connection.execute(sql, *arguments.values) == "UPDATE 0":
            await self.demand_version(connection, row_id, version)
            raise Denied(f"Your role may not change this {self.entity.label.lower()}.")

    async def demand_version(
        self, connection: Connection, row_id: UUID, version: int | None
    ) -> None:
        """Refuse when the row is not to be seen, or not at `version`."""
        sql = f"select version from {self.entity.view} where id = $1"
        current = await connection.fetchval(sql, row_id)
        if current is None:
            raise no_such(self.entity.label)
        if version is not None and current != version:
            raise VersionMismatch(
                f"This {self.entity.label.lower()} was changed in the meantime.",
                hint="Load it again and repeat your change.",
                version=current,
            )

    async def _demand_files(self, connection: Connection, columns: Mapping[str, object]) -> None:
        """Images and files have to be uploads of the same site."""
        wanted = {
            name: value
            for name, value in columns.items()
            if value is not None and self.entity.columns[name].kind in UPLOADS
        }
        if not wanted:
            return
        sql = "select id from public.files where id = any($1::uuid[])"
        known = {row["id"] for row in await connection.fetch(sql, list(wanted.values()))}
        errors = [
            (name, f"{self.entity.columns[name].label} must be a file that was uploaded before.")
            for name, value in wanted.items()
            if value not in known
        ]
        if errors:
            raise InvalidFields(errors)

    async def _replace(
        self, connection: Connection, name: str, row_id: UUID, ids: Sequence[UUID]
    ) -> None:
        relation = self.entity.sets[name]
        sql = (
            f'delete from {relation.table} where "{relation.own}" = $1 '
            f'and not "{relation.other}" = any($2::uuid[])'
        )
        await connection.execute(sql, row_id, ids)
        await self._link(connection, name, row_id, ids)

    async def _link(
        self, connection: Connection, name: str, row_id: UUID, ids: Sequence[UUID]
    ) -> None:
        relation = self.entity.sets[name]
        sql = (
            f'insert into {relation.table} ("{relation.own}", "{relation.other}") '
            f"select $1, unnest($2::uuid[]) on conflict do nothing"
        )
        await connection.execute(sql, row_id, ids)


def _at(version: int | None, arguments: Arguments) -> str:
    return "" if version is None else f" and version = {arguments.add(version)}"
