"""Values that change: which rows, what becomes of them, and what is kept of what they were."""

from sayso.spec.expressions import sql_text

from .archive_schema import values_table, whole_of
from .casts import from_json
from .draft import Draft, Statement
from .moves import Refill, TableMove

CHANGES = "_new_changes"
_START = f"""drop table if exists pg_temp.{CHANGES};
create temporary table {CHANGES} (
  entity text, element text, row_id uuid, site_id uuid, was jsonb, becomes jsonb, returned bigint,
  primary key (element, row_id)
) on commit drop;"""


def rows_of(move: TableMove, refill: Refill, kept: str = "") -> str:
    """Every row with its value as it was (``old``), as it is mapped, and as it will be (``final``)."""
    source = refill.source
    k = "k.id, k.w," if kept else ""
    final = (
        f"case when s.kept is not null then s.kept_value else {refill.final} end" if kept else refill.final
    )
    inner = (
        f"select t.id, t.site_id, t.created_at, {source.sql} as old, {source.was or source.sql} as was "
        f"from {move.place} as t"
    )
    mapped = f"select s.*, {refill.mapped} as mapped from ({inner}) as s"
    if k:
        mapped = f"select s.*, k.id as kept, k.w as kept_value from ({mapped}) as s {kept}"
    return f"(select s.*, {final} as final from ({mapped}) as s)"


def write_values(draft: Draft, move: TableMove) -> None:
    """The statements for all columns of a table whose values change."""
    if not move.refills:
        return
    draft.uses_values = True
    if not any(statement.switch == _START for statement in draft.rows):
        draft.rows.insert(0, Statement(_START, _START))
    draft.written.add(move.place)
    bulk = [refill for refill in move.refills.values() if refill.is_bulk]
    for refill in bulk:
        _make_room(draft, move, refill)
    for refill in move.refills.values():
        if refill.may_differ:
            draft.write(_note_changes(draft, move, refill))
    draft.rows += [Statement(text, text) for text in move.noted]
    if bulk:
        sets = ",\n  ".join(
            f"{move.room(r.column)} = (select {r.mapped} from (select {r.source.sql} as old) as s)"
            for r in bulk
        )
        draft.write(f"update {move.place} as t set\n  {sets};")


def apply_values(draft: Draft, move: TableMove) -> None:
    """Once all changes are noted: bring them to the rows, and keep what the values were."""
    draft.rows += [Statement(text, text) for text in move.spent]
    for key, refill in move.refills.items():
        value = from_json("c.becomes", refill.column.type)
        where = f"from {CHANGES} as c where c.element = {sql_text(key)} and c.row_id = t.id"
        if refill.is_bulk:
            if refill.may_differ or move.noted:
                draft.write(f"update {move.place} as t set {move.room(refill.column)} = {value} {where};")
            if not draft.archive.kept.isdisjoint((key, whole_of(key))):
                draft.write(_follow(draft, move, refill))
        else:
            change = f"update {move.new.qualified} as t set {refill.column.name} = {value} {where};"
            draft.write_late(move.new.qualified, change)
    if move.refills:
        table = values_table(draft.prefix)
        element = ", ".join(map(sql_text, move.refills))
        wholes = [key for key, refill in move.refills.items() if refill.source.was is not None]
        cases = " ".join(f"when {sql_text(key)} then {sql_text(whole_of(key))}" for key in wholes)
        kept_as = f"case element {cases} else element end" if wholes else "element"
        draft.write(
            f"insert into {table} (site_id, entity, row_id, element, value, became)\n"
            f"select site_id, entity, row_id, {kept_as}, was, becomes from {CHANGES}\n"
            f"where element in ({element}) and returned is null order by element, row_id;"
        )
        if any(refill.kept for refill in move.refills.values()):
            draft.write(
                f"delete from {table} as k using {CHANGES} as c "
                f"where k.id = c.returned and c.element in ({element});"
            )


def _make_room(draft: Draft, move: TableMove, refill: Refill) -> None:
    """A column that nobody reads yet."""
    room = move.room(refill.column)
    add = f"alter table {move.place} add column if not exists {room} {refill.column.type};"
    if move.is_live:
        draft.prepare.append(add)
        draft.rows.append(Statement("", add))
    else:
        draft.rows.append(Statement(add, add))


def _note_changes(draft: Draft, move: TableMove, refill: Refill) -> str:
    """Rows whose value does not follow from the cast alone, or would not come back by it."""
    key = refill.column.key
    kept = _kept(draft, refill) if refill.kept else ""
    if refill.source.is_noted:
        changed = "true"
    elif refill.source.was is not None:
        changed = "v.final is distinct from v.was"
    elif refill.is_bulk:
        changed = "v.final is distinct from v.mapped"
        if refill.back is not None:
            changed += f" or {refill.back} is distinct from v.old"
    else:
        changed = "v.final is distinct from v.old"
    returned = "v.kept" if kept else "null"
    rows = rows_of(move, refill, kept)
    return (
        f"insert into {CHANGES} (entity, element, row_id, site_id, was, becomes, returned)\n"
        f"select {sql_text(move.key)}, {sql_text(key)}, v.id, v.site_id, "
        f"to_jsonb(v.was), to_jsonb(v.final), {returned}\n"
        f"from {rows} as v\nwhere {changed};"
    )


def _kept(draft: Draft, refill: Refill) -> str:
    """The last value that was put away of the row, if the row has still what it became and it fits.

    An earlier one waits until the later has come back: what people wrote between the two stands above it.
    """
    fits = "to_jsonb(k.w) = k.value"
    if refill.fits_kept:
        fits += f" and ({refill.fits_kept}) is not false"
    fits = f"({fits})" if refill.column.required else f"(k.value is null or {fits})"
    return (
        "left join lateral (select k.id, k.w from ("
        f"select k.id, k.value, k.became, {refill.kept} as w from {values_table(draft.prefix)} as k "
        f"where k.element = {sql_text(refill.column.key)} and k.row_id = s.id order by k.id desc limit 1"
        f") as k where k.became is not distinct from to_jsonb(s.was) and {fits}) as k on true"
    )


def _follow(draft: Draft, move: TableMove, refill: Refill) -> str:
    """What is kept of earlier steps goes on waiting for what its value has become now."""
    key, whole = sql_text(refill.column.key), sql_text(whole_of(refill.column.key))
    return (
        f"update {values_table(draft.prefix)} as k set became = to_jsonb(t.{move.room(refill.column)})\n"
        f"from {move.place} as t where k.element in ({key}, {whole}) and k.row_id = t.id\n"
        f"  and k.became is not distinct from to_jsonb({refill.source.was or refill.source.sql})\n"
        f"  and not exists (select from {CHANGES} as c where c.element = {key} and c.row_id = t.id);"
    )
