"""From one revision to another."""

from collections.abc import Sequence

from sayso.compiler.targets.sql import create_logic, create_tables
from sayso.spec.model import AppSpec

from .columns import move_columns
from .draft import Draft
from .parts import move_parts
from .sentences import say_changes
from .shape import Shape, Table, shape_of
from .tables import add_table, remove_table, return_table
from .transforms import Transform
from .types import Archive, Choices, Migration, Step


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
    say_changes(draft)
    for key, table in old.tables.items():
        if key not in new.tables:
            remove_table(draft, table)
    for key, table in new.tables.items():
        if key in old.tables:
            _move_table(draft, old.tables[key], table)
        elif key in draft.archive.tables:
            return_table(draft, table, draft.archive.tables[key])
        else:
            add_table(draft, table)
    return draft.migration()


def _move_table(draft: Draft, old: Table, new: Table) -> None:
    if old.name != new.name:
        draft.relations[old.name] = new.name
        draft.tables.add(old.name)
        draft.renewed |= {old.name, new.name}
    if old != new:
        draft.renewed.add(old.name)
    move_columns(draft, old, new)
    move_parts(draft, old, new)


def _creation(spec: AppSpec, prefix: str) -> Migration:
    script = f"{create_tables(spec, prefix)}\n{create_logic(spec, prefix)}"
    step = Step("create", (), f"Make the tables of “{spec.name}”.")
    return Migration((step,), (), script, (), script)


__all__ = ["Shape", "migrate"]
