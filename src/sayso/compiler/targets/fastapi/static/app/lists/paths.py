"""Names in requests resolved to SQL: own columns, and columns of parents by dotted paths."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from app.description import Column, Entity, Kind
from app.entities import ENTITIES
from app.problems import Malformed

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


def title(entity: Entity, alias: str, depth: int = 0) -> str:
    """SQL for what the row at `alias` is called, through its parents where need be."""
    parts = []
    for name in entity.title:
        if name not in entity.parents:
            parts.append(f'{alias}."{name}"::text')
        elif depth < 3:
            parts.append(parent_title(entity, name, alias, depth + 1))
    if not parts:
        return f"left({alias}.id::text, 8)"
    return parts[0] if len(parts) == 1 else f"concat_ws(' ', {', '.join(parts)})"


def parent_title(entity: Entity, relation: str, alias: str, depth: int = 0) -> str:
    """SQL for the title of the parent that the row at `alias` refers to."""
    parent = ENTITIES[entity.parents[relation]]
    inner = f"{alias}_{relation}"[-50:]
    return (
        f"(select {title(parent, inner, depth)} from {parent.view} {inner} "
        f'where {inner}.id = {alias}."{relation}_id")'
    )


@dataclass(frozen=True)
class Target:
    """What a path leads to: SQL for the value, its kind, and the column it is."""

    sql: str
    kind: Kind
    column: Column
    is_never_null: bool = False


@dataclass
class Paths:
    """Resolves paths from one entity, joining each parent once; the entity itself is `t`."""

    entity: Entity
    joins: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def target(self, path: str) -> Target:
        """The value at `name` or `parent.name`; a relation stands for the title of its rows."""
        *relations, last = path.split(".")
        if len(relations) > DEEPEST:
            raise Malformed(f'"{path[:60]}" goes through too many relations.')
        entity, alias = self._joined(tuple(relations))
        column = entity.columns.get(last)
        if column is not None:
            own = alias == "t" and not column.computed and column.parent is None
            there = last in _ALWAYS_THERE or column.required
            return Target(f'{alias}."{last}"', column.kind, column, own and there)
        relation = last if last in entity.parents else last.removesuffix("_title")
        if relation in entity.parents:
            parent, joined = self._joined((*relations, relation))
            reference = entity.columns[f"{relation}_id"]
            return Target(title(parent, joined), Kind.TEXT, reference)
        raise Malformed(
            f'{entity.label} has no "{last[:60]}".{like(last, entity.columns, entity.parents)}',
            hint="The names are those of the fields in openapi.json.",
        )

    def entity_at(self, relations: tuple[str, ...]) -> Entity:
        """The entity that a chain of relations leads to."""
        entity = self.entity
        for name in relations:
            parent = entity.parents.get(name)
            if parent is None:
                raise Malformed(
                    f'{entity.label} has no relation "{name[:60]}".{like(name, entity.parents)}'
                )
            entity = ENTITIES[parent]
        return entity

    def choice(self, path: str) -> str:
        """One of the choices at `path`: the row comes once for each, or once with none."""
        several, key = self.target(path).sql, (*path.split("."), "[]")
        if key not in self.joins:
            alias = f"j{len(self.joins) + 1}"
            join = f" left join lateral unnest({several}) {alias}(choice) on true"
            self.joins[key] = alias, join
        return f"{self.joins[key][0]}.choice"

    @property
    def sql(self) -> str:
        """The joins made so far."""
        return "".join(join for _, join in self.joins.values())

    def _joined(self, relations: tuple[str, ...]) -> tuple[Entity, str]:
        """The entity at the end of the relations, and the alias it is joined as."""
        entity = self.entity_at(relations)
        if not relations:
            return entity, "t"
        if relations not in self.joins:
            _, before = self._joined(relations[:-1])
            alias = f"j{len(self.joins) + 1}"
            on = f'{alias}.id = {before}."{relations[-1]}_id"'
            self.joins[relations] = alias, f" left join {entity.view} {alias} on {on}"
        return entity, self.joins[relations][0]


def like(name: str, *known: object) -> str:
    """` Did you mean "price"?` when something known looks alike, else nothing."""
    names = [str(one) for group in known if hasattr(group, "__iter__") for one in group]
    best = get_close_matches(name[:60], names, n=1, cutoff=0.7)
    return f' Did you mean "{best[0]}"?' if best else ""
