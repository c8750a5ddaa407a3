"""What a list shows and how people speak of it; shared by the intents that change its columns."""

import re

from sayso.design.offline.refine.mentions import FoundMember
from sayso.design.offline.refine.screens import components_for
from sayso.design.offline.refine.types import Situation
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import Component, ComponentType, Entity, FieldType

TABLE = r"(?:table|list|overview list|listing|grid|overview)s?(?: view| page)?"
IN = (
    rf"(?: (?:in|on|from|of|off|out of|to|onto|into|at) (?:the |our |that |this |my |its |their )*"
    rf"(?:(?P<of>[\w' -]+?) {TABLE}|{TABLE}(?: (?:of|for|with) (?:the |all |our )*(?P<for>[\w' -]+?))?))"
)
NAMED = (
    rf"(?:the |our )*(?:(?P<of>[\w' -]+?) {TABLE}|{TABLE}(?: (?:of|for|with) (?:the |all |our )*"
    r"(?P<for>[\w' -]+?))?)"
)
WHAT = r"(?:the |also |my |our )*(?P<what>[\w' ,&/-]+?)(?: (?:columns?|fields?))?"
TAIL = r"(?:,? (?:too|as well|also|any ?more|any longer|either))*$"
_PART = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?", re.IGNORECASE)
SURE = 0.84
LONG = frozenset({FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.IMAGE})


def place_of(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return groups.get("of") or groups.get("for")


def tables_of(entity: Entity, situation: Situation) -> list[Component]:
    return components_for(situation.spec, ComponentType.TABLE, entity.name)


def columns_of(table: Component, entity: Entity, situation: Situation) -> list[str]:
    """What a table shows; all short values where it names none."""
    named = table.props.get("columns")
    if isinstance(named, list) and named:
        return [str(name) for name in named]
    flow = situation.index.flows.get(entity.name)
    short = [field.name for field in entity.fields if field.type not in LONG]
    return [*situation.index.parents(entity.name), *short, *([flow.field] if flow else [])]


def owners_of(place: str | None, parts: list[str], situation: Situation) -> list[Entity]:
    """The entities whose tables are meant: the one that is named, else those that have all that is named."""
    if place is not None:
        named = situation.mentions.entity(place)
        return [named] if named is not None else []
    having = [
        entity
        for entity in situation.spec.entities
        if all(situation.mentions.member(part, entity, SURE) for part in parts)
    ]
    near = [entity for entity in having if entity.id == situation.focus.entity]
    return near or having


def members_of(parts: list[str], entity: Entity, situation: Situation) -> list[FoundMember]:
    found = [situation.mentions.member(part, entity, SURE) for part in parts]
    return [one for one in found if one is not None] if all(found) else []


def parts_of(what: str) -> list[str]:
    return [part.strip() for part in _PART.split(what) if part.strip()]


def arranged(entity: Entity, names: list[str], situation: Situation) -> tuple[tuple[Edit, ...]] | None:
    """The edits that give the list of an entity these columns."""
    tables = tables_of(entity, situation)[:1]
    return (tuple(with_columns(table, names) for table in tables),) if tables else None


def with_columns(table: Component, columns: list[str]) -> Edit:
    return change(Kind.COMPONENT, table.id, props={**table.props, "columns": [*columns]})


def labels(names: list[str]) -> list[str]:
    return [name.replace("_", " ") for name in names]
