"""Questions to the rows as they are before anything is touched."""

from collections.abc import Sequence

from sayso.compiler.identifiers import ModuleNames, quote
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, Scope

from .draft import Draft
from .moves import Source, TableMove
from .types import Examples

MOST_EXAMPLES = 20


def asked(move: TableMove, source: Source, mapped: str) -> str:
    """Every row with its value (``old``) and what that is as the new type (``mapped``)."""
    inner = (
        f"select t.id, t.site_id, t.created_at, {source.asked or source.sql} as old from {move.place} as t"
    )
    return f"(select s.*, {mapped} as mapped from ({inner}) as s)"


def counted(rows: str, condition: str) -> str:
    """How many rows meet a condition."""
    return f"select count(*) from {rows} as m where {condition}"


def shown(draft: Draft, key: str, elements: Sequence[str], rows: str, condition: str) -> Examples | None:
    """Some of them, where these elements of an entity (by id) are what matters about them."""
    found = f"select m.id from {rows} as m where {condition} order by m.created_at, m.id"
    return examples(draft, key, elements, found)


def examples(draft: Draft, key: str, elements: Sequence[str], rows: str) -> Examples | None:
    """Rows as the running revision shows them; none for what it shows nobody, such as the archive."""
    index = SpecIndex(draft.before)
    entity = next((one for one in draft.before.entities if one.id == key), None)
    if entity is None:
        return None
    columns = {one.id: (one.name, one.name) for one in entity.fields}
    flow = index.flows.get(entity.name)
    if flow is not None:
        columns[flow.id] = (flow.field, flow.field)
    for link in index.parents(entity.name).values():
        columns[link.element] = (link.name, f"{link.name}_title")
    if not all(one in columns for one in elements):
        return None
    names = ModuleNames.of(index, draft.prefix)
    return Examples(
        rows=f"{rows} limit {MOST_EXAMPLES}",
        view=names.qualified(names.view(entity.name)),
        columns=tuple(quote(columns[one][1]) for one in elements),
        open_to=_open_to(index, entity.name, {columns[one][0] for one in elements}),
    )


def _open_to(index: SpecIndex, entity: str, names: set[str]) -> frozenset[str]:
    rules = [
        rule
        for rule in index.spec.permissions.rules
        if rule.entity == entity and Action.READ in rule.actions and rule.scope is not Scope.NONE
    ]
    limited = {rule.role for rule in rules if rule.fields is not None and not names <= set(rule.fields)}
    return frozenset(rule.role for rule in rules) - limited
