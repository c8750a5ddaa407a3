"""References of rows to others: some come back to rows that are gone, some become required."""

from sayso.errors import InputError
from sayso.spec.edits.element_labels import Speaker
from sayso.spec.expressions import sql_text
from sayso.spec.index import Link
from sayso.spec.model import Json, Relationship

from .draft import Draft
from .moves import Refill, Source, TableMove
from .probes import asked, counted, shown
from .shape import MEMBER, Column
from .types import Decision, Do, Probe


def settle_links(draft: Draft, moves: dict[str, TableMove], move: TableMove) -> None:
    """Decide for each reference of a table what becomes of it."""
    links = {link.element: link for link in draft.new.names.index.links}
    for key, column in move.new.columns.items():
        if key != MEMBER and key in links:
            _settle(draft, moves, move, column, links[key])


def _settle(draft: Draft, moves: dict[str, TableMove], move: TableMove, column: Column, link: Link) -> None:
    source = move.sources.get(column.key)
    if source is None:
        if column.required:
            _begin(draft, move, column)
        return
    is_bulk = source.column is None
    final = "old"
    if source.is_archived:
        there = _exists(draft, moves, link, "old")
        final = f"case when {there} then old end"
        rows = asked(move, source, "old")
        gone = f"old is not null and not {there}"
        draft.found(
            "return_link",
            column.key,
            Probe(
                f"Links of {_name(draft, column)} to rows that are gone",
                counted(rows, gone),
                loses=True,
            ),
            f"Bring back {_name(draft, column)}.",
        )
    if column.required and (not source.is_required or final != "old"):
        final = _require(draft, move, column, source, final)
    kept, fits = _kept(draft, moves, column, source, link)
    if is_bulk or final != "old" or kept is not None:
        move.refills[column.key] = Refill(column, source, "old", final, None, kept, fits, is_bulk)


def _exists(draft: Draft, moves: dict[str, TableMove], link: Link, row: str) -> str:
    """Whether there is a row of this id to link to."""
    parent = next(entity.id for entity in draft.after.entities if entity.name == link.parent)
    place = moves[parent].place if parent in moves else None
    return f"exists (select from {place} as p where p.id = {row})" if place else "false"


def _kept(
    draft: Draft, moves: dict[str, TableMove], column: Column, source: Source, link: Link
) -> tuple[str | None, str | None]:
    """What a row was linked to, or that it was not, before it got a link that it had to have."""
    was_touched = source.is_archived or source.is_required != column.required
    if column.key not in draft.archive.kept or source.column is None or not was_touched:
        return None, None
    there = _exists(draft, moves, link, "w")
    return (
        "case when jsonb_typeof(k.value) = 'string' then (k.value #>> '{}')::uuid end",
        f"w is null or {there}",
    )


def _begin(draft: Draft, move: TableMove, column: Column) -> None:
    """A reference that was never there, and that every row must have."""
    decision = _decision(draft, column)
    chosen = draft.chosen(decision)
    if chosen is not None:
        move.sources[column.key] = Source(_chosen(chosen.value))
        move.refills[column.key] = Refill(column, move.sources[column.key], "old", "old", is_bulk=True)
    rows = f"(select t.id from {move.place} as t)"
    draft.found(
        "add_relationship",
        column.key,
        Probe(
            f"Rows that need {_name(draft, column)}", counted(rows, "true"), decision=decision, blocks=True
        ),
    )


def _require(draft: Draft, move: TableMove, column: Column, source: Source, final: str) -> str:
    decision = _decision(draft, column)
    rows = asked(move, source, "old")
    empty = f"({final}) is null"
    draft.found(
        "require_link",
        column.key,
        Probe(
            f"Rows without {_name(draft, column)}",
            counted(rows, empty),
            shown(draft, move.key, [column.key], rows, empty),
            decision=decision,
            blocks=True,
        ),
        f"From now on every row must have {_name(draft, column)}.",
    )
    chosen = draft.chosen(decision)
    return final if chosen is None else f"coalesce({final}, {_chosen(chosen.value, 's')})"


def _decision(draft: Draft, column: Column) -> Decision:
    question = (
        f"Which row should {_name(draft, column)} be where there is none? Give its id, or one for each site."
    )
    return Decision(f"{column.key}.required", question, (Do.DEFAULT,), None)


def _chosen(value: Json, row: str = "t") -> str:
    """A row for all, or one for each site, as SQL."""
    if isinstance(value, dict):
        cases = " ".join(f"when {_id(site)} then {_id(chosen)}" for site, chosen in sorted(value.items()))
        return f"case {row}.site_id {cases} end"
    return _id(value)


def _id(value: Json) -> str:
    if not isinstance(value, str):
        raise InputError("A row is chosen by its id.", hint="Give the id of the row, or one for each site.")
    return f"{sql_text(value)}::uuid"


def _name(draft: Draft, column: Column) -> str:
    link: Relationship = next(r for r in draft.after.relationships if r.id == column.key)
    return Speaker(draft.after).name(link)
