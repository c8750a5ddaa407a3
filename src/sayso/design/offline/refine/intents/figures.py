"""Key figures: what is counted or summed, of which rows, and where that is shown."""

import re

from sayso.design.offline.refine.screens import (
    components_for,
    dated,
    main_entity,
    measurable,
)
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import sentence
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import Component, ComponentType, Entity, FieldType, Json

from .showing import ensured, placed

FIGURES = pattern(
    r"\b(?:above|on top|at the (?:very )?top|tiles?|stats|statistics|kpis?|key figures|counters?|"
    r"metrics)\b|^(?:show|display|see|put)\b"
)


_QUANTITY = pattern(
    r"\b(?P<op>total|sum|average|avg|mean|number|count|how many|highest|lowest)(?: of)? "
    r"(?P<what>[\w' -]+?)(?= (?:above|on|at|as|over|in|for|per|to|now|today|this|right)\b|[,.?;]|$)"
)


def stats(clause: str, situation: Situation) -> Change | None:
    made = stats_for(clause, situation)
    if made is None:
        return None
    component, edits, entity, label = made
    edits = [*edits, *placed(situation, component)]
    focus = Focus(entity=entity.id, component=component.id)
    if not edits:
        return Change(f"There are key figures for {many(entity)} already.", focus=focus)
    return Change(
        f"The {many(entity)} page shows {label.lower()} as a figure now.", tuple(edits), focus=focus
    )


def stats_for(
    clause: str, situation: Situation, entity: Entity | None = None
) -> tuple[Component, list[Edit], Entity, str] | None:
    """Key figures as a sentence asks for them: what is counted or summed, of which rows."""
    text = f"{situation.before} {clause}" if re.search(r"\b(?:that|this)\b", clause) else clause
    found = [one.entity for one in situation.mentions.entities_in(text)]
    group = re.search(r"\b(?P<what>[\w' -]+?) (?:per|by) (?P<by>[\w-]+)", text)
    shown = [e for e in found if components_for(situation.spec, ComponentType.TABLE, e.name)]
    chosen = entity or next(iter(shown or found), None) or _present(situation)
    if chosen is None:
        return None
    stat: dict[str, Json] = {"label": f"All {many(chosen)}", "op": "count"}
    quantity = _QUANTITY.search(text)
    numbers = [
        f for f in measurable(chosen) if f.type in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER}
    ]
    if (
        quantity is not None
        and (member := situation.mentions.member(quantity["what"], chosen, 0.8))
        and member.name in {n.name for n in numbers}
    ):
        op = {
            "total": "sum",
            "sum": "sum",
            "average": "avg",
            "avg": "avg",
            "mean": "avg",
            "highest": "max",
            "lowest": "min",
        }.get(quantity["op"].lower(), "sum")
        stat = {"label": sentence(f"{quantity['op']} {member.name}"), "op": op, "field": member.name}
    elif re.search(r"\btotals?\b", text) and (amounts := [n for n in numbers if n.type is FieldType.MONEY]):
        stat = {"label": f"Total {amounts[0].label.lower()}", "op": "sum", "field": amounts[0].name}
    if group is not None and (member := situation.mentions.member(group["by"], chosen, 0.78)):
        stat |= {"group_by": member.name, "label": sentence(f"{many(chosen)} per {member.name}")}
    condition = _condition(text, chosen, situation)
    if condition is not None:
        stat |= {"filters": [condition[0]], "label": condition[1]}
    there = components_for(situation.spec, ComponentType.STATS, chosen.name)
    label = str(stat["label"])
    if there:
        present = there[0].props.get("stats")
        stats: list[Json] = list(present) if isinstance(present, list) else []
        plain = stat["op"] == "count" and condition is None and group is None
        if plain or any(isinstance(s, dict) and s.get("label") == label for s in stats):
            return there[0], [], chosen, label
        return there[0], [change(Kind.COMPONENT, there[0].id, props={"stats": [*stats, stat]})], chosen, label
    made = ensured(situation, chosen, ComponentType.STATS, clause, {"stats": [stat]})
    return (made[0], made[1], chosen, label) if made else None


def _present(situation: Situation) -> Entity | None:
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    return near or main_entity(situation)


def _condition(text: str, entity: Entity, situation: Situation) -> tuple[dict[str, Json], str] | None:
    """Rows of a state that is named, of a day that is named, or, for *right now*, those without an end."""
    flow = situation.index.flows.get(entity.name)
    states = situation.mentions.states_in(text, flow) if flow else []
    if flow is not None and states:
        return {
            "field": flow.field,
            "op": "eq",
            "value": states[0][0].name,
        }, f"{states[0][0].label} {many(entity)}"
    days = dated(entity)
    when = re.search(r"\b(today|this week|this month)\b", text, re.IGNORECASE)
    if when and days:
        op = when[1].lower().replace(" ", "_")
        return {"field": days[0], "op": op}, f"{sentence(many(entity))} {when[1].lower()}"
    if re.search(
        r"\b(?:right now|at the moment|currently|still (?:here|in|out|open))\b", text, re.IGNORECASE
    ):
        end = next((d for d in days if re.search(r"out|end|left|depart|return|finish|until", d)), None)
        if end:
            return {"field": end, "op": "is_null", "value": True}, f"{sentence(many(entity))} right now"
    return None
