"""The components that words speak of: *the form*, *the list of rooms*, *a chart of stays per room*, *it*."""

import re
from dataclasses import dataclass

from sayso.design.offline.refine.arranging import shown
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.screens import component_kinds, components_for, dated, main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Situation
from sayso.spec.edits import Edit, apply
from sayso.spec.model import Component, ComponentType, Entity

from .figures import stats_for
from .showing import ensured, layout_of
from .views import view

_DESCRIBED = frozenset({ComponentType.CALENDAR, ComponentType.KANBAN, ComponentType.FILTERS})
_PRONOUNS = frozenset({"it", "that", "this", "them", "these", "those", "that one", "this one"})


@dataclass(frozen=True, slots=True)
class Part:
    """A component that a phrase speaks of, with the edits that make it if it is not there."""

    component: Component
    edits: tuple[Edit, ...]
    entity: Entity


def after(situation: Situation, edits: tuple[Edit, ...]) -> Situation:
    """Where a wish stands once these edits are done."""
    return Situation(
        apply(situation.spec, edits).spec, situation.ids, situation.message, situation.before, situation.focus
    )


def called(part: Part) -> str:
    """A component in words."""
    names = {ComponentType.TABLE: "list", ComponentType.KANBAN: "board", ComponentType.STATS: "key figures"}
    kind = names.get(part.component.type, part.component.type.value)
    return (
        f"{kind} of {many(part.entity)}"
        if part.component.type is not ComponentType.FORM
        else f"{part.entity.display_name.lower()} form"
    )


def spoken_part(  # noqa: C901, PLR0912 - one branch a kind of component
    phrase: str,
    situation: Situation,
    clause: str,
    about: Entity | None,
    *,
    not_this: str | None = None,
) -> Part | None:
    """The component a phrase means: by its kind, by its entity, or both."""
    if phrase.strip().lower() in _PRONOUNS:
        return in_focus(situation)
    phrase = re.sub(r"^(?:the|a|an|their|its|all|our)\s+", "", phrase.strip())
    kinds = component_kinds(phrase)
    if not kinds and re.match(r"(?:total|average|sum of|number of|how many)\b", phrase):
        kinds = [ComponentType.STATS]
    entity = None
    named = situation.mentions.entities_in(phrase)
    strong = [
        one for one in named if likeness(key(phrase[one.start : one.end]), key(one.entity.name)) >= 0.93
    ]
    if strong:
        entity = strong[0].entity
        inside = phrase[strong[0].start : strong[0].end].lower()
        kinds = [kind for kind in kinds if kind.value not in inside]
    elif named and not kinds:
        entity = named[0].entity
    known = next((c for c in situation.spec.components if likeness(key(phrase), key(c.name)) >= 0.97), None)
    if known is not None and known.entity in situation.index.entities:
        return Part(known, (), situation.index.entities[str(known.entity)])
    if entity is None and not kinds:
        return None
    kind = kinds[0] if kinds else _main_kind(situation, entity, not_this)
    owner = entity or about or _shown_owner(kind, situation)
    if owner is None:
        return None
    if re.search(r"\b(?:by|per|for|on)\b", phrase) and kind in _DESCRIBED:
        return _viewed(phrase, situation, owner) or _plain(kind, owner, situation, clause, not_this)
    if kind is ComponentType.STATS:
        if components_for(situation.spec, kind, owner.name) and not re.search(
            r"\b(?:per|by|total|average|number of)\b", phrase
        ):
            return Part(components_for(situation.spec, kind, owner.name)[0], (), owner)
        made = stats_for(clause, situation, owner)
        return Part(made[0], tuple(made[1]), owner) if made else None
    if kind is ComponentType.CHART and re.search(r"\b(?:by|per)\b", phrase):
        drawn = _drawn(phrase, situation, owner)
        if drawn is not None:
            return drawn
    if kind is ComponentType.CHART:
        charts = components_for(situation.spec, kind, owner.name) or components_for(situation.spec, kind)
        if not charts:
            from .reports import usual_chart

            made_chart = usual_chart(situation, owner, clause)
            return Part(made_chart[0], tuple(made_chart[1]), owner) if made_chart else None
        return Part(charts[0], (), owner)
    return _plain(kind, owner, situation, clause, not_this)


def _plain(
    kind: ComponentType, owner: Entity, situation: Situation, clause: str, not_this: str | None
) -> Part | None:
    there = [c for c in components_for(situation.spec, kind, owner.name) if c.name != not_this]
    if there:
        return Part(there[0], (), owner)
    if kind is ComponentType.CALENDAR and not dated(owner):
        return _viewed(f"a calendar of {many(owner)}", situation, owner)
    made_one = ensured(situation, owner, kind, clause)
    return Part(made_one[0], tuple(made_one[1]), owner) if made_one and made_one[0].name != not_this else None


def _viewed(phrase: str, situation: Situation, owner: Entity) -> Part | None:
    """A component that is described, not only named: ``tasks on a calendar by due date``."""
    change = view(f"show {phrase}", situation)
    if change is None or change.focus is None:
        return None
    spec = apply(situation.spec, change.edits).spec
    component = next((c for c in spec.components if c.id == change.focus.component), None)
    return Part(component, change.edits, owner) if component else None


def _main_kind(situation: Situation, entity: Entity | None, not_this: str | None) -> ComponentType:
    if entity is not None and not_this is None:
        shown_ = {name for page in situation.spec.pages for name in shown(layout_of(page))}
        tables = components_for(situation.spec, ComponentType.TABLE, entity.name)
        if not tables:
            others = [c for c in situation.spec.components if c.entity == entity.name and c.name in shown_]
            views = [
                c.type
                for c in others
                if c.type in {ComponentType.KANBAN, ComponentType.CALENDAR, ComponentType.CARDS}
            ]
            return next(iter(views), ComponentType.TABLE)
    return ComponentType.TABLE


def _shown_owner(kind: ComponentType, situation: Situation) -> Entity | None:
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    if near is not None and components_for(situation.spec, kind, near.name):
        return near
    there = components_for(situation.spec, kind)
    main = main_entity(situation)
    if near is None and main is not None and any(c.entity == main.name for c in there):
        return main
    owner = situation.index.entities.get(there[0].entity or "") if there and near is None else None
    return near or owner or main


def in_focus(situation: Situation) -> Part | None:
    """The component that was spoken of last."""
    component = next((c for c in situation.spec.components if c.id == situation.focus.component), None)
    entity = situation.index.entities.get(component.entity or "") if component else None
    if component is None or entity is None:
        near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
        reports = {report.name: report.entity for report in situation.spec.reports}
        entity = (
            situation.index.entities.get(reports.get(str(component.props.get("report")), ""))
            if component
            else near
        )
    return Part(component, (), entity) if component is not None and entity is not None else None


def _drawn(phrase: str, situation: Situation, owner: Entity) -> Part | None:
    """A chart that is described by what it counts, not only named."""
    from .reports import report

    change = report(f"show {phrase}", situation)
    if change is None or change.focus is None:
        return None
    spec = apply(situation.spec, change.edits).spec
    component = next((c for c in spec.components if c.id == change.focus.component), None)
    entity = next((e for e in spec.entities if e.id == change.focus.entity), owner)
    return Part(component, change.edits, entity) if component else None
