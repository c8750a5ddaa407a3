"""What the templates of the SQL target print: names and SQL that are already decided and escaped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``element`` is the id of what it holds, none for what every row has."""

    name: str
    type: str
    rest: str = ""
    element: str | None = None


@dataclass(frozen=True, slots=True)
class GeneratedColumn:
    """A computed value that is stored with the row."""

    name: str
    type: str
    expression: str
    element: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """A named constraint of a table."""

    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index and what it is on."""

    name: str
    body: str
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may do one thing: alternatives, any of which will do."""

    name: str
    action: str
    alternatives: tuple[str, ...]
    has_using: bool
    has_check: bool


@dataclass(frozen=True, slots=True)
class GuardedFields:
    """Fields that the same condition opens for writing."""

    allowed: str
    fields: tuple[tuple[str, str], ...]
    """Column and the name that is told."""


@dataclass(frozen=True, slots=True)
class FieldGuard:
    """The trigger that holds the field lists of create and update."""

    function: str
    on_create: tuple[tuple[str, GuardedFields], ...]
    on_update: tuple[tuple[str, GuardedFields], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """All transitions between the same two states; ``passes`` is when one of them is open (none: always).

    When none is open, ``too_early`` tells whether that is for the guard (none: always) and not for the role.
    """

    key: str
    comment: str
    label: str
    passes: str | None
    too_early: str | None


@dataclass(frozen=True, slots=True)
class FlowSql:
    """The trigger that holds a flow."""

    function: str
    column: str
    initial: str
    constraint: str
    may_start_anywhere: str
    start_message: str
    move_message: str
    labels: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock held until the transaction ends; those who share it do not wait for each other."""

    key: str
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class RuleSql:
    """One rule: raised when ``broken`` is true. ``locks`` serialise writers that could break it together."""

    name: str
    message: str
    broken: str
    only_if: str | None = None
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class LockedSpans:
    """The locks of all spans that a changed row could make longer."""

    key: str
    source: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DependentRule:
    """Spans of other rows that stand on this one: raised when there is a row that meets ``conditions``."""

    comment: str
    name: str
    message: str
    table: str
    changed: str
    lock: str
    locked: LockedSpans
    source: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """An output of a view."""

    expression: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """Everything about one entity; ``element`` is its id."""

    entity: str
    element: str
    comment: str
    name: str
    bare: str
    columns: tuple[Column, ...]
    generated: tuple[GeneratedColumn, ...]
    constraints: tuple[Constraint, ...]
    references: tuple[Constraint, ...]
    indexes: tuple[Index, ...]
    policies: tuple[Policy, ...]
    readable: str
    insertable: str
    writable: str
    everything: str
    view: str
    view_columns: tuple[ViewColumn, ...]
    field_guard: FieldGuard | None
    flow: FlowSql | None
    rules_function: str
    rules: tuple[RuleSql, ...]
    dependents_function: str
    dependents: tuple[DependentRule, ...]


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A junction; ``element`` is the id of its relationship."""

    comment: str
    element: str
    name: str
    bare: str
    everything: str
    left: str
    right: str
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]
    indexes: tuple[Index, ...]
    readable: str
    writable: str


@dataclass(frozen=True, slots=True)
class OwnFunction:
    """A function that gives the ids a member owns."""

    name: str
    returns: str
    table: str
    condition: str
    comment: str

    @property
    def signature(self) -> str:
        """The name with the types of what it takes."""
        return f"{self.name}({'uuid' if self.returns == 'boolean' else ''})"


@dataclass(frozen=True, slots=True)
class HistoryEntity:
    """Who may read the history of one entity, and as what.

    ``shown`` are pairs of the condition on the acting role, none for all who may read at all, and the names
    under which the values are shown by element.
    """

    element: str
    name: str
    alternatives: tuple[str, ...]
    shown: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Restorable:
    """How a deleted row comes back: its values by today's names, what it lacks by default."""

    element: str
    name: str
    table: str
    columns: str
    values: tuple[str, ...]
    names: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the history keeps of a table: the entity's id, and the ids of elements by column."""

    table: str
    bare: str
    element: str
    names: str


@dataclass(frozen=True, slots=True)
class History:
    """The history of the module."""

    table: str
    bare: str
    index: str
    view: str
    record: str
    restore: str
    recorded: tuple[Recorded, ...]
    entities: tuple[HistoryEntity, ...]
    restorable: tuple[Restorable, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A module, ready to be printed."""

    title: str
    prefix: str
    tables: tuple[Table, ...]
    links: tuple[LinkTable, ...]
    own: tuple[OwnFunction, ...]
    history: History
