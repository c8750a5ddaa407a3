"""A field whose values become rows of an entity of their own, and the way back."""

from dataclasses import dataclass

from sayso.spec.model import Field, FieldType

from .archive_schema import SCHEMA, archived_column
from .casts import Caster
from .draft import Draft
from .field_transforms import as_text
from .moves import Source, TableMove, fields_of
from .probes import counted
from .renames import new_name
from .shape import Table
from .sources import kind_in_archive
from .transforms import SplitOff, TakeIn
from .types import Probe

_TEXT = Field(id="fld_sometext", name="text", label="text", type=FieldType.TEXT)


def split_off(draft: Draft, move: TableMove, transform: SplitOff, caster: Caster) -> None:
    """Every different value of a site becomes a row, unless one of that name is in the archive."""
    source = move.sources.get(transform.field)
    entity = draft.new.tables.get(transform.entity)
    if source is None or entity is None or transform.entity in draft.old.tables:
        return
    junction = draft.new.tables.get(transform.link)
    is_multiple = junction is not None and junction.is_junction
    found = new_name("split", transform.field)
    values = _values(caster, source, is_multiple=is_multiple)
    draft.write(
        f"drop table if exists pg_temp.{found};\n"
        f"create temporary table {found} on commit drop as\n"
        "select v.row_id, v.site_id, v.value, null::uuid as id, true as is_new from (\n"
        f"  select distinct t.id as row_id, t.site_id, btrim(value) as value from {move.place} as t, "
        f"lateral {values} as l (value)\n) as v where v.value <> '';\n"
        f"create index on {found} (row_id);"
    )
    _find(draft, move, transform, _Found(found, source, values, is_multiple), caster)
    draft.write(
        "with n as materialized (\n"
        f"  select site_id, value, gen_random_uuid() as id from {found}\n"
        "  where id is null group by site_id, value\n"
        f") update {found} as s set id = n.id from n\n"
        "where s.id is null and n.site_id = s.site_id and n.value = s.value;"
    )
    _insert(draft, transform, entity, found, caster)
    if is_multiple and junction is not None:
        _link_many(draft, junction, found)
    else:
        there = f"(select t.id from {values} as l (value) where btrim(value) <> '')"
        sql = f"(select s.id from {found} as s where s.row_id = t.id)"
        move.sources[transform.link] = Source(sql, asked=there)
    field = source.field
    label = field.label if field else ""
    each = f"from {move.place} as t, lateral {values} as l (value)"
    rows = f"(select distinct t.site_id, btrim(value) as value {each})"
    draft.say(
        "split_entity",
        f"Make rows of their own from “{label}”: one for each different value, with links to them.",
        transform.entity,
        transform.field,
        rewrites=move.place,
        probes=(Probe(f"Different values of “{label}” that become rows", counted(rows, "m.value <> ''")),),
    )


def _values(caster: Caster, source: Source, *, is_multiple: bool) -> str:
    """A set of texts: the value, or the parts of it."""
    if is_multiple and source.field is not None and source.field.type is FieldType.MULTI_ENUM:
        return f"unnest({source.sql})"
    text = as_text(caster, source)
    return rf"regexp_split_to_table({text}, '\s*[,;]\s*')" if is_multiple else f"(select {text})"


@dataclass(frozen=True, slots=True)
class _Found:
    """The temporary table of what each row says, and where that is from."""

    table: str
    source: Source
    values: str
    is_multiple: bool


def _find(draft: Draft, move: TableMove, transform: SplitOff, found: _Found, caster: Caster) -> None:
    """Rows that were split off before: first those that were linked, then any of that name."""
    archived = draft.archive.tables.get(transform.entity)
    columns = (transform.title, archived_column(transform.title))
    title = next((c for c in columns if archived is not None and c in archived.columns), None)
    if archived is None or title is None:
        return
    place = f"{SCHEMA}.{archived.name}"
    wanted = fields_of(draft.after, transform.entity).get(transform.title, _TEXT)
    named = kind_in_archive(draft, (transform.entity, transform.title), archived.columns[title], wanted)
    name = as_text(caster, Source(f"e.{title}", named))
    links = _links_in_archive(draft, move, transform.link)
    if links is not None:
        earlier = f"select l.row_id, e.id, {name} as name {links} join {place} as e on e.id = l.id"
        _follow_links(found, draft, move, earlier, caster)
    draft.write(
        f"update {found.table} as s set id = n.id, is_new = false from (\n"
        f"  select distinct on (e.site_id, btrim({name})) e.id, e.site_id, btrim({name}) as value\n"
        f"  from {place} as e order by e.site_id, btrim({name}), e.created_at, e.id\n"
        ") as n where s.id is null and n.site_id = s.site_id and n.value = s.value;"
    )


def _links_in_archive(draft: Draft, move: TableMove, link: str) -> str | None:
    """From each row to what it was linked to (``l``)."""
    junction = draft.archive.tables.get(link)
    if junction is not None:
        pairs = f"select left_id as row_id, right_id as id from {SCHEMA}.{junction.name}"
    elif (move.key, link) in draft.archive.columns:
        pairs = f"select t.id as row_id, t.{archived_column(link)} as id from {move.place} as t"
    else:
        return None
    return f"from ({pairs}) as l"


