"""Which made-up rows a list or a figure is of: the filters of the data API, over dictionaries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sayso.bots.dry_run.world.shapes import EntityShape, ModuleShape
from sayso.bots.dry_run.world.store import Row, Store
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.filters import read_filters
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.readers import UnreadableError
from sayso.spec.predicates import Clock, meets, predicate_of
from sayso.spec.query import Condition, ConditionError, in_order, read_order


class Looking:
    """Looks through the rows of one entity, at the time of the case."""

    def __init__(self, store: Store, module: ModuleShape, entity: EntityShape, now: datetime) -> None:
        self._store = store
        self._module = module
        self._entity = entity
        self._clock = Clock(now, module.zone)

    def rows(self, parameters: Sequence[tuple[str, str]]) -> list[Row]:
        """Rows that meet all filters."""
        rows = list(self._store.rows(self._module, self._entity).values())
        for wanted in read_filters(parameters):
            try:
                rows = self._meeting(rows, wanted)
            except ConditionError as error:
                raise MalformedError(f"{wanted.path} {error}") from error
            except UnreadableError as error:
                raise MalformedError(f"The filter on {wanted.path} {error}") from error
            except TypeError:
                raise MalformedError(f"{wanted.path} cannot be filtered by {wanted.op}.") from None
        words = dict(parameters).get("q", "").casefold().split()
        return [row for row in rows if all(word in _texts(row) for word in words)]

    def value(self, row: Row, path: str) -> Any:
        """A value of a row, or of one that it belongs to, to be compared."""
        entity, found, name = self._at(row, path)
        return entity.typed(name, found.get(name)) if found else None

    def title(self, entity: str, row_id: Any) -> str:
        """What a row of an entity is called."""
        shape = self._module.entities.get(entity)
        row = self._store.rows(self._module, shape).get(str(row_id)) if shape else None
        return str(row.get(shape.title_field) or "") if row and shape and shape.title_field else ""

    def sorted(self, rows: list[Row], sort: str) -> list[Row]:
        """Rows in the order that is wished; empty values last."""
        return in_order(rows, read_order(sort), self.value)

    def column(self, path: str) -> tuple[EntityShape, str]:
        """The entity and the column that a path leads to.

        Raises:
            MalformedError: where there is none.
        """
        entity, name = self._entity, path
        while "." in name:
            relation, _, name = name.partition(".")
            parent = self._module.entities.get(entity.parents.get(relation, ""))
            if parent is None:
                raise MalformedError(f'{entity.label} has no relation "{relation[:60]}".')
            entity = parent
        if name in entity.parents:
            name = f"{name}_id"
        if name not in entity.columns:
            raise MalformedError(
                f'{entity.label} has no "{name[:60]}".{did_you_mean(name, list(entity.columns))}'
            )
        return entity, name

    def _at(self, row: Row, path: str) -> tuple[EntityShape, Row | None, str]:
        entity, name = self.column(path)
        at, found = self._entity, row
        for relation in path.split(".")[:-1]:
            parent = self._module.entities[at.parents[relation]]
            above = self._store.rows(self._module, parent).get(str(found.get(f"{relation}_id")))
            if above is None:
                return entity, None, name
            at, found = parent, above
        return entity, found, name

    def _meeting(self, rows: list[Row], wanted: Condition) -> list[Row]:
        entity, name = self.column(wanted.path)
        predicate = predicate_of(wanted, entity.columns[name].type, entity.read, self._clock)
        return [row for row in rows if meets(self.value(row, wanted.path), predicate)]


def _texts(row: Row) -> str:
    return " ".join(value for value in row.values() if isinstance(value, str)).casefold()
