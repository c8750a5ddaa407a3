"""How names in expressions are written in SQL: a row under an alias, its parents, its children."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.spec.expressions import ItemRows, parse, sql_text, to_sql
from sayso.spec.index import Link, SpecIndex

from .immutable import needs_only_the_row
from .types import column_type


@dataclass(frozen=True)
class RowScope:
    """A row of ``entity`` under ``alias``; other rows are looked up in the views over all rows of the site.

    Computed values are written out where they are used, so that no view depends on another; those that are
    generated columns are read, unless the row is still being made (``has_stored``). Without an alias columns
    stand bare.
    """

    names: ModuleNames
    entity: str
    alias: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    has_stored: bool = True

    @property
    def index(self) -> SpecIndex:
        """The spec."""
        return self.names.index

    @property
    def time_zone(self) -> str:
        """A call that gives the site's time zone."""
        return f"apps.time_zone({sql_text(module_time_zone(self.index))})"

    def column(self, name: str) -> str:
        """A column of the row, or the expression of a computed value in brackets."""
        value = self.index.computed(self.entity).get(name)
        if value is None:
            return self._of_row(self.names.column(self.entity, name))
        if self.has_stored and is_stored(self.index, self.entity, name):
            return self._of_row(name)
        return f"({to_sql(parse(value.expression), self)})::{column_type(value.type)}"

    def path(self, names: tuple[str, ...]) -> str:
        """A value of a parent, or of a parent's parent, as a scalar subquery."""
        link = self.index.parents(self.entity)[names[0]]
        parent = self.other(link.parent, link.name)
        value = parent.path(names[1:]) if len(names) > 2 else parent.column(names[1])
        return f"(SELECT {value} FROM {parent.source} WHERE {self.to_parent(link, parent)})"  # noqa: S608 - names of ours, quoted

    def items(self, relation: str) -> ItemRows:
        """The children, or the rows on the other side of a junction."""
        children = self.index.children(self.entity)
        if relation in children:
            link = children[relation]
            child = self.other(link.child, relation)
            return ItemRows(child.source, child.to_parent(link, self), child)
        for junction in self.index.junctions:
            left, right = self.names.junction_columns(junction)
            if (junction.left, junction.name) == (self.entity, relation):
                near, far, entity = left, right, junction.right
            elif (junction.right, junction.inverse) == (self.entity, relation):
                near, far, entity = right, left, junction.left
            else:
                continue
            links = f"link_{next(self.numbers)}"
            item = self.other(entity, relation)
            table = self.names.qualified(self.names.junction_everything(junction))
            source = (
                f"{table} {links} JOIN {item.source} "
                f"ON {item.alias}.site_id = {links}.site_id AND {item.alias}.id = {links}.{far}"
            )
            condition = f"{links}.site_id = {self.alias}.site_id AND {links}.{near} = {self.alias}.id"
            return ItemRows(source, condition, item)
        raise KeyError(relation)

    def _of_row(self, column: str) -> str:
        return f"{self.alias}.{quote(column)}" if self.alias else quote(column)

    @property
    def source(self) -> str:
        """What stands in FROM to look this row up among all rows."""
        return f"{self.names.qualified(self.names.everything(self.entity))} {self.alias}"

    def other(self, entity: str, called: str) -> "RowScope":
        """Another row, under an alias of its own."""
        return RowScope(self.names, entity, f"{called}_{next(self.numbers)}", self.numbers)

    def to_parent(self, link: Link, parent: "RowScope") -> str:
        """The condition that ``parent`` is what this row belongs to."""
        column = quote(reference(link.name))
        return f"{parent.alias}.site_id = {self.alias}.site_id AND {parent.alias}.id = {self.alias}.{column}"


def module_time_zone(index: SpecIndex) -> str:
    """The default of the module's setting ``time_zone``."""
    setting = next((s for s in index.spec.settings if s.key == "time_zone"), None)
    return setting.default if setting and isinstance(setting.default, str) and setting.default else "UTC"


def is_stored(index: SpecIndex, entity: str, name: str) -> bool:
    """Whether a computed value can be a generated column: the row suffices, without clock or calendar."""
    return needs_only_the_row(index, entity, parse(index.computed(entity)[name].expression))