def _follow_links(found: _Found, draft: Draft, move: TableMove, earlier: str, caster: Caster) -> None:
    """Where a row says what its links made it say when they were taken in, they return as they were.

    Rows may be called alike, or what the field cannot say; only the links tell them apart. Of a row that
    says something else by now, those return whose names it still says.
    """
    links, table, source = new_name("earlier", found.table), found.table, found.source
    draft.write(
        f"drop table if exists pg_temp.{links};\n"
        f"create temporary table {links} on commit drop as\n{earlier};\n"
        f"create index on {links} (row_id);"
    )
    rows = f"select l.name from {links} as l where l.row_id = t.id"
    same = f"{_listed(found.values)} = {_names(rows)}"
    if source.field is not None:
        told = _told(rows, is_multiple=found.is_multiple)
        cast = caster.cast("x", _TEXT, source.field)
        same += f" or {source.sql} is not distinct from (select {cast} from (select {told} as x) as v)"
    draft.write(
        f"delete from {table} as s using {move.place} as t where t.id = s.row_id and ({same});\n"
        f"insert into {table} (row_id, site_id, value, id, is_new)\n"
        f"select t.id, t.site_id, btrim(l.name), l.id, false from {move.place} as t "
        f"join {links} as l on l.row_id = t.id where {same};"
    )
    again = "l.row_id = s.row_id and btrim(l.name) = s.value"
    draft.write(
        f"insert into {table} (row_id, site_id, value, id, is_new)\n"
        f"select s.row_id, s.site_id, s.value, l.id, false from {table} as s join {links} as l on {again}\n"
        "where s.id is null;\n"
        f"delete from {table} as s using {links} as l where s.id is null and {again};"
    )


def _listed(values: str) -> str:
    """What a row says, each once and in order."""
    return (
        f"array(select distinct btrim(value) from {values} as l (value) where btrim(value) <> '' order by 1)"
    )


def _names(rows: str) -> str:
    """What the rows that a row is linked to are called, each once and in order."""
    each = f"from ({rows}) as l where btrim(l.name) <> '' order by 1"
    return f"array(select distinct btrim(l.name) {each})"


def _told(rows: str, *, is_multiple: bool) -> str:
    """The same as the text that a row gets when its links are taken in."""
    if is_multiple:
        return f"(select string_agg(btrim(l.name), ', ' order by btrim(l.name)) from ({rows}) as l)"
    return f"(select l.name from ({rows}) as l)"


def _insert(draft: Draft, transform: SplitOff, entity: Table, found: str, caster: Caster) -> None:
    columns, values = ["id", "site_id"], ["s.id", "s.site_id"]
    title = entity.columns.get(transform.title)
    if title is not None:
        field = fields_of(draft.after, transform.entity)[transform.title]
        columns.append(title.name)
        values.append(caster.cast("s.value", _TEXT, field))
    draft.write_late(
        entity.qualified,
        f"insert into {entity.qualified} ({', '.join(columns)})\nselect {', '.join(values)} from "
        f"(select distinct id, site_id, value from {found} where is_new) as s order by s.site_id, s.value;",
    )


def _link_many(draft: Draft, junction: Table, found: str) -> None:
    left, right = (junction.columns[key].name for key in ("left_id", "right_id"))
    if junction.key in draft.archive.tables:
        draft.write_late(
            junction.qualified,
            f"delete from {junction.qualified} as j where not exists (\n"
            f"  select from {found} as s where s.row_id = j.{left} and s.id = j.{right});",
        )
    draft.write_late(
        junction.qualified,
        f"insert into {junction.qualified} (site_id, {left}, {right})\n"
        f"select site_id, row_id, id from {found} order by row_id, id on conflict do nothing;",
    )


def take_in(draft: Draft, move: TableMove, transform: TakeIn, caster: Caster) -> None:
    """What a row said before, if it is still linked to that; else what it is linked to is called."""
    entity = draft.old.tables.get(transform.entity)
    title = entity.columns.get(transform.title) if entity else None
    if entity is None or title is None or transform.field not in move.new.columns:
        return
    wanted = fields_of(draft.after, move.key)[transform.field]
    named = fields_of(draft.before, transform.entity)[transform.title]
    name = as_text(caster, Source(f"e.{title.name}", named))
    junction = draft.old.tables.get(transform.link)
    is_multiple = junction is not None and junction.is_junction
    if junction is not None and is_multiple:
        left, right = (junction.columns[key].name for key in ("left_id", "right_id"))
        rows = (
            f"select {name} as name from {junction.qualified} as j join {entity.qualified} as e "
            f"on e.id = j.{right} where j.{left} = t.id"
        )
    elif transform.link in move.sources:
        link = move.sources[transform.link].sql
        rows = f"select {name} as name from {entity.qualified} as e where e.id = {link}"
    else:
        return
    told = _told(rows, is_multiple=is_multiple)
    sql = f"(select {caster.cast('x', _TEXT, wanted)} from (select {told} as x) as v)"
    before = move.sources.get(transform.field)
    if before is not None and before.field is not None and before.field.type is wanted.type:
        was = _listed(_values(caster, before, is_multiple=is_multiple))
        sql = f"case when {was} = {_names(rows)} then {before.sql} else {sql} end"
    move.sources[transform.field] = Source(sql, wanted)
    draft.say(
        "take_in",
        f"Write the names of linked rows into “{wanted.label}” again; the rows stay in the archive.",
        transform.field,
        transform.entity,
        rewrites=move.place,
    )
