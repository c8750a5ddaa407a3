"""From tables to the entities of a spec, and which column became which element."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.kit.ids import IdSource
from sayso.kit.words import kebab, plural, sentence, snake
from sayso.spec.checks.reserved import EXPRESSION_WORDS, SYSTEM_COLUMNS
from sayso.spec.edits import empty_spec
from sayso.spec.model import (
    AppSpec,
    Assumption,
    Entity,
    Field,
    FieldType,
    Option,
    Relationship,
    RelationshipKind,
    Setting,
    SettingType,
)

from .columns import LONGEST_NAME, SheetColumn, Table, free, plain, tables_of
from .links import Found, links_of
from .types import Sheet

_TAKEN = SYSTEM_COLUMNS | EXPRESSION_WORDS
_TAKEN_ENTITIES = frozenset({"file", "session", "history", "member_input"})
_SEARCHED = frozenset({FieldType.TEXT, FieldType.EMAIL})
_MOST_SEARCHED = 4


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column that became ``element``; cells of one that ``refers`` to a sheet are row numbers there."""

    heading: str
    element: str
    name: str
    refers: int | None = None


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet that became ``entity``; cells are in the form in which they are imported."""

    name: str
    entity: str
    columns: tuple[KeptColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the sheets say an application is about, and their rows."""

    spec: AppSpec
    sheets: tuple[KeptSheet, ...]


class Drafting:
    """Makes a draft of some sheets."""

    def __init__(self, sheets: Sequence[Sheet], file: str, ids: IdSource) -> None:
        self._ids = ids
        self._file = file
        self._tables = tables_of(sheets, file)
        self._links = links_of(self._tables)
        self._names = _entity_names(self._tables)
        self._taken = [set(_TAKEN) for _ in self._tables]
        self._assumptions: list[Assumption] = []
        self._relationships: dict[tuple[int, int], Relationship] = {}

    def draft(self) -> Draft:
        """The entities, and the rows that belong into them."""
        for (number, position), found in self._links.items():
            self._relate(number, position, found)
        entities, kept = list[Entity](), list[KeptSheet]()
        for number, table in enumerate(self._tables):
            fields = {
                one.position: self._field(number, table, one)
                for one in table.columns
                if (number, one.position) not in self._links
            }
            source = f"Sheet “{table.sheet.name}”"
            entity = Entity(
                id=self._ids.new("ent"),
                name=self._names[number],
                display_name=table.label,
                fields=tuple(fields.values()),
                source=source[:400],
            )
            entities.append(entity)
            kept.append(self._kept(number, table, entity, fields))
        name = plain(self._file)[:60] or "Records"
        spec = empty_spec(sentence(name) if name.islower() else name, _slug(name)).model_copy(
            update={
                "entities": tuple(entities),
                "relationships": tuple(self._relationships.values()),
                "settings": self._settings(),
                "assumptions": tuple(self._assumptions),
            }
        )
        return Draft(spec, tuple(kept))

    def _field(self, number: int, table: Table, column: SheetColumn) -> Field:
        kind, taken = column.kind, self._taken[number]
        wanted = (
            f"{self._names[number]}_{column.name}"[:LONGEST_NAME] if column.name in _TAKEN else column.name
        )
        is_title = column is table.title
        searched = [one for one in table.columns if one.kind.type in _SEARCHED][:_MOST_SEARCHED]
        field = Field(
            id=self._ids.new("fld"),
            name=free(wanted, taken),
            label=column.heading,
            type=kind.type,
            required=kind.required or (is_title and bool(column.cells) and all(column.cells)),
            unique=kind.unique,
            searchable=is_title or column in searched,
            options=self._options(kind.options),
            source=_source(table, column),
        )
        for doubt, instead in ((column.doubt, ()), (kind.doubt, kind.instead)):
            if doubt:
                self._assume(doubt, field.id, *instead)
        return field

    def _options(self, texts: Sequence[str]) -> tuple[Option, ...]:
        return tuple(
            Option(id=self._ids.new("opt"), name=snake(text)[:64].strip("_"), label=text) for text in texts
        )

    def _relate(self, number: int, position: int, found: Found) -> None:
        table, parent = self._tables[number], self._tables[found.parent]
        column = next(one for one in table.columns if one.position == position)
        name = found.name[:LONGEST_NAME].strip("_")
        name = free(name if name not in _TAKEN else parent.name, self._taken[number])
        self._taken[number].add(f"{name}_id")
        wanted = plural(self._names[number])
        own = self._taken[found.parent]
        inverse = wanted if wanted not in own else f"{name}_{wanted}"[:LONGEST_NAME]
        made = Relationship.model_validate(
            {
                "id": self._ids.new("rel"),
                "kind": RelationshipKind.BELONGS_TO,
                "from": self._names[number],
                "to": self._names[found.parent],
                "name": name,
                "inverse": free(inverse, own),
                "required": all(column.cells) and found.parent != number,
                "source": _source(table, column),
            }
        )
        self._relationships[number, position] = made
        if found.doubt:
            self._assume(found.doubt, made.id, "It is plain text")

    def _kept(self, number: int, table: Table, entity: Entity, fields: Mapping[int, Field]) -> KeptSheet:
        columns, writers = list[KeptColumn](), []
        for column in table.columns:
            found = self._links.get((number, column.position))
            if found is None:
                field = fields[column.position]
                columns.append(KeptColumn(column.heading, field.id, field.name))
                writers.append(column.kind.write)
            else:
                made = self._relationships[number, column.position]
                columns.append(KeptColumn(column.heading, made.id, made.name, found.parent))
                writers.append(self._places(found).__getitem__)
        rows = tuple(
            (place, tuple(
                write(cell) if cell else ""
                for write, cell in zip(writers, (one.cells[at] for one in table.columns), strict=True)
            ))
            for at, (place, _) in enumerate(table.sheet.rows)
        )  # fmt: skip
        return KeptSheet(table.sheet.name, entity.id, tuple(columns), rows)

    def _places(self, found: Found) -> "_Places":
        """The number of the row that each key stands in."""
        parent = self._tables[found.parent]
        numbers = (str(number) for number, _ in parent.sheet.rows)
        return _Places(zip((cell.lower() for cell in found.key.cells), numbers, strict=True))

    def _settings(self) -> tuple[Setting, ...]:
        currencies = [
            one.kind.currency for table in self._tables for one in table.columns if one.kind.currency
        ]
        if not currencies:
            return ()
        currency = max(sorted(set(currencies)), key=currencies.count)
        return (
            Setting(
                id=self._ids.new("set"),
                key="currency",
                type=SettingType.STRING,
                label="Currency",
                default=currency,
                source="Signs beside the amounts",
            ),
        )

    def _assume(self, text: str, element: str, *alternatives: str) -> None:
        self._assumptions.append(
            Assumption(
                id=self._ids.new("asm"), text=text[:1_000], elements=(element,), alternatives=alternatives
            )
        )


class _Places(dict[str, str]):
    """Row numbers by key, whatever its case."""

    def __getitem__(self, key: str) -> str:
        return super().__getitem__(key.lower())


def _entity_names(tables: Sequence[Table]) -> list[str]:
    return [f"{one.name}_record" if one.name in _TAKEN_ENTITIES else one.name for one in tables]


def _source(table: Table, column: SheetColumn) -> str:
    return f"Column “{column.heading}” of sheet “{table.sheet.name}”"[:400]


def _slug(name: str) -> str:
    slug = "-".join(part for part in kebab(name).split("-") if part)[:40].strip("-")
    return slug if slug and slug[0].isalpha() else "records"
