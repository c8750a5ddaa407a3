"""What the live tables and the archive hold, by the ids of elements, so that names do not matter."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import asyncpg

from sayso.compiler.identifiers import ModuleNames
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, FieldType, RelationshipKind

SYSTEM = ("id", "site_id", "created_at", "updated_at", "created_by", "version", "member_id")
Key = tuple[str, str]
"""A row's id and an element's id."""


@dataclass
class Picture:
    """Rows by entity and id, values by element; links of many_to_many by relationship."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def values(self) -> dict[Key, Any]:
        """Every value that is not empty."""
        return {
            (row_id, element): value
            for rows in self.rows.values()
            for row_id, row in rows.items()
            for element, value in row.items()
            if value is not None and element not in SYSTEM
        }


async def take(connection: "asyncpg.Connection[asyncpg.Record]", spec: AppSpec, prefix: str) -> Picture:
    """The live tables; options and states by their ids."""
    index = SpecIndex(spec)
    names = ModuleNames.of(index, prefix)
    picture = Picture()
    for entity in spec.entities:
        columns: dict[str, tuple[str, dict[str, str]]] = {}
        for told in entity.fields:
            listed = told.type in {FieldType.ENUM, FieldType.MULTI_ENUM}
            options = {option.name: option.id for option in told.options} if listed else {}
            columns[names.column(entity.name, told.name)] = (told.id, options)
        for link in spec.relationships:
            child = link.from_entity if link.kind is RelationshipKind.BELONGS_TO else link.to_entity
            if link.kind is RelationshipKind.MANY_TO_MANY or child != entity.name:
                continue
            name = link.name if link.kind is RelationshipKind.BELONGS_TO else link.inverse
            columns[names.column(entity.name, name)] = (link.id, {})
        flow = index.flows.get(entity.name)
        if flow is not None:
            columns[flow.field] = (flow.id, {state.name: state.id for state in flow.states})
        table = names.qualified(names.table(entity.name))
        for record in await connection.fetch(f"select to_jsonb(t)::text as row from {table} t"):
            row = json.loads(record["row"], parse_float=Decimal)
            kept = {name: row[name] for name in SYSTEM if name in row and name not in columns}
            for column, (element, options) in columns.items():
                kept[element] = _by_id(row[column], options)
            picture.rows[entity.id][row["id"]] = kept
    for junction in index.junctions:
        left, right = names.junction_columns(junction)
        table = names.qualified(names.junction(junction))
        found = await connection.fetch(f'select "{left}"::text as l, "{right}"::text as r from {table}')
        picture.links[_id_of(spec, junction)] = frozenset((row["l"], row["r"]) for row in found)
    return picture


def _id_of(spec: AppSpec, junction: Any) -> str:
    return next(
        link.id
        for link in spec.relationships
        if link.kind is RelationshipKind.MANY_TO_MANY
        and (link.from_entity, link.name) == (junction.left, junction.name)
    )


def _by_id(value: Any, options: dict[str, str]) -> Any:
    if not options or value is None:
        return value
    if isinstance(value, list):
        return [options.get(one, one) for one in value]
    return options.get(value, value)


async def archived(connection: "asyncpg.Connection[asyncpg.Record]", prefix: str) -> dict[str, list[Any]]:
    """Every value in the archive as ``row id -> values``, whatever the element."""
    found: dict[str, list[Any]] = defaultdict(list)
    tables = await connection.fetch(
        "select n.nspname as schema, c.relname as name from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind = 'r' and starts_with(c.relname, $1) and n.nspname in ('apps', 'apps_archive')",
        f"mod_{prefix}_",
    )
    for table in tables:
        name = f'{table["schema"]}."{table["name"]}"'
        is_live = table["schema"] == "apps"
        for record in await connection.fetch(f"select to_jsonb(t)::text as row from {name} t"):
            row = json.loads(record["row"], parse_float=Decimal)
            if table["name"] == f"mod_{prefix}_values" and not is_live:
                found[row["row_id"]].append(row["value"])
            elif "id" in row:
                found[row["id"]] += [
                    value
                    for column, value in row.items()
                    if column not in SYSTEM and (not is_live or column.startswith("archived_"))
                ]
    return found


async def archived_rows(connection: "asyncpg.Connection[asyncpg.Record]", prefix: str) -> set[str]:
    """Ids of the rows that lie in archived tables."""
    found: set[str] = set()
    tables = await connection.fetch(
        "select c.relname as name from pg_class c where c.relnamespace = to_regnamespace('apps_archive') "
        "and c.relkind = 'r' and starts_with(c.relname, $1) and c.relname <> $1 || 'values' "
        "and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id')",
        f"mod_{prefix}_",
    )
    for table in tables:
        rows = await connection.fetch(f'select id::text from apps_archive."{table["name"]}"')
        found |= {row["id"] for row in rows}
    return found


async def one_of_each(
    connection: "asyncpg.Connection[asyncpg.Record]", picture: Picture, prefix: str
) -> dict[str, str]:
    """The id of a row of each entity, live or in the archive."""
    found = {entity: next(iter(rows)) for entity, rows in picture.rows.items() if rows}
    stem = f"mod_{prefix}_"
    tables = await connection.fetch(
        "select relname as name from pg_class where relnamespace = to_regnamespace('apps_archive') "
        "and relkind = 'r' and starts_with(relname, $1)",
        f"{stem}ent_",
    )
    for table in tables:
        one = await connection.fetchval(f'select id::text from apps_archive."{table["name"]}" limit 1')
        if one is not None:
            found.setdefault(table["name"].removeprefix(stem), one)
    return found
