"""Constraints and indexes: kept under a new name where only names differ, else made anew."""

import re

from .draft import Draft, Statement
from .moves import TableMove
from .renames import new_name
from .shape import Part, Table


def move_parts(draft: Draft, move: TableMove, old: Table) -> None:
    """Those of a table that stays; what is on a column that is replaced goes with it."""
    new = move.new
    replaced = {key for key, refill in move.refills.items() if refill.is_bulk}
    lost = {part.name for part in old.parts if part.mentions(replaced) or part.mentions(move.unchecked)}
    kept = {part.meaning: part for part in old.parts if part.name not in lost}
    wanted = {part.meaning for part in new.parts}
    for part in old.parts:
        if part.name in lost or part.meaning not in wanted:
            loosen(draft, old, part)
    for part in new.parts:
        before = kept.get(part.meaning)
        if before is None and _can_be_built_before(move, old, part, replaced):
            _build_before(draft, old, new, part)
        elif before is None:
            tighten(draft, new, part, is_checked=not part.mentions(move.unchecked))
        elif before.name != part.name:
            if part.is_relation:
                draft.relations[before.name] = part.name
            else:
                draft.constraints.setdefault(new.qualified, {})[before.name] = part.name


def _can_be_built_before(move: TableMove, old: Table, part: Part, replaced: set[str]) -> bool:
    """Whether an index can be built while the earlier revision runs: on columns that are there and stay.

    What has to be unique must be so already; where values change on the way, it may become so only then.
    """
    if not part.is_relation or part.body.startswith("primary key"):
        return False
    columns = [key for key in move.new.columns if part.mentions((key,))]
    changing = move.refills.keys() if part.is_unique or not part.is_index else replaced
    return all(key in old.columns and key not in changing and key not in move.unchecked for key in columns)


def _build_before(draft: Draft, old: Table, new: Table, part: Part) -> None:
    """Build an index without keeping writers waiting; the switch only gives it its name."""
    name = new_name(new.key, part.meaning)
    names = {column.name: old.columns[key].name for key, column in new.columns.items() if key in old.columns}
    columns = part.body.removeprefix("unique ")
    if names:
        pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        columns = re.sub(rf'(?<![\w"])({pattern})(?![\w"(])', lambda match: names[match[1]], columns)
    unique = "unique " * (part.is_unique or not part.is_index)
    draft.prepare.append(
        f"create {unique}index concurrently if not exists {name} on {old.qualified} {columns};"
    )
    if part.is_index:
        alone = f"create {unique}index {part.name} on {new.qualified} {part.body};"
        draft.tighten.append(Statement(f"alter index apps.{name} rename to {part.name};", alone))
        return
    add = f"alter table {new.qualified} add constraint {part.name}"
    draft.tighten.append(Statement(f"{add} unique using index {name};", f"{add} {part.body};"))


def loosen(draft: Draft, table: Table, part: Part) -> None:
    """Remove a part of a table as it was."""
    if part.is_index:
        draft.loosen.append(f"drop index apps.{part.name};")
        return
    group = draft.unlink if part.is_reference else draft.loosen
    group.append(f"alter table {table.qualified} drop constraint {part.name};")


def tighten(draft: Draft, table: Table, part: Part, *, is_checked: bool = True) -> None:
    """Add a part to a table as it is then; without ``is_checked`` rows may break it."""
    if part.is_index:
        unique = "unique " * part.is_unique
        draft.tighten.append(_both(f"create {unique}index {part.name} on {table.qualified} {part.body};"))
        return
    add = f"alter table {table.qualified} add constraint {part.name} {part.body}"
    group = draft.link if part.is_reference else draft.tighten
    if not (part.is_check or part.is_reference):
        group.append(_both(f"{add};"))
        return
    validate = f"alter table {table.qualified} validate constraint {part.name};"
    if is_checked:
        group.append(Statement(f"{add} not valid;", f"{add};"))
    else:
        validate = f"do $$ begin\n  {validate}\nexception when check_violation then null;\nend $$;"
        group.append(Statement(f"{add} not valid;", f"{add} not valid;\n{validate}"))
    draft.finish.append(validate)


def add_parts(draft: Draft, move: TableMove) -> None:
    """All parts but the primary key, for a table that comes back."""
    for part in move.new.parts:
        if not part.body.startswith("primary key"):
            tighten(draft, move.new, part, is_checked=not part.mentions(move.unchecked))


def link_parts(draft: Draft, table: Table) -> None:
    """References of a table that is new: nothing in it can be wrong."""
    for part in table.parts:
        if part.is_reference:
            draft.link.append(_both(f"alter table {table.qualified} add constraint {part.name} {part.body};"))


def _both(statement: str) -> Statement:
    return Statement(statement, statement)


__all__ = ["add_parts", "link_parts", "loosen", "move_parts", "tighten"]
