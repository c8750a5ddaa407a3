"""``show deals as a board by stage``, ``tasks on a calendar by due date``, ``filters by severity and
service``."""

import re

from sayso.design.offline.refine.screens import (
    component_kinds,
    components_for,
    dated,
    grouping,
    main_entity,
)
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Question
from sayso.kit.words import listed, sentence, singular, snake
from sayso.spec.edits import Edit, Kind, add, change
from sayso.spec.model import ComponentType, Entity, Field, FieldType, Flow, Json

from .figures import FIGURES, stats
from .showing import ensured, placed

_VIEWS = frozenset(
    {ComponentType.KANBAN, ComponentType.CALENDAR, ComponentType.CARDS, ComponentType.FILTERS,
    ComponentType.STATS,
     ComponentType.FORM, ComponentType.TABLE, ComponentType.DETAIL}
)  # fmt: skip
_BY = pattern(
    r"\b(?:by|per|grouped by|group by|one column (?:per|for each|for every)|a column (?:per|for each)|"
    r"columns (?:per|for each|for|by)|for each|filter (?:on|by)|on) (?:the |their |its |each "
    r")?(?P<by>.+?)(?:[.,;]|$| (?:instead|please|next to|above|below|on the))"
)
_ASKS = pattern(
    r"^(?:{show}|{add}|{make}|turn|use|create|build|make|want|need|i need|i want|we need|we want|board|"
    r"kanban|calendar|week|month|weekly|filters?|tiles|cards|gallery|agenda|list|table|display|organi[sz]e|"
    r"arrange|replace|switch)\b"
    r"|\b(?:as|in|on|with|into|using|via) (?:a |an |the )?(?:[\w-]+ )?(?:kanban|board|calendar|cards|"
    r"gallery|tiles|list|table|week view|month view|timetable|planner|agenda|pipeline)\b|\b(?:view|"
    r"instead)\b"
    r"|\b(?:should|must|could) (?:be|have|appear|show|get)\b|\bnot (?:month|week|list|table)\b|"
    r"\b(?:calendar|board|kanban|cards|filters)\s*(?:for|of|with|please|by|$)"
)
_VARIANT = {
    "week": "week",
    "weekly": "week",
    "month": "month",
    "monthly": "month",
    "agenda": "agenda",
    "daily": "agenda",
    "day": "agenda",
}
_INLINE = pattern(
    r"\b(?:edit|change|update|type|correct)\w*\b.*\b(?:directly|right|straight|inline|in-line|in "
    r"place)\b.*\b(?:table|list|grid|row|cell)s?\b|\b(?:inline|in-line|in-place) (?:edit\w*|table)|"
    r"\b(?:editable|edit inline|edit in place)\b"
    r"|\bedit\w*\b.*\b(?:in|inside|within|like) (?:the |a )?(?:table|list|grid|rows?|cells?|spreadsheet|"
    r"excel)\b|\blike (?:in )?(?:excel|a spreadsheet)\b"
)
_PICTURE = re.compile(
    r"\b(?:with|of|showing|their|the|its) (?:the |a |an |its |their )?(photo|picture|image)s?\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|;\s*)", re.IGNORECASE)


_DISLIKED = pattern(r"^(?:(?:i|we) )?(?:really )?(?:don't|do not|didn't) (?:like|want|need|love)\b")
_NEW_LIST = pattern(
    r"^(?:{add}|{make}) (?:an? |another )?(?:new )?(?:table|list|register) (?:of|for) (?:the |our |all )?"
    r"(?P<what>[\w-]+)$"
)


def view(clause: str, situation: Situation) -> Change | None:
    """A way to see things: made, put on its page, or changed."""
    if _DISLIKED.match(clause):
        return None
    new = _NEW_LIST.match(clause)
    if new is not None and situation.mentions.entity(new["what"]) is None:
        return None
    inline = _inline(clause, situation)
    if inline is not None:
        return inline
    return _several(clause, situation) or _one(clause, situation)


