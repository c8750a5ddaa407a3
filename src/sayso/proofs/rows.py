"""Sample rows on the stage: a family of rows for each member, of whom every row's owner can be told."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.proofs.people import People
from sayso.proofs.stage import Stage
from sayso.proofs.types import Actor
from sayso.proofs.values import Maker, Values
from sayso.spec.index import SpecIndex

_TRIES = 12


@dataclass(slots=True)
class SampleRow:
    """A row on the stage; ``values`` are by column of the table."""

    id: UUID
    family: int
    site: UUID
    values: Values


@dataclass(slots=True)
class Rows:
    """What lies on the stage before anything is tried."""

    of: dict[str, list[SampleRow]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, str] = field(default_factory=dict)
    """Entities of which no sample row could be stored, and what the database said."""

    def one(self, entity: str, family: int, site: UUID) -> SampleRow | None:
        """The row of a family."""
        found = (row for row in self.of[entity] if row.family == family and row.site == site)
        return next(found, None)


class Placing:
    """Puts the rows where they belong.

    The row of family *n* belongs, by its first relation, to the row of family *n*, by its second to that of
    the next, and so on; it was created by yet another. So whoever owns a row by one path does not own it by
    another, and a policy that follows the wrong path shows.
    """

    def __init__(self, stage: Stage, names: ModuleNames, people: People, maker: Maker) -> None:
        self._stage = stage
        self._names = names
        self._index: SpecIndex = names.index
        self._people = people
        self._maker = maker
        self.rows = Rows()

    async def place(self) -> Rows:
        """Store a row of each entity for each member, on both sites."""
        await self._stage.run(_place_function(self._function))
        await self._stage.connection.execute("set local role sayso_mover")
        for entity in self._maker.order():
            await self._entity(entity)
        await self._links()
        await self._stage.gate.leave()
        return self.rows

    @property
    def _function(self) -> str:
        return f"apps.proof_{self._stage.prefix}_place"

    async def _entity(self, entity: str) -> None:
        pending = [
            SampleRow(uuid4(), family, site, {})
            for site in (self._people.site, self._people.other_site)
            for family in range(len(self._people.members))
        ]
        for attempt in range(_TRIES):
            for row in pending:
                row.values = self._values(entity, row, attempt)
            answers = await self._try(entity, pending)
            placed = [row for row, said in zip(pending, answers, strict=True) if said is None]
            self.rows.of[entity] += placed
            for row in placed[:1]:
                self._maker.accept(entity, {name.strip('"'): value for name, value in row.values.items()})
            refused = [said for said in answers if said is not None]
            pending = [row for row, said in zip(pending, answers, strict=True) if said is not None]
            if not pending:
                return
        if not self.rows.of[entity]:
            self.rows.refused[entity] = refused[0]

    def _values(self, entity: str, row: SampleRow, attempt: int) -> Values:
        values = {quote(name): value for name, value in self._maker.fields(entity, row.site, attempt).items()}
        for number, link in enumerate(self._index.parents(entity).values()):
            family = (row.family + number) % len(self._people.members)
            parent = self.rows.one(link.parent, family, row.site)
            values[quote(reference(link.name))] = str(parent.id) if parent else None
        if self._index.entities[entity].person_role:
            values["member_id"] = str(self._member(row.family).member)
        flow = self._index.flows.get(entity)
        if flow is not None:
            values[quote(flow.field)] = flow.initial
        return values | {
            "id": str(row.id),
            "site_id": str(row.site),
            "created_by": str(self._member(row.family - 1).member),
        }

    def _member(self, number: int) -> Actor:
        return self._people.members[number % len(self._people.members)]

    async def _try(self, entity: str, rows: Sequence[SampleRow]) -> list[str | None]:
        table = self._names.qualified(self._names.table(entity))
        given = [
            {
                "table": table,
                "columns": ", ".join(row.values),
                "row": {name.strip('"'): value for name, value in row.values.items()},
            }
            for row in rows
        ]
        return await self._send(given)

    async def _links(self) -> None:
        given = []
        for junction in self._index.junctions:
            left, right = self._names.junction_columns(junction)
            for row in self.rows.of[junction.left]:
                other = self.rows.one(junction.right, row.family, row.site)
                if other is None:
                    continue
                values = {"site_id": str(row.site), left: str(row.id), right: str(other.id)}
                table = self._names.qualified(self._names.junction(junction))
                given.append({"table": table, "columns": ", ".join(map(quote, values)), "row": values})
        await self._send(given)

    async def _send(self, given: Sequence[Mapping[str, object]]) -> list[str | None]:
        found = await self._stage.connection.fetchval(
            f"select {self._function}($1::text::jsonb)::text",
            json.dumps(given),
        )
        answers: list[str | None] = json.loads(found)
        return answers


def _place_function(name: str) -> str:
    return f"""
create function {name}(given jsonb) returns jsonb language plpgsql as $$
declare
  item jsonb;
  answers jsonb := '[]';
begin
  for item in select * from jsonb_array_elements(given) loop
    begin
      execute format(
        'insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)',
        item ->> 'table', item ->> 'columns'
      ) using item -> 'row';
      answers := answers || 'null'::jsonb;
    exception when others then
      answers := answers || to_jsonb(sqlerrm);
    end;
  end loop;
  return answers;
end $$;
"""
