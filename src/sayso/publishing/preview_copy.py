"""Copies the rows of a module into the tables of its preview, with the people and files they speak of."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from sayso.compiler.identifiers import ModuleNames, quote
from sayso.db.scope import Scope
from sayso.errors import DeniedError
from sayso.kit.words import plural, sentence
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, AppSpec, Entity, FieldType
from sayso.spec.model import Scope as RuleScope

_OF_PEOPLE = frozenset({"created_by", "member_id"})
_OF_FILES = frozenset({FieldType.FILE, FieldType.IMAGE})

_COLUMNS = """
select a.attname as name from pg_attribute a
where a.attrelid = $1::text::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
order by a.attnum
"""
_REFERENCES = """
select format('%I.%I', n.nspname, t.relname) as table_name, c.conname as name,
  pg_get_constraintdef(c.oid) as said
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_namespace n on n.oid = t.relnamespace
where c.contype = 'f' and n.nspname = 'apps' and starts_with(t.relname, $1)
order by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is to be made: whose rows, into which module, and who is who there."""

    spec: AppSpec
    source: Module
    target: Module
    members: Mapping[UUID, UUID]


def demand_copy(live: Module, spec: AppSpec, eyes: Scope | None) -> None:
    """Refuse to copy rows for somebody who does not read all of them, in every field.

    Whoever makes a preview has the widest role in it, and may open it to others; what is copied has to be
    theirs to show.

    Raises:
        DeniedError: with the first kind of rows that is hidden from them.
    """
    what = "rows"
    if eyes is not None and eyes.site_id == live.site.id:
        hidden = [one for one in spec.entities if not _reads_all(spec, one, eyes.role)]
        if not hidden:
            return
        what = sentence(plural(hidden[0].name)).lower()
    raise DeniedError(
        f"You do not see all {what} of {live.name}, so you cannot copy them.",
        hint="Begin the preview empty or with sample rows, or ask somebody who sees everything to make it.",
    )


def _reads_all(spec: AppSpec, entity: Entity, role: str) -> bool:
    return any(
        rule.role == role
        and rule.entity == entity.name
        and Action.READ in rule.actions
        and rule.scope is RuleScope.ALL
        and rule.fields is None
        for rule in spec.permissions.rules
    )


Pair = tuple[str, str, frozenset[str]]
"""A table, its fellow, and the columns that hold files."""


async def copy_rows(connection: "asyncpg.Connection[asyncpg.Record]", copy: Copy, uploads: Uploads) -> None:
    """Copy all rows inside the caller's transaction; ids stay, so that links do too.

    People who are no members of the preview's site are left out of the rows, not the rows.
    """
    files = await _copied_files(connection, copy, uploads)
    await connection.execute("set local sayso.migrating = 'on'; set local role sayso_mover")
    references = await connection.fetch(_REFERENCES, f"mod_{copy.target.prefix}_")
    for one in references:
        await connection.execute(f"alter table {one['table_name']} drop constraint {quote(one['name'])}")
    for pair in _tables(copy):
        await _copy_table(connection, copy, pair, files)
    for one in references:
        added = f"alter table {one['table_name']} add constraint {quote(one['name'])} {one['said']}"
        await connection.execute(added)
    await connection.execute("reset role; set local sayso.migrating = 'off'")


async def _copy_table(
    connection: "asyncpg.Connection[asyncpg.Record]",
    copy: Copy,
    pair: Pair,
    files: Mapping[UUID, UUID],
) -> None:
    source, target, of_files = pair
    there = {row["name"] for row in await connection.fetch(_COLUMNS, source)}
    names = [row["name"] for row in await connection.fetch(_COLUMNS, target) if row["name"] in there]

    def value(name: str) -> str:
        if name == "site_id":
            return "$1"
        if name in _OF_PEOPLE:
            return f"($3::jsonb ->> t.{quote(name)}::text)::uuid"
        if name in of_files:
            return f"($4::jsonb ->> t.{quote(name)}::text)::uuid"
        return f"t.{quote(name)}"

    script = (
        f"insert into {target} ({', '.join(map(quote, names))}) "  # noqa: S608 - names come from the catalogue
        f"select {', '.join(map(value, names))} from {source} t "
        "where t.site_id = $2 and $3::jsonb is not null and $4::jsonb is not null"
    )
    people, kept = _as_json(copy.members), _as_json(files)
    await connection.execute(script, copy.target.site.id, copy.source.site.id, people, kept)


def _tables(copy: Copy) -> Iterator[Pair]:
    """Every table of the source and its fellow."""
    index = SpecIndex(copy.spec)
    source, target = ModuleNames.of(index, copy.source.prefix), ModuleNames.of(index, copy.target.prefix)
    for entity in copy.spec.entities:
        held = frozenset(field.name for field in entity.fields if field.type in _OF_FILES)
        yield (
            source.qualified(source.table(entity.name)),
            target.qualified(target.table(entity.name)),
            held,
        )
    for junction in index.junctions:
        yield (
            source.qualified(source.junction(junction)),
            target.qualified(target.junction(junction)),
            frozenset(),
        )


async def _copied_files(
    connection: "asyncpg.Connection[asyncpg.Record]", copy: Copy, uploads: Uploads
) -> dict[UUID, UUID]:
    """The files of the source's site under new ids at the target's, where rows can have any."""
    if not any(field.type in _OF_FILES for entity in copy.spec.entities for field in entity.fields):
        return {}
    rows = await connection.fetch("select id from public.files where site_id = $1", copy.source.site.id)
    found = {row["id"]: uuid4() for row in rows}
    copied = {
        old: new
        for old, new in found.items()
        if uploads.link(copy.source.site.id, old, copy.target.site.id, new)
    }
    await connection.executemany(
        "insert into public.files "
        "(id, agency_id, site_id, name, size, content_type, sha256, created_at, row_id) "
        "select $2, agency_id, $3, name, size, content_type, sha256, created_at, row_id "
        "from public.files where id = $1",
        [(old, new, copy.target.site.id) for old, new in copied.items()],
    )
    return copied


def _as_json(ids: Mapping[UUID, UUID]) -> str:
    return json.dumps({str(old): str(new) for old, new in ids.items()})
