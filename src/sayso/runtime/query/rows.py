"""What a row looks like in an answer: its columns, titles of parents, expanded relations, sets of ids."""

from functools import lru_cache

from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, ModulePlan, SetRelation
from sayso.runtime.values.body import did_you_mean


class RowShapes:
    """Select lists of one module; each is worked out once."""

    def __init__(self, module: ModulePlan) -> None:
        self._module = module
        self.select = lru_cache(maxsize=64)(self._select)

    def _select(self, entity: str, expand: tuple[str, ...], with_sets: bool) -> str:
        """The select list for rows of ``entity`` at ``t``."""
        plan = self._module.by_entity[entity]
        parts = self._own(plan, "t")
        for name in expand:
            if name in plan.parents:
                parts.append(f'{self._expanded(plan, name)} as "{name}"')
            elif name not in plan.sets:
                raise MalformedError(
                    f'{plan.label} has no relation "{name[:60]}" to expand.'
                    f"{did_you_mean(name, [*plan.parents, *plan.sets])}"
                )
        for relation in plan.sets.values():
            if with_sets or relation.name in expand:
                parts += self._sets(relation)
        return ", ".join(parts)

    def _own(self, plan: CollectionPlan, alias: str) -> list[str]:
        parts = []
        for column in plan.columns.values():
            parts.append(f'{alias}."{column.name}"')
            if column.link is not None:
                title = self._module.parent_title(column.link, alias)
                parts.append(f'{title} as "{column.link.name}_title"')
        return parts

    def _expanded(self, plan: CollectionPlan, name: str) -> str:
        link = plan.parents[name]
        parent = self._module.by_entity[link.parent]
        columns = [part for part in self._own(parent, "p") if part != 'p."id"']
        title = self._module.title(parent.name, "p")
        return (
            f'(select row_to_json(e) from (select p.id, {title} as "title", {", ".join(columns)} '
            f'from {parent.view} p where p.id = t."{name}_id") e)'
        )

    def _sets(self, relation: SetRelation) -> list[str]:
        view = self._module.by_entity[relation.entity].view
        title = self._module.title(relation.entity, "o")
        linked = (
            f'from {relation.table} s join {view} o on o.id = s."{relation.other}" '
            f'where s."{relation.own}" = t.id'
        )
        return [
            f'array(select o.id {linked} order by {title}, o.id) as "{relation.name}_ids"',
            f'array(select {title} {linked} order by {title}, o.id) as "{relation.name}_titles"',
        ]