def _inline(clause: str, situation: Situation) -> Change | None:
    if not _INLINE.search(clause):
        return None
    found = situation.mentions.entities_in(clause)
    entity = (
        found[0].entity
        if found
        else next(
            (e for e in situation.spec.entities if e.id == situation.focus.entity), main_entity(situation)
        )
    )
    tables = components_for(situation.spec, ComponentType.TABLE, entity.name if entity else None)
    table = next((t for t in tables if t.type is ComponentType.TABLE), None)
    if table is None or entity is None:
        return None
    said = f"{sentence(many(entity))} can be edited right in the table now."
    return Change(
        said,
        (change(Kind.COMPONENT, table.id, variant="inline-edit"),),
        focus=Focus(entity=entity.id, component=table.id),
    )


def _several(clause: str, situation: Situation) -> Change | None:
    """``grants as kanban by stage, reports in a calendar``: each part has its own thing and its own view."""
    parts = [part for part in _AND.split(clause) if part]
    if len(parts) < 2:
        return None
    if not all(_kinds(part) and situation.mentions.entities_in(part) for part in parts):
        return None
    edits: list[Edit] = []
    said: list[str] = []
    from sayso.spec.edits import apply

    now, focus = situation, None
    for part in parts:
        made = _one(part, now)
        if made is None:
            return None
        edits += made.edits
        said.append(made.said)
        focus = made.focus
        now = Situation(
            apply(now.spec, made.edits).spec, now.ids, now.message, now.before, focus or now.focus
        )
    return Change(" ".join(said), tuple(edits), focus=focus)


def _kinds(text: str) -> list[ComponentType]:
    return [kind for kind in component_kinds(text) if kind in _VIEWS]


def _one(  # noqa: C901 - one branch a kind of component
    clause: str, situation: Situation
) -> Change | None:
    kinds = _kinds(clause)
    if not kinds or (
        not _ASKS.search(clause) and not (len(clause.split()) <= 6 and situation.mentions.entities_in(clause))
    ):
        return None
    kind = kinds[0]
    if kind is ComponentType.STATS:
        return stats(clause, situation) if FIGURES.search(clause) else None
    if kind in {ComponentType.TABLE, ComponentType.FORM, ComponentType.DETAIL} and not re.search(
        r"\b(?:as|in|into|instead|show|see|have|need|want|add)\b", clause, re.IGNORECASE
    ):
        return None
    found = [one.entity for one in situation.mentions.entities_in(clause)]
    entity = _shown_entity(clause, found, kind, situation)
    if entity is None:
        return None
    props = _props(clause, kind, entity, situation)
    variant = None
    if kind is ComponentType.CALENDAR:
        words = re.findall(
            r"[a-z]+", re.sub(r"\b(?:not|instead of|rather than)\s+(?:the |a )?\w+.*$", "", clause.lower())
        )
        variant = next((_VARIANT[word] for word in words if word in _VARIANT), None)
    if kind is ComponentType.CARDS and _PICTURE.search(clause) and not _pictured(entity):
        return _with_picture(clause, entity, situation)
    if kind is ComponentType.CALENDAR and not dated(entity):
        return _with_date(clause, entity, variant, situation)
    made = ensured(situation, entity, kind, clause, props, variant)
    focus = Focus(entity=entity.id)
    name = {ComponentType.KANBAN: "board"}.get(kind, kind.value)
    if made is None:
        text = f"{sentence(many(entity))} have no choice to go by yet. What should the {name} go by?"
        return Change(text, questions=(Question(text, ("Add a status", "Add a category")),), focus=focus)
    component, edits = made
    edits = [*edits, *placed(situation, component)]
    focus = Focus(entity=entity.id, component=component.id)
    if not edits:
        return Change(f"There is a {name} of {many(entity)} already.", focus=focus)
    by = props.get("group_by") or props.get("start")
    how = f" by {str(by).replace('_', ' ')}" if by else ""
    how = f" with {variant} view" if variant else how
    if kind is ComponentType.FILTERS and isinstance(props.get("fields"), list):
        how = (
            f" by {listed([str(n).replace('_', ' ') for n in props['fields']])}"
            if isinstance(props["fields"], list)
            else ""
        )
    return Change(
        f"{sentence(many(entity))} have {'' if name.endswith('s') else 'a '}{name}{how} now.",
        tuple(edits),
        focus=focus,
    )


def _pictured(entity: Entity) -> bool:
    return any(field.type is FieldType.IMAGE for field in entity.fields)


