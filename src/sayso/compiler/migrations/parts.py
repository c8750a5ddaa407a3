"""Constraints and indexes: kept under a new name where only names differ, else made anew.

Indexes on columns that are there already are built beside the running revision, those on columns that come
empty afterwards; references and checks are held to new rows at once, and to old ones afterwards.
"""

import re

from .draft import Draft, Statement
from .moves import TableMove
from .renames import new_name
from .shape import Part, Table

_KEY = re.compile(r"\b((?:fld|flw|rel)_[a-z0-9]+|member_id)(_back)?(_id)?\b")


def move_parts(draft: Draft, move: TableMove, old: Table) -> None:
    """Those of a table that stays; what is on a column that is replaced goes with it."""
    new = move.new
    replaced = {key for key, refill in move.refills.items() if refill.is_bulk}
    lost = {part.name for part in old.parts if part.mentions(replaced) or part.mentions(move.unchecked)}
    if move.place in draft.written:
        lost |= _step_aside(draft, move, old)
    kept = {part.meaning: part for part in old.parts if part.name not in lost}
    wanted = {part.meaning for part in new.parts}
    for part in old.parts:
        if part.name in draft.archive.unchecked and move.place in draft.written:
            continue
        if part.name in lost or part.meaning not in wanted:
            loosen(draft, old, part)
    for part in new.parts:
        before = kept.get(part.meaning)
        if before is None:
            tighten(draft, move, part)
        elif before.name != part.name:
            if part.is_relation:
                draft.relations[before.name] = part.name
            else:
                draft.constraints.setdefault(new.qualified, {})[before.name] = part.name


def _step_aside(draft: Draft, move: TableMove, old: Table) -> set[str]:
    """Checks that not every row meets go before rows are written, which would fail them, and come back."""
    found = {part.name for part in old.parts if part.is_check and part.name in draft.archive.unchecked}
    for part in old.parts:
        if part.name in found:
            drop = f"alter table {old.qualified} drop constraint {part.name};"
            draft.rows.insert(0, Statement(drop, drop))
            move.unchecked |= {key for key in old.columns if part.mentions((key,))}
    return found


def loosen(draft: Draft, table: Table, part: Part) -> None:
    """Remove a part of a table as it was."""
    if part.is_index:
        draft.loosen.append(f"drop index apps.{part.name};")
        return
    group = draft.unlink if part.is_reference else draft.loosen
    group.append(f"alter table {table.qualified} drop constraint {part.name};")


def tighten(draft: Draft, move: TableMove, part: Part) -> None:
    """Add a part to a table as it is then."""
    if part.is_check or part.is_reference:
        _hold(draft, move, part)
        return
    plain = _made(move.new, part)
    body = _body_before(move, part)
    if body is None or not move.is_live or part.mentions(move.renumbered):
        is_later = move.is_live and body is None and not part.holds_unique and _is_on_new(move, part)
        if is_later:
            later = plain.replace("create index", "create index concurrently if not exists")
            draft.finish.append(later)
        draft.tighten.append(Statement("" if is_later else plain, plain))
        return
    passing = new_name(move.key, part.meaning, body)
    unique = "unique " * part.holds_unique
    if any(move.refills[key].is_bulk for key in move.refills if part.mentions((key,))):
        draft.built.append(Statement(f"create {unique}index {passing} on {move.place} {body};", ""))
    elif part.holds_unique and part.mentions(move.refills):
        draft.tighten.append(Statement(plain, plain))
        return
    else:
        draft.prepare.append(
            f"create {unique}index concurrently if not exists {passing} on {move.place} {body};"
        )
    ready = f"alter index apps.{passing} rename to {part.name};"
    if not part.is_index:
        ready = f"alter table {move.new.qualified} add constraint {part.name} unique using index {passing};"
    draft.tighten.append(Statement(ready, plain))


def add_parts(draft: Draft, move: TableMove) -> None:
    """All parts but the primary key, for a table that comes back."""
    for part in move.new.parts:
        if not part.body.startswith("primary key"):
            tighten(draft, move, part)


def link_parts(draft: Draft, table: Table) -> None:
    """References of a table that is new: nothing in it can be wrong."""
    for part in table.parts:
        if part.is_reference:
            add = f"alter table {table.qualified} add constraint {part.name} {part.body};"
            draft.link.append(Statement(add, add))


def _hold(draft: Draft, move: TableMove, part: Part) -> None:
    """A check or reference: new rows are held to it at once, the others when all have been looked at."""
    table = move.new.qualified
    add = f"alter table {table} add constraint {part.name} {part.body}"
    validate = f"alter table {table} validate constraint {part.name};"
    group = draft.link if part.is_reference else draft.tighten
    if part.mentions(move.unchecked):
        validate = f"do $$ begin\n  {validate}\nexception when check_violation then null;\nend $$;"
        group.append(Statement(f"{add} not valid;", f"{add} not valid;\n{validate}"))
    else:
        group.append(Statement(f"{add} not valid;", f"{add};"))
    draft.finish.append(validate)


def _made(table: Table, part: Part) -> str:
    if part.is_index:
        return f"create {'unique ' * part.is_unique}index {part.name} on {table.qualified} {part.body};"
    return f"alter table {table.qualified} add constraint {part.name} {part.body};"


def _body_before(move: TableMove, part: Part) -> str | None:
    """What an index is on, in the names that columns have before; none where one of them is not there."""
    missing = False

    def column(match: re.Match[str]) -> str:
        nonlocal missing
        key = match[1]
        refill, source = move.refills.get(key), move.sources.get(key)
        if refill is not None and refill.is_bulk:
            return move.room(refill.column)
        if source is None or source.column is None:
            missing = True
            return match[0]
        return source.column

    body = _KEY.sub(column, re.sub(r"^(unique )?(index )?", "", part.meaning))
    return None if missing or move.new.is_junction else body


def _is_on_new(move: TableMove, part: Part) -> bool:
    """Whether it is on a column that every row has empty, or all the same."""
    return any(key not in move.sources for key in move.new.columns if part.mentions((key,)))


__all__ = ["add_parts", "link_parts", "loosen", "move_parts", "tighten"]
