"""Texts that are put together or taken apart, and choices that become states: all within one table."""

from sayso.spec.expressions import sql_text
from sayso.spec.model import Field, FieldType

from .archive_schema import archived_column, values_table, whole_of
from .casts import Caster
from .draft import Draft
from .moves import Source, TableMove, fields_of
from .transforms import FromState, Join, Part, ToState

_TEXT = Field(id="fld_sometext", name="text", label="text", type=FieldType.TEXT)


def join(draft: Draft, move: TableMove, transform: Join, caster: Caster) -> None:
    """The texts with a space between; the whole of which they were made, if they still are those."""
    whole = transform.parts[0]
    sources = [move.sources[key] for key in transform.parts if key in move.sources]
    first = move.sources.get(whole)
    if first is None or whole not in move.new.columns or len(sources) < 2:
        return
    texts = [as_text(caster, source) for source in sources]
    sql = joined(texts)
    if whole_of(whole) in draft.archive.kept:
        again = _says_the_same("(k.value #>> '{}')", texts)
        kept = f"case when k.id is not null then k.value #>> '{{}}' else {sql} end"
        sql = _with_kept(draft, whole, first, again, kept)
        move.spent.append(_spend(draft, move, whole, first, again))
    move.sources[whole] = Source(sql, _TEXT, was=first.was or first.sql, is_noted=True)
    _say(
        draft,
        move,
        "merge_fields",
        transform.parts,
        "Put {0} together as one; the parts stay in the archive.",
    )


def part(draft: Draft, move: TableMove, transform: Part, caster: Caster) -> None:
    """The parts that the text was put together from, if it still is that; else its words."""
    whole = transform.parts[0]
    first = move.sources.get(whole)
    wanted = [key for key in transform.parts if key in move.new.columns]
    if first is None or not wanted:
        return
    text = as_text(caster, first)
    split = words(text, len(transform.parts))
    archived = {key: draft.archive.columns.get((move.key, key)) for key in transform.parts[1:]}
    were = [
        "(k.value #>> '{}')",
        *(f"t.{archived_column(key)}" if known else "null::text" for key, known in archived.items()),
    ]
    is_kept = whole_of(whole) in draft.archive.kept
    again = _says_the_same(text, were)
    for key, word, was in zip(transform.parts, split, were, strict=True):
        if key not in wanted:
            continue
        sql = word
        if is_kept:
            kept = f"case when k.id is not null then {was} else {word} end"
            sql = _with_kept(draft, whole, first, again, kept)
        move.sources[key] = Source(sql, _TEXT, was=(first.was or first.sql) if key == whole else None)
    if is_kept:
        move.spent.append(_spend(draft, move, whole, first, again))
    _say(draft, move, "split_field", transform.parts, "Take {0} apart; the first word goes into the first.")


def to_state(draft: Draft, move: TableMove, transform: ToState) -> None:
    """The state that a row had before, if the choice still says so; else the state of that name."""
    choice = move.sources.get(transform.field)
    if choice is None or choice.field is None or transform.flow not in move.new.columns:
        return
    sql, field = choice.sql, choice.field
    if (move.key, transform.flow) in draft.archive.columns:
        state = f"t.{archived_column(transform.flow)}"
        names = ", ".join(sql_text(option.name) for option in field.options)
        said = f"case when {state} in ({names}) then {state} end" if names else state
        sql = (
            f"case when {state} is not null and {said} is not distinct from {sql} then {state} else {sql} end"
        )
    states = fields_of(draft.after, move.key)[transform.flow].options
    known = {option.name for option in field.options}
    extra = tuple(state for state in states if state.name not in known) if sql != choice.sql else ()
    source = Source(sql, field.model_copy(update={"options": (*field.options, *extra)}))
    move.sources[transform.flow] = source
    _say(draft, move, "make_flow", (transform.flow, transform.field), "Make the state of each row from {1}.")


def from_state(draft: Draft, move: TableMove, transform: FromState) -> None:
    """The choice that a row had before, if its state still follows from it; else the state's name."""
    flow = move.sources.get(transform.flow)
    if flow is None or flow.field is None or transform.field not in move.new.columns:
        return
    sql = flow.sql
    if (move.key, transform.field) in draft.archive.columns:
        was = f"t.{archived_column(transform.field)}"
        names = ", ".join(sql_text(option.name) for option in flow.field.options)
        begins = sql_text(str(flow.field.default))
        state = f"case when {was} in ({names}) then {was} else {begins} end"
        sql = f"case when {state} = {sql} then {was} else {sql} end"
    move.sources[transform.field] = Source(sql, _TEXT)
    _say(
        draft,
        move,
        "take_flow_back",
        (transform.flow, transform.field),
        "Write the state of each row into {1} again.",
    )


def as_text(caster: Caster, source: Source) -> str:
    """The value of a source as text."""
    if source.field is None or source.field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        return f"({source.sql})"
    return f"(select {caster.cast('x', source.field, _TEXT)} from (select {source.sql} as x) as v)"


def joined(texts: list[str]) -> str:
    """Texts with spaces between, without those that are empty."""
    parts = ", ".join(f"nullif(btrim({text}), '')" for text in texts)
    return f"nullif(concat_ws(' ', {parts}), '')"


def words(text: str, count: int) -> list[str]:
    """The first words of a text, one for each part; the last part is all that is left."""
    every = rf"(regexp_split_to_array(btrim({text}), '\s+'))"
    found = [f"nullif({every}[{place}], '')" for place in range(1, count)]
    return [*found, f"nullif(array_to_string({every}[{count}:], ' '), '')"]


def _says_the_same(whole: str, parts: list[str]) -> str:
    """Whether a text could have been put together from the parts, or taken apart into them."""
    pairs = zip(words(whole, len(parts)), parts, strict=True)
    each = " and ".join(f"{word} is not distinct from {part}" for word, part in pairs)
    return f"({joined(parts)} is not distinct from {whole} or {each})"


def _with_kept(draft: Draft, key: str, source: Source, again: str, sql: str) -> str:
    """``sql`` over what was put away of the row (``k``), if the row has still what it became."""
    return (
        f"(select {sql} from (select) as one left join lateral (select k.id, k.value from "
        f"{values_table(draft.prefix)} as k where {_matches(key, source, again)} "
        "order by k.id desc limit 1) as k on true)"
    )


def _matches(key: str, source: Source, again: str) -> str:
    return (
        f"k.element = {sql_text(whole_of(key))} and k.row_id = t.id "
        f"and k.became is not distinct from to_jsonb({source.sql}) and {again}"
    )


def _spend(draft: Draft, move: TableMove, key: str, source: Source, again: str) -> str:
    """Forget what was put away and has come back."""
    table = values_table(draft.prefix)
    return f"delete from {table} as k using {move.place} as t\nwhere {_matches(key, source, again)};"


def _say(draft: Draft, move: TableMove, kind: str, keys: tuple[str, ...], sentence: str) -> None:
    fields = [
        fields.get(key)
        for key in keys
        for fields in [fields_of(draft.before, move.key) | fields_of(draft.after, move.key)]
    ]
    labels = [f"“{field.label}”" for field in fields if field is not None]
    listed = " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))
    said = sentence.format(listed, labels[-1] if labels else "")
    draft.say(kind, said, *keys, rewrites=move.place)
