"""Where the values of a table are before: in live columns, or in the archive."""

import json

from sayso.spec.model import Field, FieldType, Option

from .archive_schema import archived_column
from .draft import Draft
from .moves import Source, TableMove, fields_of, unknown_field
from .shape import Table
from .types import ArchivedTable


def move_of(draft: Draft, new: Table, old: Table | None, archived: ArchivedTable | None) -> TableMove:
    """A table that stays or comes back, with what its columns start from."""
    move = TableMove(new.key, new, old, archived, {})
    before = {entity.id for entity in draft.before.entities}
    fields = fields_of(draft.before, new.key) if old is not None and new.key in before else {}
    wanted = {} if new.is_junction else fields_of(draft.after, new.key)
    for key, column in old.columns.items() if old is not None else ():
        move.sources[key] = Source(
            f"t.{column.name}",
            fields.get(key),
            column.name,
            is_required=column.required,
            default=column.default,
        )
    for key in new.columns:
        if key in move.sources:
            continue
        found = _archived(draft, move, key)
        if found is None:
            continue
        name, type_ = found
        field = wanted.get(key)
        kind = kind_in_archive(draft, (new.key, key), type_, field) if field is not None else None
        move.sources[key] = Source(f"t.{name}", kind, name, is_archived=True)
    return move


def kind_in_archive(draft: Draft, place: tuple[str, str], type_: str, like: Field) -> Field:
    """What kind of values a column in the archive holds: as noted at it, else as its type says."""
    return _noted(draft.archive.notes.get(place), like) or unknown_field(place[1], type_, like)


def _archived(draft: Draft, move: TableMove, key: str) -> tuple[str, str] | None:
    """Name and type of the archived column of an element."""
    if move.archived is not None:
        for name in (key, archived_column(key)):
            if name in move.archived.columns:
                return name, move.archived.columns[name]
    elif (move.key, key) in draft.archive.columns:
        return archived_column(key), draft.archive.columns[move.key, key]
    return None


def note(field: Field | None, parent: str | None) -> str | None:
    """What is written at a column in the archive, so that its values are understood when they come back."""
    if field is not None:
        options = {option.id: option.name for option in field.options}
        return json.dumps({"type": field.type.value, "options": options}, sort_keys=True)
    return json.dumps({"to": parent}) if parent else None


def _noted(text: str | None, like: Field) -> Field | None:
    said = json.loads(text) if text else {}
    if "type" not in said:
        return None
    options = tuple(Option(id=id_, name=name, label=name) for id_, name in said["options"].items())
    return Field(id=like.id, name=like.name, label=like.label, type=FieldType(said["type"]), options=options)
