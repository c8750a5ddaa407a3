"""What lies in the archive after a migration, so that the way back can be made before it is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .archive_schema import archived_column, archived_table, catalogue_type, whole_of
from .columns import note_of
from .draft import Draft
from .moves import TableMove
from .shape import Table
from .types import Archive, ArchivedTable

_SYSTEM = {
    "id": "uuid", "site_id": "uuid", "created_at": "timestamp with time zone",
    "updated_at": "timestamp with time zone", "created_by": "uuid", "version": "integer",
}  # fmt: skip
_LINKS = ("site_id", "created_at", "created_by")


def archive_after(draft: Draft, moves: Mapping[str, TableMove]) -> Archive:
    """The archive as ``read_archive`` would find it."""
    before = draft.archive
    left = _Left(dict(before.tables), dict(before.columns), dict(before.notes))
    for key, table in draft.old.tables.items():
        left.put_away(draft, table, draft.new.tables.get(key))
    for move in moves.values():
        left.take_back(move)
    written = {kept for move in moves.values() for key in move.refills for kept in (key, whole_of(key))}
    return Archive(left.tables, left.columns, left.notes, before.kept | written, frozenset(_unchecked(moves)))


def _unchecked(moves: Mapping[str, TableMove]) -> Iterator[str]:
    """Checks that rows were allowed to break."""
    for move in moves.values():
        yield from (part.name for part in move.new.parts if part.is_check and part.mentions(move.unchecked))


@dataclass
class _Left:
    tables: dict[str, ArchivedTable]
    columns: dict[tuple[str, str], str]
    notes: dict[tuple[str, str], str]

    def put_away(self, draft: Draft, table: Table, new: Table | None) -> None:
        """The columns that go, with the whole table or without it."""
        gone = [c for c in table.columns.values() if new is None or c.key not in new.columns]
        for column in gone:
            self.columns[table.key, column.key] = catalogue_type(column.type)
            said = None if table.is_junction else note_of(draft, table.key, column.key)
            if said is not None:
                self.notes[table.key, column.key] = said
        if new is None:
            held = {key: type_ for (owner, key), type_ in self.columns.items() if owner == table.key}
            named = {(key if key in table.columns else archived_column(key)): held[key] for key in held}
            self.columns = {place: type_ for place, type_ in self.columns.items() if place[0] != table.key}
            system = {name: _SYSTEM[name] for name in (_LINKS if table.is_junction else _SYSTEM)}
            name = archived_table(draft.prefix, table.key)
            self.tables[table.key] = ArchivedTable(name, {**system, **named})

    def take_back(self, move: TableMove) -> None:
        """The columns that are in use again, and a table without those that are not."""
        archived = self.tables.pop(move.key, None)
        for name, type_ in archived.columns.items() if archived is not None else ():
            if name not in _SYSTEM:
                self.columns[move.key, name.removeprefix("archived_")] = type_
        for key in move.new.columns:
            self.columns.pop((move.key, key), None)
            self.notes.pop((move.key, key), None)
