"""A table on its way: where its rows are, where the values of each column come from, what becomes of them."""

from dataclasses import dataclass, field

from sayso.compiler.targets.sql.types import column_type
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Field, FieldType, Option

from .archive_schema import SCHEMA, catalogue_type
from .renames import new_name
from .shape import Column, Table
from .types import ArchivedTable


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values of a column come from, in SQL over a row ``t`` of the table as it was.

    ``field`` says what kind of values they are; none where they are references. ``column`` is the column
    that holds just these, if there is one. ``was`` is the value that goes from the row when these come, where
    that is another one.
    """

    sql: str
    field: Field | None = None
    column: str | None = None
    was: str | None = None
    asked: str | None = None
    """The same as ``sql`` for questions that are asked beforehand, where that stands on a temporary table."""
    is_noted: bool = False
    """Whether what goes is kept even where it is the same as what comes."""
    is_archived: bool = False
    is_required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Refill:
    """A column whose values change.

    ``mapped`` is over ``old``, the value of ``source``; ``final`` over ``old`` and ``mapped``; ``back`` gives
    ``old`` again from ``mapped`` where nothing is lost. ``kept`` is what a value ``k.value`` that was put
    away earlier is now, and null where it does not fit; ``fits_kept`` says more of it, over ``w``.
    ``is_bulk`` says that most rows change, so that a new column is filled.
    """

    column: Column
    source: Source
    mapped: str
    final: str
    back: str | None = None
    kept: str | None = None
    fits_kept: str | None = None
    is_bulk: bool = False

    @property
    def may_differ(self) -> bool:
        """Whether some rows get another value than the mapped one, or lose something by it."""
        is_plain = self.is_bulk and self.final in {"mapped", self.mapped}
        return not is_plain or self.back is not None or self.kept is not None or self.source.was is not None


@dataclass
class TableMove:
    """A table that stays or comes back. ``place`` is where it is before, ``old`` what it is then."""

    key: str
    new: Table
    old: Table | None
    archived: ArchivedTable | None
    sources: dict[str, Source]
    refills: dict[str, Refill] = field(default_factory=dict)
    unchecked: set[str] = field(default_factory=set)
    """Keys of columns whose check some rows may break."""
    noted: list[str] = field(default_factory=list)
    """Statements that note further changes of rows."""
    spent: list[str] = field(default_factory=list)
    """Statements that forget values which were put away and have come back."""
    starts: dict[str, str] = field(default_factory=dict)
    """What rows get in a column that was never there and has no default, in SQL."""
    renumbered: set[str] = field(default_factory=set)
    """Keys of columns whose duplicates are told apart, so that no unique index can be made before."""

    @property
    def place(self) -> str:
        """The qualified name that the table has before."""
        if self.old is not None:
            return self.old.qualified
        assert self.archived is not None  # noqa: S101 - one of the two is given
        return f"{SCHEMA}.{self.archived.name}"

    @property
    def is_live(self) -> bool:
        """Whether the earlier revision shows it."""
        return self.old is not None

    def room(self, column: Column) -> str:
        """The column that is filled while the earlier revision still runs."""
        return new_name(self.key, column.key, column.type)


def fields_of(spec: AppSpec, entity: str) -> dict[str, Field]:
    """What the columns of an entity (by id) hold, by the id of the element; a flow's states as a choice."""
    index = SpecIndex(spec)
    found = next(e for e in spec.entities if e.id == entity)
    fields = {one.id: one for one in found.fields}
    flow = index.flows.get(found.name)
    if flow is not None:
        fields[flow.id] = Field(
            id=flow.id,
            name=flow.field,
            label="state",
            type=FieldType.ENUM,
            required=True,
            default=flow.initial,
            options=tuple(Option(id=s.id, name=s.name, label=s.label) for s in flow.states),
        )
    return fields


def unknown_field(key: str, type_: str, like: Field) -> Field:
    """What a column from the archive holds when nobody wrote it down: as now, if the SQL type is the same."""
    if catalogue_type(column_type(like.type)) == type_:
        return like.model_copy(update={"required": False})
    kinds = {catalogue_type(column_type(kind)): kind for kind in reversed(FieldType)}
    return Field(id=key, name="value", label=like.label, type=kinds.get(type_, FieldType.TEXT))
