"""The beginning of programs that a row sets off: the row as it is now, if it counts."""

from sayso.bots.details import RowEvent
from sayso.phrases.writing.text import Code, literal

from .events import Happening
from .examples import Row, example, fitting, unfitting
from .program import function, where_of
from .recipe import CHANGEABLE, RowFilter

_OPEN_WHERE = 8


def wanted_function(happening: Happening) -> str:
    """``wanted(ctx, input)``: the row, none where it is not one that counts (any more)."""
    thing = happening.thing
    if RowEvent.DELETED in happening.on:
        lines = ['return (input or {}).get("row")']
        return function("wanted(ctx, input)", "The row as it was.", lines)
    where = {"id": Code('input["id"]'), **where_of(happening.rows)}
    head = "where = "
    lines = [
        "if not input:",
        (
            f'    raise ValueError("This begins with one of the {thing.plural.lower()}: give its '
            f'id as {{\\"id\\": …}}.")'
        ),
        f"{head}{literal(where, 4, len(head))}",
        (
            f"found = ctx.rows({literal(thing.module['slug'])}).list({literal(thing.collection)}, "
            f"where=where, limit=1)"
        ),
        "return found[0] if found else None",
    ]
    return function("wanted(ctx, input)", "The row as it is now, where it is one that counts.", lines)


def tells_per_state(happening: Happening) -> bool:
    """Whether a number is watched, so that people are told once while it stays beyond its bound."""
    return RowEvent.CHANGED in happening.on and any(one.op in CHANGEABLE for one in happening.rows.conditions)


def input_for(happening: Happening, row: Row) -> dict[str, object]:
    """What a run is given for a row."""
    return {
        "event": happening.on[0].value,
        "module": happening.thing.module["slug"],
        "entity": happening.thing.name,
        "id": row["id"],
        "row": row,
        "before": None,
        "changes": {},
    }


def rows_of(happening: Happening) -> tuple[Row | None, Row | None]:
    """A row that counts, and one that does not; none where there is no telling."""
    if happening.to:
        kept = RowFilter(happening.thing, happening.rows.conditions)
        good, bad = fitting(kept), unfitting(kept)
        for one in (good, bad):
            if one is not None:
                one[happening.thing.state_field] = happening.to[0]
        return good, bad
    return fitting(happening.rows) or None, unfitting(happening.rows)


def plain_row(happening: Happening) -> Row:
    """A row, whether it counts or not."""
    return example(happening.thing)
