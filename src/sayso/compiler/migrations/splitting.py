"""A field whose values become rows of an entity of their own, and the way back."""

from sayso.spec.model import Field, FieldType

from .archiving import SCHEMA, archived_column
from .casts import Caster
from .draft import Draft
from .moves import Source, TableMove, fields_of
from .parting import as_text
from .probes import counted
from .renames import new_name
from .shape import Table
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
    archived = draft.archive.tables.get(transform.entity)
    title = next(
        (
            c
            for c in (transform.title, archived_column(transform.title))
            if archived and c in archived.columns
        ),
        None,
    )
    if archived is not None and title is not None:
        _find(draft, move, transform, found, (f"{SCHEMA}.{archived.name}", title))
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


def _find(draft: Draft, move: TableMove, transform: SplitOff, found: str, there: tuple[str, str]) -> None:
    """Rows that were split off before: first the one that was linked, then any of that name."""
    table, title = there
    if (move.key, transform.link) in draft.archive.columns:
        link = f"t.{archived_column(transform.link)}"
        draft.write(
            f"update {found} as s set id = e.id, is_new = false from {move.place} as t, {table} as e\n"
            f"where t.id = s.row_id and e.id = {link} and btrim(e.{title}) = s.value;"
        )
    draft.write(
        f"update {found} as s set id = n.id, is_new = false from (\n"
        f"  select distinct on (e.site_id, btrim(e.{title})) e.id, e.site_id, btrim(e.{title}) as value\n"
        f"  from {table} as e order by e.site_id, btrim(e.{title}), e.created_at, e.id\n"
        ") as n where s.id is null and n.site_id = s.site_id and n.value = s.value;"
    )


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
    if junction is not None and junction.is_junction:
        left, right = (junction.columns[key].name for key in ("left_id", "right_id"))
        linked = (
            f"select btrim({name}) as name from {junction.qualified} as j join {entity.qualified} as e "
            f"on e.id = j.{right} where j.{left} = t.id"
        )
        said = f"(select string_agg(l.name, ', ' order by l.name) from ({linked}) as l)"
        now = f"array(select distinct l.name from ({linked}) as l order by 1)"
    elif transform.link in move.sources:
        said = f"(select {name} from {entity.qualified} as e where e.id = {move.sources[transform.link].sql})"
        now = f"array(select btrim(x) from (select {said} as x) as v where btrim(x) <> '')"
    else:
        return
    sql = f"(select {caster.cast('x', _TEXT, wanted)} from (select {said} as x) as v)"
    before = move.sources.get(transform.field)
    if before is not None and before.field is not None and before.field.type is wanted.type:
        values = _values(caster, before, is_multiple=junction is not None)
        each = f"from {values} as l (value) where btrim(value) <> ''"
        was = f"array(select distinct btrim(value) {each} order by 1)"
        sql = f"case when {was} = {now} then {before.sql} else {sql} end"
    move.sources[transform.field] = Source(sql, wanted)
    draft.say(
        "take_in",
        f"Write the names of linked rows into “{wanted.label}” again; the rows stay in the archive.",
        transform.field,
        transform.entity,
        rewrites=move.place,
    )
