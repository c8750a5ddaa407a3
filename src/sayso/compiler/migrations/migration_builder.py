"""From one revision to another."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.compiler.targets.sql import create_logic, create_tables
from sayso.spec.model import AppSpec

from .archive_contents import archive_after
from .cardinality_change import relink, sweep_links
from .columns import move_columns
from .draft import Draft
from .duplicates import settle_duplicates
from .fields import settle_fields
from .links import settle_links
from .moves import TableMove
from .parts import move_parts
from .sentences import say_changes
from .shape import Table, shape_of
from .sources import move_of
from .tables import add_table, remove_table, return_table
from .transform_dispatch import transform
from .transforms import Transform
from .types import Archive, Choices, Migration, Step
from .values import apply_values, write_values


def migrate(
    before: AppSpec | None,
    after: AppSpec,
    *,
    prefix: str,
    transforms: Sequence[Transform] = (),
    archive: Archive | None = None,
    choices: Choices | None = None,
) -> Migration:
    """What leads from the tables of ``before`` to those of ``after``, rows and all.

    ``transforms`` are the special edits between the two, as ``transforms_of`` finds them; ``archive`` is what
    earlier migrations put away; ``choices`` are answers to the decisions that the steps ask for. The same
    function leads back, with the two specs the other way round.
    """
    if before is None:
        return _creation(after, prefix)
    old, new = shape_of(before, prefix), shape_of(after, prefix)
    draft = Draft(before, after, prefix, old, new, archive or Archive(), choices or {})
    moves = {
        key: move_of(draft, table, old.tables.get(key), draft.archive.tables.get(key))
        for key, table in new.tables.items()
        if key in old.tables or key in draft.archive.tables
    }
    transform(draft, moves, transforms)
    relink(draft, moves)
    say_changes(draft)
    _settle(draft, moves)
    for key, table in old.tables.items():
        if key not in new.tables:
            remove_table(draft, table)
    for key, table in new.tables.items():
        if key in moves:
            _move(draft, moves[key])
        else:
            add_table(draft, table)
    return replace(draft.migration(), leaves=archive_after(draft, moves))


def _settle(draft: Draft, moves: dict[str, TableMove]) -> None:
    """Decide what becomes of values, then write it: all changes are known before the first is made."""
    for move in moves.values():
        if not move.new.is_junction:
            settle_fields(draft, move)
            settle_links(draft, moves, move)
            settle_duplicates(draft, move)
    for move in moves.values():
        write_values(draft, move)
    for move in moves.values():
        apply_values(draft, move)


def _move(draft: Draft, move: TableMove) -> None:
    if move.old is not None:
        _move_table(draft, move, move.old)
    elif move.archived is not None:
        return_table(draft, move, move.archived)
        if move.new.is_junction:
            sweep_links(draft, move.new)


def _move_table(draft: Draft, move: TableMove, old: Table) -> None:
    new = move.new
    if old.name != new.name:
        draft.relations[old.name] = new.name
        draft.tables.add(old.name)
        draft.renewed |= {old.name, new.name}
    if old != new or any(refill.is_bulk for refill in move.refills.values()):
        draft.renewed.add(old.name)
    move_columns(draft, move)
    move_parts(draft, move, old)


def _creation(spec: AppSpec, prefix: str) -> Migration:
    script = f"{create_tables(spec, prefix)}\n{create_logic(spec, prefix)}"
    step = Step("create", (), f"Make the tables of “{spec.name}”.")
    return Migration((step,), (), script, (), script)
