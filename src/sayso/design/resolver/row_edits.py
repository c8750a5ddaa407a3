"""Edits of the lists of a thing: the order of their rows, and which rows they show."""

import re

from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import components_for, dated
from sayso.design.spec_edits.placement import ensured, placed
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import ComponentType, Entity, FieldType, Flow, Json, State

from .qualifiers import rows_said

_DOWN = r"(?:newest|latest|most recent|highest|biggest|largest|most expensive|longest|last|best)"
_FIRST = re.compile(rf"\b{_DOWN}\b|\b(?:oldest|earliest|lowest|smallest|cheapest|shortest|next|soonest)\b")
_DESCENDING = re.compile(rf"\b(?:desc|descending|reverse|backwards|z to a|{_DOWN})\b")
_ALPHABET = re.compile(r"\balphabetical(?:ly)?\b|\bfrom a to z\b|\ba-z\b")
_BY_NUMBER = re.compile(r"\b(?:highest|biggest|largest|most expensive|lowest|smallest|cheapest)\b")


def sorted_rows(entity: Entity, by: str | None, said: str, situation: Situation) -> tuple[Edit, ...] | None:
    """Lists in an order by a value, or by what the words of the order mean; none where they mean nothing."""
    name = by or _usual(entity, said, situation)
    if name is None:
        return None
    is_down = _DESCENDING.search(said) is not None
    sort: list[Json] = [{"field": name, "descending": is_down}]
    made = ensured(situation, entity, ComponentType.TABLE, situation.message, {"sort": sort})
    if made is None:
        return None
    component, edits = made
    others = [
        change(Kind.COMPONENT, other.id, props={**other.props, "sort": sort})
        for other in components_for(situation.spec, ComponentType.TABLE, entity.name)
        if other.id != component.id and other.type is ComponentType.TABLE
    ]
    return (*edits, *others, *placed(situation, component))


def _usual(entity: Entity, said: str, situation: Situation) -> str | None:
    """What rows are put in order by where it is not named: the title, an amount, or a day."""
    if _ALPHABET.search(said):
        return situation.index.title_field(entity.name)
    if _BY_NUMBER.search(said):
        kinds = ({FieldType.MONEY}, {FieldType.DECIMAL, FieldType.INTEGER})
        return next((one.name for kind in kinds for one in entity.fields if one.type in kind), None)
    return next(iter(dated(entity)), "created_at") if _FIRST.search(said) else None


def filtered_rows(entity: Entity, which: str, situation: Situation, *, shown: bool) -> tuple[Edit, ...]:
    """A list that shows only some rows, or leaves them out."""
    kept = _conditions(entity, which, situation, shown=shown)
    tables = components_for(situation.spec, ComponentType.TABLE, entity.name)
    if not kept or not tables:
        return ()
    table, names = tables[0], {str(row["field"]) for row in kept}
    known = table.props.get("filters")
    known = known if isinstance(known, list) else []
    others = [row for row in known if isinstance(row, dict) and row.get("field") not in names]
    return (change(Kind.COMPONENT, table.id, props={**table.props, "filters": [*others, *kept]}),)


def _conditions(entity: Entity, which: str, situation: Situation, *, shown: bool) -> list[dict[str, object]]:
    """The conditions that rows meet which are to be seen."""
    flow = situation.index.flows.get(entity.name)
    state = situation.mentions.state(which, entity) if flow is not None else None
    if state is not None:
        return [_in_state(*state, shown=shown)]
    narrowed, word = rows_said(which, entity, situation)
    if not shown or word != which.lower():
        return []
    return [row.model_dump(mode="json", exclude_none=True) for row in narrowed]


def _in_state(flow: Flow, state: State, *, shown: bool) -> dict[str, object]:
    return {"field": flow.field, "op": "eq" if shown else "ne", "value": state.name}
