"""Values that have to be unique from now on, and are not."""

from sayso.spec.expressions import sql_text
from sayso.spec.model import Field, FieldType

from .casts import from_json
from .draft import Draft
from .moves import Refill, Source, TableMove, fields_of
from .probes import asked, counted, shown
from .types import Decision, Do, Probe
from .values import CHANGES

_NUMBERED = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


def settle_duplicates(draft: Draft, move: TableMove) -> None:
    """Ask about each uniqueness that is new, or whose values change."""
    fields = fields_of(draft.after, move.key)
    known = {part.meaning for part in move.old.parts} if move.old is not None else set()
    for part in move.new.parts:
        keys = [key for key in move.new.columns if part.mentions((key,))]
        if part.holds_unique and len(keys) == 1 and keys[0] in fields and keys[0] not in move.sources:
            _ask_beginning(draft, move, fields[keys[0]])
        if not part.holds_unique or not keys or not all(key in move.sources for key in keys):
            continue
        if part.meaning in known and move.refills.keys().isdisjoint(keys):
            continue
        only = fields.get(keys[0]) if len(keys) == 1 else None
        if only is not None:
            _settle_one(draft, move, only)
        elif len(keys) > 1:
            _ask_several(draft, move, keys)


def _settle_one(draft: Draft, move: TableMove, field: Field) -> None:
    options = (
        *([] if field.required else [Do.FIRST]),
        *([Do.NUMBER] if field.type in _NUMBERED else []),
    )
    question = f"What should become of rows that share a “{field.label}” with an earlier one?"
    decision = Decision(f"{field.id}.unique", question, options, None)
    source, refill = move.sources[field.id], move.refills.get(field.id)
    mapped, final = (refill.mapped, refill.final) if refill else ("old", "mapped")
    value = "lower(v.value)" if field.type is FieldType.EMAIL else "v.value"
    rows = (
        f"(select v.id, v.created_at, v.value as old, row_number() over (partition by v.site_id, {value} "
        f"order by v.created_at, v.id) as place "
        f"from (select s.*, {final} as value from {asked(move, source, mapped)} as s) as v "
        "where v.value is not null)"
    )
    draft.found(
        "unique_field",
        field.id,
        Probe(
            f"Rows that share a “{field.label}” with an earlier one",
            counted(rows, "m.place > 1"),
            shown(draft, move.key, [field.id], rows, "m.place > 1"),
            loses=True,
            decision=decision if options else None,
            blocks=True,
        ),
        f"From now on no two rows may have the same “{field.label}”.",
        move.place,
    )
    choice = draft.chosen(decision)
    if choice is not None:
        _tell_apart(move, field, source, refill, is_numbered=choice.do is Do.NUMBER)


def _tell_apart(
    move: TableMove, field: Field, source: Source, refill: Refill | None, *, is_numbered: bool
) -> None:
    """The earliest row keeps the value; the others get a number behind it, or none."""
    column = move.new.columns[field.id]
    if refill is None:
        refill = Refill(column, source, "old", "old")
        move.refills[field.id] = refill
    changed = from_json("c.becomes", column.type)
    value = "lower(v.value)" if field.type is FieldType.EMAIL else "v.value"
    key = sql_text(field.id)
    move.renumbered.add(field.id)
    becomes = "to_jsonb(d.value || ' (' || f.number || ')')" if is_numbered else "null::jsonb"
    numbers = f"{_FREE_NUMBERS}\n" if is_numbered else ""
    numbered = (
        "join f on f.site_id = d.site_id and f.value = d.value and f.place = d.place " if is_numbered else ""
    )
    move.noted.append(
        f"with d as materialized (\n"
        f"  select v.*, row_number() over (\n"
        f"    partition by v.site_id, {value} order by v.created_at, v.id) as place\n"
        f"  from (select s.id, s.site_id, s.created_at, s.old,\n"
        f"    case when c.row_id is null then s.mapped else {changed} end as value\n"
        f"    from {asked(move, source, refill.mapped)} as s\n"
        f"    left join {CHANGES} as c on c.element = {key} and c.row_id = s.id\n"
        f"  ) as v where v.value is not null\n"
        f"){',' * is_numbered}\n{numbers}"
        f"insert into {CHANGES} (entity, element, row_id, site_id, was, becomes)\n"
        f"select {sql_text(move.key)}, {key}, d.id, d.site_id, to_jsonb(d.old), {becomes}\n"
        f"from d {numbered}where d.place > 1\n"
        "on conflict (element, row_id) do update set becomes = excluded.becomes, returned = null;"
    )


_FREE_NUMBERS = r"""taken as materialized (
  select site_id, substring(value from '^(.*) \([1-9][0-9]{0,8}\)$') as value,
    substring(value from ' \(([1-9][0-9]{0,8})\)$')::int as number
  from d where value ~ ' \([1-9][0-9]{0,8}\)$'
),
f as materialized (
  select g.site_id, g.value, n as number,
    1 + row_number() over (partition by g.site_id, g.value order by n) as place
  from (select site_id, value, count(*) as rows from d group by 1, 2 having count(*) > 1) as g
  cross join lateral generate_series(
    2, g.rows + (select count(*) from taken as t where t.site_id = g.site_id and t.value = g.value)) as n
  where not exists (
    select from taken as t where t.site_id = g.site_id and t.value = g.value and t.number = n)
)"""
"""For the second and every later row of one value (``d``) the next number that no other row has."""


def _ask_beginning(draft: Draft, move: TableMove, field: Field) -> None:
    """A value that all rows of a field that was never there would begin with."""
    if field.default is None and field.id not in move.starts:
        return
    rows = (
        "(select t.id, t.created_at, null as old, "
        "row_number() over (partition by t.site_id order by t.created_at, t.id) as place "
        f"from {move.place} as t)"
    )
    draft.found(
        "unique_field",
        field.id,
        Probe(
            f"Rows that would begin with the same “{field.label}” as an earlier one",
            counted(rows, "m.place > 1"),
            blocks=True,
        ),
        f"From now on no two rows may have the same “{field.label}”.",
        move.place,
    )


def _ask_several(draft: Draft, move: TableMove, keys: list[str]) -> None:
    """Several values that have to be unique together; only people can say which of them is wrong."""
    fields = fields_of(draft.after, move.key)
    labels = " and ".join(f"“{fields[key].label}”" if key in fields else "the link" for key in keys)
    values = ", ".join(move.sources[key].asked or move.sources[key].sql for key in keys)
    filled = " and ".join(f"({move.sources[key].asked or move.sources[key].sql}) is not null" for key in keys)
    rows = (
        f"(select t.id, t.created_at, concat_ws(', ', {values}) as old, row_number() over "
        f"(partition by t.site_id, {values} order by t.created_at, t.id) as place "
        f"from {move.place} as t where {filled})"
    )
    draft.found(
        "unique_fields",
        keys[0],
        Probe(
            f"Rows with the same {labels} as an earlier one",
            counted(rows, "m.place > 1"),
            shown(draft, move.key, keys, rows, "m.place > 1"),
            blocks=True,
        ),
        f"From now on no two rows may have the same {labels}.",
        move.place,
    )
