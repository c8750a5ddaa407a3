"""Rows of one module on behalf of one member: list, get, create, change, delete."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from uuid import UUID, uuid4

import asyncpg
import orjson

from sayso.db.gate import Gate, ScopedConnection
from sayso.db.scope import Scope
from sayso.errors import DeniedError
from sayso.runtime.attachments import known_files, note_taken
from sayso.runtime.errors import (
    FieldError,
    InvalidFieldsError,
    NoSuchRowError,
    VersionMismatchError,
    WrittenError,
)
from sayso.runtime.plan import FILE_TYPES, CollectionPlan, ModulePlan
from sayso.runtime.query.cursors import Cursor
from sayso.runtime.query.lists import COUNT_LIMIT, ListBuilder, ListQuery, ListRequest, read_list_request
from sayso.runtime.query.paths import Arguments
from sayso.runtime.query.rows import RowShapes
from sayso.runtime.refusals import REPLACED, refusal_of
from sayso.runtime.values.body import BodyReader, Values
from sayso.spec.model import Action
from sayso.spec.query import CLOCKED

ListCall = tuple[ListRequest, ListQuery]
MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Row:
    """A row as JSON text, and its version; no version when the member may not read what was written."""

    body: bytes
    version: int | None


class ModuleRuntime:
    """One module ready to answer: its plan and everything compiled from it."""

    def __init__(
        self, plan: ModulePlan, gate: Gate, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.plan = plan
        self.gate = gate
        self.now = now
        self.shapes = RowShapes(plan)
        self.lists = ListBuilder(plan, self.shapes, now)
        self._readers: dict[str, BodyReader] = {}
        self._list_calls: OrderedDict[tuple[str, bytes], ListCall] = OrderedDict()

    def reader(self, plan: CollectionPlan) -> BodyReader:
        """The reader of bodies for this entity."""
        if plan.name not in self._readers:
            self._readers[plan.name] = BodyReader(plan, self.plan.time_zone)
        return self._readers[plan.name]

    def list_call(
        self, plan: CollectionPlan, address: bytes, parameters: Callable[[], Sequence[tuple[str, str]]]
    ) -> ListCall:
        """A list call read and built; one that came before is remembered, unless it depends on the clock."""
        key = (plan.name, address)
        known = self._list_calls.get(key)
        if known is None:
            request = read_list_request(parameters())
            known = request, self.lists.build(plan, request)
            if len(address) <= 200 and not any(wanted.op in CLOCKED for wanted in request.filters):
                self._list_calls[key] = known
                if len(self._list_calls) > MOST_REMEMBERED:
                    self._list_calls.popitem(last=False)
        return known

    @cached_property
    def revision_header(self) -> tuple[bytes, bytes]:
        """Says with each answer which revision gave it, so that open pages notice when it is another."""
        return b"sayso-revision", str(self.plan.module.revision_id).encode()

    def records(self, plan: CollectionPlan, scope: Scope) -> "Records":
        """The rows of one entity, seen by one member."""
        return Records(self, plan, scope)

    @cached_property
    def by_collection(self) -> dict[str, CollectionPlan]:
        """Plans by the name in the address."""
        return self.plan.by_collection


class Records:
    """Rows of one entity within one scope; the database decides what the member may see and do."""

    def __init__(self, runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope) -> None:
        self._runtime = runtime
        self._gate = runtime.gate
        self._plan = plan
        self._scope = scope

    async def page(self, request: ListRequest) -> bytes:
        """A page of rows as JSON."""
        return await self.answer((request, self._runtime.lists.build(self._plan, request)))

    async def answer(self, call: ListCall) -> bytes:
        """The answer to a list call."""
        request, query = call
        async with self.refusals():
            answer = await self._gate.fetchrow(self._scope, query.sql, *query.arguments)
        if answer is None:
            raise AssertionError("an aggregate always gives a row")
        about: dict[str, object] = {"page_size": request.page_size, "next_cursor": None}
        if request.cursor is None:
            about["page"] = request.page
        if answer["total"] is not None:
            about["total"] = min(answer["total"], COUNT_LIMIT)
            about["total_is_exact"] = answer["total"] <= COUNT_LIMIT
        if answer["more"]:
            about["next_cursor"] = Cursor(request.sort, tuple(orjson.loads(answer["last"])[0])).encode()
        return b'{"items":%b,"page":%b}' % (answer["items"].encode(), orjson.dumps(about))

    async def get(self, row_id: UUID, expand: tuple[str, ...] = ()) -> Row:
        """One row, with its sets of linked ids."""
        async with self.refusals():
            found = await self._gate.fetchrow(self._scope, self._select(expand), row_id)
        return self._row(found)

    async def create(self, values: Values) -> Row:
        """A new row."""
        row_id = uuid4()
        async with self.refusals():
            if values.sets:
                return await self._gate.transaction(self._scope, lambda c: self.create_on(c, values, row_id))
            async with self._gate.connection(self._scope) as connection:
                await self.insert(connection, values, row_id)
                with self._kept(row_id):
                    return await self._made(connection, row_id)

    async def create_many(self, several: Sequence[Values]) -> list[Row]:
        """New rows, all or none."""

        async def work(connection: ScopedConnection) -> list[Row]:
            return [await self.create_on(connection, values, uuid4()) for values in several]

        async with self.refusals():
            return await self._gate.transaction(self._scope, work)

    async def read_on(self, connection: ScopedConnection, row_id: UUID) -> Row:
        """One row, on a connection whose transaction is the caller's."""
        return self._row(await connection.fetchrow(self._select(()), row_id))

    async def create_on(self, connection: ScopedConnection, values: Values, row_id: UUID) -> Row:
        """A new row on a connection whose transaction, if any, is the caller's."""
        await self.insert(connection, values, row_id)
        return await self._made(connection, row_id)

    async def insert(self, connection: ScopedConnection, values: Values, row_id: UUID) -> None:
        """Write a new row and its sets, without reading it back."""
        await self._demand_files(connection, values)
        names = "".join(f', "{self._plan.stored(name)}"' for name in values.columns)
        places = "".join(f", ${n}" for n in range(2, len(values.columns) + 2))
        sql = f"insert into {self._plan.table} (id{names}) values ($1{places})"
        await connection.execute(sql, row_id, *values.columns.values())
        await note_taken(connection, row_id, self._files(values))
        for name, ids in values.sets.items():
            await self._link(connection, name, row_id, ids)

    async def insert_many(self, connection: ScopedConnection, several: Sequence[tuple[UUID, Values]]) -> None:
        """Write rows that all give the same columns, in one go."""
        for _, values in several:
            await self._demand_files(connection, values)
        names = list(several[0][1].columns)
        given = "".join(f', "{self._plan.stored(name)}"' for name in names)
        places = "".join(f", ${n}" for n in range(2, len(names) + 2))
        await connection.executemany(
            f"insert into {self._plan.table} (id{given}) values ($1{places})",
            [(row_id, *values.columns.values()) for row_id, values in several],
        )
        for row_id, values in several:
            await note_taken(connection, row_id, self._files(values))
            for name, ids in values.sets.items():
                await self._link(connection, name, row_id, ids)

    async def patch(self, row_id: UUID, values: Values, version: int | None) -> Row:
        """Change a row; refuses when it is no longer at ``version``."""

        async def work(connection: ScopedConnection) -> Row:
            if values.columns:
                await self._update(connection, row_id, values, version)
            elif version is not None or values.sets:
                await self.demand_version(connection, row_id, version)
            for name, ids in values.sets.items():
                await self._replace(connection, name, row_id, ids)
            return await self.read_on(connection, row_id)

        async with self.refusals():
            if values.sets:
                return await self._gate.transaction(self._scope, work)
            async with self._gate.connection(self._scope) as connection:
                if not values.columns:
                    return await work(connection)
                await self._update(connection, row_id, values, version)
                with self._kept(row_id):
                    return await self.read_on(connection, row_id)

    async def delete(self, row_id: UUID, version: int | None) -> None:
        """Remove a row; the history keeps it."""
        arguments = Arguments(row_id)
        sql = f"delete from {self._plan.table} where id = $1{self._versioned(version, arguments)}"
        async with self.refusals(), self._gate.connection(self._scope) as connection:
            if await connection.execute(sql, *arguments.values) == "DELETE 0":
                await self.demand_version(connection, row_id, version)
                raise DeniedError(f"Your role may not delete this {self._plan.label.lower()}.")

    async def replace_set(self, row_id: UUID, name: str, ids: Sequence[UUID]) -> Row:
        """Put exactly these rows into a many_to_many relation."""
        return await self.patch(row_id, Values(sets={name: list(ids)}), None)

    async def read_written(self, row_id: UUID) -> Row:
        """A row that a request wrote before it came here."""
        async with self.refusals(), self._gate.connection(self._scope) as connection:
            return await self._made(connection, row_id)

    async def _made(self, connection: ScopedConnection, row_id: UUID) -> Row:
        """A row just written; only its id where the member may write but not read it."""
        found = await connection.fetchrow(self._select(()), row_id)
        return Row(b'{"id":"%b"}' % str(row_id).encode(), None) if found is None else self._row(found)

    @contextmanager
    def _kept(self, row_id: UUID) -> Iterator[None]:
        """Reads back a row that stays written even if the application changes before."""
        try:
            yield
        except REPLACED as error:
            raise WrittenError(self._plan.entity.id, row_id) from error

    async def _update(
        self, connection: ScopedConnection, row_id: UUID, values: Values, version: int | None
    ) -> None:
        await self._demand_files(connection, values)
        arguments = Arguments(row_id)
        changes = ", ".join(
            f'"{self._plan.stored(name)}" = {arguments.add(value)}' for name, value in values.columns.items()
        )
        sql = f"update {self._plan.table} set {changes} where id = $1{self._versioned(version, arguments)}"
        if await connection.execute(sql, *arguments.values) == "UPDATE 0":
            await self.demand_version(connection, row_id, version)
            raise DeniedError(f"Your role may not change this {self._plan.label.lower()}.")
        await note_taken(connection, row_id, self._files(values))

    async def _demand_files(self, connection: ScopedConnection, values: Values) -> None:
        """Images and files have to be uploads of the member's own, or ones that they see in a row."""
        wanted = self._files(values)
        if not wanted or not self._may_write:
            return
        known = await known_files(connection, self._runtime.plan, self._scope, wanted)
        columns = self._plan.columns
        errors = [
            FieldError(name, f"{columns[name].label} must be a file that was uploaded before.")
            for name, value in values.columns.items()
            if name in self._file_columns and value is not None and value not in known
        ]
        if errors:
            raise InvalidFieldsError(errors)

    def _files(self, values: Values) -> list[UUID]:
        """The files among the values of a row."""
        found = (values.columns.get(name) for name in self._file_columns)
        return [file_id for file_id in found if isinstance(file_id, UUID)]

    @property
    def _file_columns(self) -> list[str]:
        return [name for name, column in self._plan.columns.items() if column.type in FILE_TYPES]

    @property
    def _may_write(self) -> bool:
        """Whether a rule lets the role write rows at all; where none does, the database refuses them."""
        grants = self._runtime.plan.index.grants
        role, entity = self._scope.role, self._plan.name
        return any(grants(role, entity, action) for action in (Action.CREATE, Action.UPDATE))

    async def demand_version(self, connection: ScopedConnection, row_id: UUID, version: int | None) -> None:
        """Raise when the row is not to be seen, or not at ``version``."""
        current = await connection.fetchval(f"select version from {self._plan.view} where id = $1", row_id)
        if current is None:
            raise NoSuchRowError(self._plan.label)
        if version is not None and current != version:
            raise VersionMismatchError(
                f"This {self._plan.label.lower()} was changed in the meantime.",
                hint="Load it again and repeat your change.",
                details={"version": current},
            )

    async def _replace(
        self, connection: ScopedConnection, name: str, row_id: UUID, ids: Sequence[UUID]
    ) -> None:
        relation = self._plan.sets[name]
        await connection.execute(
            f"delete from {relation.table} "
            f'where "{relation.own}" = $1 and not "{relation.other}" = any($2::uuid[])',
            row_id,
            ids,
        )
        await self._link(connection, name, row_id, ids)

    async def _link(self, connection: ScopedConnection, name: str, row_id: UUID, ids: Sequence[UUID]) -> None:
        if not ids:
            return
        relation = self._plan.sets[name]
        await connection.execute(
            f'insert into {relation.table} ("{relation.own}", "{relation.other}") '
            f"select $1, unnest($2::uuid[]) on conflict do nothing",
            row_id,
            ids,
        )

    def _versioned(self, version: int | None, arguments: Arguments) -> str:
        return "" if version is None else f" and version = {arguments.add(version)}"

    def _select(self, expand: tuple[str, ...]) -> str:
        columns = self._runtime.shapes.select(self._plan.name, expand, with_sets=True)
        return (
            f"select row_to_json(r)::text as body, r.version from "
            f"(select {columns} from {self._plan.view} t where t.id = $1) r"
        )

    def _row(self, found: asyncpg.Record | None) -> Row:
        if found is None:
            raise NoSuchRowError(self._plan.label)
        return Row(found["body"].encode(), found["version"])

    @asynccontextmanager
    async def refusals(self) -> AsyncIterator[None]:
        """Turn what PostgreSQL refuses into errors in the words of the application."""
        try:
            yield
        except asyncpg.PostgresError as error:
            refusal = refusal_of(error, self._runtime.plan, self._plan)
            if refusal is None:
                raise
            raise refusal from error