def _with_picture(clause: str, entity: Entity, situation: Situation) -> Change | None:
    """Cards that show a picture of things that have none yet: they get one, and that is said."""
    word = _PICTURE.search(clause)
    name = snake(singular(word[1].lower())) if word else "photo"
    field = Field(
        id=situation.ids.new("fld"), source=clause, name=name, label=sentence(name), type=FieldType.IMAGE
    )
    made = ensured(situation, entity, ComponentType.CARDS, clause, {"image": name})
    if made is None or any(other.name == name for other in entity.fields):
        return None
    component, edits = made
    said = f"{sentence(many(entity))} have cards with a {name} now. There was no {name} yet, so I added it."
    changes = (add(field, parent=entity.id), *edits, *placed(situation, component))
    return Change(said, changes, focus=Focus(entity=entity.id, component=component.id))


def _with_date(clause: str, entity: Entity, variant: str | None, situation: Situation) -> Change | None:
    """A calendar of things that have no date yet: they get one, and that is said."""
    why = "A calendar needs a date."
    name = "date" if all(field.name != "date" for field in entity.fields) else "calendar_date"
    field = Field(
        id=situation.ids.new("fld"), assumed=why, name=name, label=sentence(name), type=FieldType.DATETIME
    )
    made = ensured(situation, entity, ComponentType.CALENDAR, clause, {"start": name}, variant)
    if made is None:
        return None
    component, edits = made
    said = f"{sentence(many(entity))} have a calendar now. They had no date, so I added one."
    changes = (add(field, parent=entity.id), *edits, *placed(situation, component))
    return Change(said, changes, focus=Focus(entity=entity.id, component=component.id))


def _shown_entity(
    clause: str, found: list[Entity], kind: ComponentType, situation: Situation
) -> Entity | None:
    if found:
        return found[0]
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    there = components_for(situation.spec, kind)
    if there and there[0].entity:
        return situation.index.entities.get(there[0].entity)
    by = _BY.search(clause)
    if by is not None:
        member = situation.mentions.member(by["by"])
        if member is not None:
            return member.entity
    if kind is ComponentType.CALENDAR:
        for owner in situation.spec.entities:
            if {m.name for m in situation.mentions.members_in(clause, owner)} & set(dated(owner)):
                return owner
        suited = [e for e in situation.spec.entities if dated(e)]
        main = main_entity(situation)
        return near if near in suited else main if main in suited else next(iter(suited), main)
    if kind is ComponentType.KANBAN:
        flows = [situation.index.entities[f.entity] for f in situation.spec.flows]
        return near if near in flows else next(iter(flows), main_entity(situation))
    return near or main_entity(situation)


def _props(  # noqa: C901 - one branch a kind of component
    clause: str, kind: ComponentType, entity: Entity, situation: Situation
) -> dict[str, Json]:
    by = _BY.search(clause.replace(" for ", " by ") if kind is ComponentType.FILTERS else clause)
    if by is None and kind is ComponentType.CALENDAR:
        days = [m.name for m in situation.mentions.members_in(clause, entity) if m.name in dated(entity)]
        return {"start": days[0]} if days else {}
    if by is None:
        return {}
    said = by["by"]
    if kind is ComponentType.FILTERS:
        after = clause[by.start("by") :]
        names: list[Json] = []
        for part in _AND.split(re.sub(r"^(?:the )?[\w ]+ (?:list|table|page),? by ", "", after)):
            member = situation.mentions.member(part, entity)
            if member is not None and member.name not in names:
                names.append(member.name)
        if len(names) < 2:
            named = [m.name for m in situation.mentions.members_in(clause, entity)]
            names = [*names, *(name for name in named if name not in names)]
        return {"fields": names} if names else {}
    if kind is ComponentType.KANBAN:
        member = situation.mentions.member(said, entity)
        if member is not None and (
            isinstance(member.element, Flow)
            or getattr(member.element, "type", None) is FieldType.ENUM
            or member.name in situation.index.parents(entity.name)
        ):
            return {"group_by": member.name}
        group = grouping(situation, entity)
        return {"group_by": group} if group else {}
    if kind is ComponentType.CALENDAR:
        member = situation.mentions.member(said, entity)
        if member is not None and member.name in dated(entity):
            return {"start": member.name}
    return {}
