"""The tables of a revision by the ids of what they hold, so that revisions compare without names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.sql import ir, lower_sql
from sayso.compiler.targets.sql import tables as made
from sayso.spec.edits.names import Name, names_in
from sayso.spec.edits.references import rewrite
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

MEMBER = "member_id"
"""Key of the column that says which member a row is; it belongs to the entity itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds an element of the spec; names are SQL, quoted where need be."""

    key: str
    name: str
    type: str
    required: bool
    default: str | None

    @property
    def definition(self) -> str:
        """Type, nullability and default as in ``create table``."""
        return " ".join(filter(None, (self.type, "not null" if self.required else "", self.default_clause)))

    @property
    def default_clause(self) -> str:
        """``default …``, or nothing."""
        return f"default {self.default}" if self.default is not None else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A constraint or an index. ``meaning`` is its body in ids: equal where only names differ."""

    name: str
    body: str
    meaning: str
    is_index: bool = False
    is_unique: bool = False

    @property
    def is_relation(self) -> bool:
        """Whether its name is one of the schema's relations, as those of indexes are."""
        return self.is_index or self.body.startswith(("unique", "primary key"))

    @property
    def holds_unique(self) -> bool:
        """Whether no two rows may have the same."""
        return self.is_unique or self.body.startswith("unique")

    def mentions(self, keys: Iterable[str]) -> bool:
        """Whether it is on one of these columns."""
        return any(re.search(rf"\b{key}(_back)?(_id)?\b", self.meaning) for key in keys)

    @property
    def is_reference(self) -> bool:
        """Whether it is a foreign key."""
        return self.body.startswith("foreign key")

    @property
    def is_check(self) -> bool:
        """Whether it looks at single rows."""
        return self.body.startswith("check")


@dataclass(frozen=True, slots=True)
class Table:
    """The table of an entity or of a many_to_many link."""

    key: str
    name: str
    definitions: tuple[str, ...]
    columns: dict[str, Column]
    parts: tuple[Part, ...]
    is_junction: bool = False

    @property
    def qualified(self) -> str:
        """The name with the schema."""
        return ModuleNames.qualified(self.name)


@dataclass(frozen=True, slots=True)
class Shape:
    """All tables of a revision, by the id of their entity or relationship."""

    names: ModuleNames
    tables: dict[str, Table] = field(default_factory=dict)


def shape_of(spec: AppSpec, prefix: str) -> Shape:
    """The tables that ``compile_sql`` makes for this spec."""
    module = lower_sql(spec, prefix)
    plain = _in_ids(spec)
    names, in_ids = ModuleNames.of(SpecIndex(spec), prefix), ModuleNames.of(SpecIndex(plain), prefix)
    tables: dict[str, Table] = {}
    for table, entity in zip(module.tables, plain.entities, strict=True):
        parts = (
            *_parts(table.constraints, made.constraints(in_ids, entity)),
            *_parts(table.references, made.references(in_ids, entity)),
            *_indexes(table.indexes, made.indexes(in_ids, entity)),
        )
        tables[table.element] = _table(table, parts)
    for link, junction in zip(module.links, in_ids.index.junctions, strict=True):
        parts = (
            *_parts(link.constraints, made.link_constraints(in_ids, junction)),
            *_indexes(link.indexes, made.link_indexes(in_ids, junction)),
        )
        tables[link.element] = _table(link, parts)
    return Shape(names, tables)


def _table(table: ir.Table | ir.LinkTable, parts: tuple[Part, ...]) -> Table:
    columns = [_column(c) for c in table.columns if c.element or c.name == MEMBER]
    return Table(
        table.element,
        table.bare,
        tuple(" ".join(filter(None, (c.name, c.type, c.rest))) for c in table.columns),
        {column.key: column for column in columns},
        parts,
        isinstance(table, ir.LinkTable),
    )


def _column(column: ir.Column) -> Column:
    rest = column.rest
    required = rest.startswith("not null")
    default = rest.removeprefix("not null").strip().removeprefix("default ")
    return Column(column.element or column.name, column.name, column.type, required, default or None)


def _parts(real: Iterable[ir.Constraint], in_ids: Iterable[ir.Constraint]) -> list[Part]:
    return [Part(one.name, one.body, other.body) for one, other in zip(real, in_ids, strict=True)]


def _indexes(real: Iterable[ir.Index], in_ids: Iterable[ir.Index]) -> list[Part]:
    return [
        Part(one.name, one.body, f"{'unique ' * one.unique}index {other.body}", True, one.unique)
        for one, other in zip(real, in_ids, strict=True)
    ]


def _in_ids(spec: AppSpec) -> AppSpec:
    """The parts of a spec that tables come from, with every entity and member called by its id."""
    bare = spec.model_copy(update={"pages": (), "components": (), "endpoints": (), "reports": ()})
    changes: dict[Name, str | None] = {}
    seen: set[str] = set()
    for name, element in names_in(bare):
        if name[0] in {"entity", "member"}:
            changes[name] = f"{element}_back" if element in seen else element
            seen.add(element)
    return rewrite(bare, changes)
