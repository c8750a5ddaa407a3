"""What a row looks like in an answer: columns, titles of parents, expanded relations, sets."""

from functools import lru_cache

from app.description import Set
from app.entities import ENTITIES
from app.lists.paths import like, parent_title, title
from app.problems import Malformed


@lru_cache(maxsize=256)
def select_list(entity_name: str, expand: tuple[str, ...] = (), with_sets: bool = False) -> str:
    """The select list for rows of an entity at `t`; `with_sets` takes in every many-to-many."""
    entity = ENTITIES[entity_name]
    parts = _own(entity_name, "t")
    for name in expand:
        if name in entity.parents:
            parts.append(f'{_expanded(entity_name, name)} as "{name}"')
        elif name not in entity.sets:
            raise Malformed(
                f'{entity.label} has no relation "{name[:60]}" to expand.'
                f"{like(name, entity.parents, entity.sets)}"
            )
    for name, relation in entity.sets.items():
        if with_sets or name in expand:
            parts += _linked(name, relation)
    return ", ".join(parts)


def _own(entity_name: str, alias: str) -> list[str]:
    entity = ENTITIES[entity_name]
    parts = [f'{alias}."{name}"' for name in entity.columns]
    titles = {name: parent_title(entity, name, alias) for name in entity.parents}
    return parts + [f'{sql} as "{name}_title"' for name, sql in titles.items()]


def _expanded(entity_name: str, relation: str) -> str:
    parent = ENTITIES[ENTITIES[entity_name].parents[relation]]
    columns = [part for part in _own(parent.name, "p") if part != 'p."id"']
    return (
        f'(select row_to_json(e) from (select p.id, {title(parent, "p")} as "title", '
        f"{', '.join(columns)} from {parent.view} p "
        f'where p.id = t."{relation}_id") e)'
    )


def _linked(name: str, relation: Set) -> list[str]:
    other = ENTITIES[relation.entity]
    called = title(other, "o")
    linked = (
        f'from {relation.table} s join {other.view} o on o.id = s."{relation.other}" '
        f'where s."{relation.own}" = t.id order by {called}, o.id'
    )
    return [
        f'array(select o.id {linked}) as "{name}_ids"',
        f'array(select {called} {linked}) as "{name}_titles"',
    ]
