"""Names in requests resolved to SQL: own columns, and columns of parents by dotted paths."""

from dataclasses import dataclass, field

from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, Column, ModulePlan
from sayso.runtime.values.body import did_you_mean
from sayso.spec.model import FieldType

DEEPEST = 4
_ALWAYS_THERE = frozenset({"id", "version", "created_at", "updated_at"})


class Arguments:
    """The arguments of one statement, in order."""

    def __init__(self, *values: object) -> None:
        self.values: list[object] = list(values)

    def add(self, value: object) -> str:
        """Take a value; gives its placeholder."""
        self.values.append(value)
        return f"${len(self.values)}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a path leads to: SQL for the value, its type and the column it is."""

    sql: str
    type: FieldType
    column: Column
    plan: CollectionPlan

    @property
    def is_never_null(self) -> bool:
        """Whether every row has a value: own columns that are required or kept by Sayso."""
        own = self.sql.startswith('t."')
        return own and (
            self.column.name in _ALWAYS_THERE or (self.column.required and self.column.field is not None)
        )


@dataclass(slots=True)
class Paths:
    """Resolves paths from one entity, joining each parent once; the entity itself is ``t``."""

    module: ModulePlan
    plan: CollectionPlan
    joins: dict[tuple[str, ...], str] = field(default_factory=dict)

    def target(self, path: str) -> Target:
        """The value at ``name`` or ``parent.name``; a relation's name stands for the title of its rows."""
        *relations, last = path.split(".")
        if len(relations) > DEEPEST:
            raise MalformedError(f'"{path[:60]}" goes through too many relations.')
        plan, alias = self.plan, "t"
        for position, name in enumerate(relations):
            plan, alias = self._join(plan, alias, tuple(relations[: position + 1]), name, path)
        column = plan.columns.get(last)
        if column is not None:
            return Target(f'{alias}."{column.name}"', column.type, column, plan)
        if last in plan.parents or last.removesuffix("_title") in plan.parents:
            link = plan.parents[last if last in plan.parents else last.removesuffix("_title")]
            parent, parent_alias = self._join(plan, alias, (*relations, link.name), link.name, path)
            title = self.module.title(parent.name, parent_alias)
            return Target(title, FieldType.TEXT, plan.columns[f"{link.name}_id"], plan)
        raise MalformedError(
            f'{plan.label} has no "{last[:60]}".{did_you_mean(last, [*plan.columns, *plan.parents])}',
            hint="The names are those of the fields in openapi.json.",
        )

    def choice(self, path: str) -> str:
        """SQL for one of the choices at ``path``: the row comes once for each, or once with none."""
        several = self.target(path).sql
        key = (*path.split("."), "[]")
        if key not in self.joins:
            joined = f"j{len(self.joins) + 1}"
            self.joins[key] = f" left join lateral unnest({several}) {joined}(choice) on true"
        return f"j{list(self.joins).index(key) + 1}.choice"

    @property
    def sql(self) -> str:
        """The joins made so far."""
        return "".join(self.joins.values())

    def _join(
        self, plan: CollectionPlan, alias: str, path: tuple[str, ...], name: str, whole: str
    ) -> tuple[CollectionPlan, str]:
        link = plan.parents.get(name)
        if link is None:
            raise MalformedError(
                f'{plan.label} has no relation "{name[:60]}" (in "{whole[:60]}").'
                f"{did_you_mean(name, list(plan.parents))}"
            )
        parent = self.module.by_entity[link.parent]
        if path not in self.joins:
            joined = f"j{len(self.joins) + 1}"
            self.joins[path] = f' left join {parent.view} {joined} on {joined}.id = {alias}."{name}_id"'
        return parent, f"j{list(self.joins).index(path) + 1}"
