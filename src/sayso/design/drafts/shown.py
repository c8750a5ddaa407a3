"""What pages show of things, as their designs are written: what names a row, columns, the order of forms."""

from collections.abc import Iterable
from typing import Any

from sayso.catalogue.types import Blueprint, Kept, Rank
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, Component, ComponentType, Entity, Field, FieldType

_MOST_COLUMNS, _MOST_OF_LIST, _MOST_OF_CARD = 7, 4, 3
_LONG = frozenset((FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.UUID, FieldType.IMAGE))
_DAYS = frozenset((FieldType.DATE, FieldType.DATETIME))
_DATES = _DAYS | {FieldType.TIME}


def as_written(spec: AppSpec, blueprints: Iterable[Blueprint]) -> AppSpec:
    """The application with pages that show what its designs put first, and what people themselves named.

    Entities that no design has under their name stay as they were arranged.
    """
    known: dict[str, tuple[Blueprint, Kept]] = {}
    for blueprint in blueprints:
        for name, kept in blueprint.entities.items():
            known.setdefault(name, (blueprint, kept))
    shown = {
        entity.name: _Shown(spec, entity, *known[entity.name])
        for entity in spec.entities
        if entity.name in known
    }
    components = tuple(
        changed(one, props=shown[one.entity].props(one)) if one.entity in shown else one
        for one in spec.components
    )
    return changed(spec, components=components)


class _Shown:
    """What is shown of one entity."""

    def __init__(self, spec: AppSpec, entity: Entity, blueprint: Blueprint, kept: Kept) -> None:
        links = {
            link.name: link.assumed is None
            for link in spec.relationships
            if link.from_entity == entity.name and link.kind.value == "belongs_to"
        }
        fields = {field.name: field for field in entity.fields}
        computed = {value.name: value for value in entity.computed}
        flows = [flow.field for flow in spec.flows if flow.entity == entity.name]
        there = {*links, *fields, *computed, *flows}
        core = [
            entry.name for entry in kept.entries if entry.rank is Rank.CORE and entry.name not in computed
        ]
        usual = [entry.name for entry in kept.entries if entry.name not in {*core, *computed}]
        said = [name for name in (*links, *fields) if links.get(name) or _is_said(fields.get(name))]
        told = _told(blueprint, entity.name)
        found = {name: value.type for name, value in computed.items()}
        worked_out = [name for name, kind in found.items() if name in told or kind not in _DATES]
        self.title = [name for name in kept.title or core[:1] if name in there]
        order = [*self.title, *said, *core, *flows, *worked_out, *usual]
        hidden = {name for name, field in fields.items() if field.type in _LONG} - _texts(core, fields)
        self.columns = [name for name in dict.fromkeys(order) if name in there and name not in hidden]
        self.order = list(dict.fromkeys((*core, *said, *usual)))
        self.states = set(flows)
        self.sure = {name for name in (*core, *self.title) if name in fields}
        self.days = [name for name in core if name in fields and fields[name].type in _DAYS]
        self.ticks = {name for name, kind in found.items() if kind is FieldType.BOOLEAN} | {
            name for name, field in fields.items() if field.type is FieldType.BOOLEAN
        }
        self.money = [name for name in worked_out if found[name] is FieldType.MONEY]
        self.numbers = [name for name in worked_out if name not in {*self.money, *self.ticks}]

    def props(self, component: Component) -> dict[str, Any]:
        """The properties of a component, with what it shows in the order of the design."""
        props: dict[str, Any] = dict(component.props)
        match component.type:
            case ComponentType.TABLE:
                props["columns"] = self.columns[:_MOST_COLUMNS]
                self._sorted(props)
            case ComponentType.LIST:
                props["columns"] = self._listed(props)
            case ComponentType.FORM if props.get("fields"):
                props["fields"] = sorted(props["fields"], key=self._place)
            case ComponentType.KANBAN | ComponentType.CARDS | ComponentType.CALENDAR:
                self._called(component.type, props)
            case _:
                pass
        return props

    def _sorted(self, props: dict[str, Any]) -> None:
        """By what every row has: its date, else its name, where it would be by a field that rows may lack."""
        if all(one["field"] in self.sure for one in props.get("sort", ())):
            return
        if self.days:
            props["sort"] = [{"field": self.days[0], "descending": True}]
        elif named := [name for name in self.title if name in self.sure]:
            props["sort"] = [{"field": named[0], "descending": False}]

    def _listed(self, props: dict[str, Any]) -> list[str]:
        """What names a row, what the list is about, the figures of the row, then the rest."""
        about = [one["field"] for key in ("sort", "filters") for one in props.get(key, ())]
        about = [name for name in about if name in self.columns and name not in {*self.states, *self.ticks}]
        order = [*self.title, *about, *self.numbers, *self.columns]
        return list(dict.fromkeys(name for name in order if name in self.columns))[:_MOST_OF_LIST]

    def _called(self, kind: ComponentType, props: dict[str, Any]) -> None:
        if self.title:
            props["title"] = self.title[0]
        if kind is ComponentType.CALENDAR:
            return
        props["fields"] = [
            name for name in self.columns if name != props.get("title") and name not in self.states
        ][:_MOST_OF_CARD]
        if kind is ComponentType.KANBAN and self.money:
            props["sum"] = self.money[0]

    def _place(self, name: str) -> int:
        return self.order.index(name) if name in self.order else len(self.order)


def _told(blueprint: Blueprint, entity: str) -> set[str]:
    """What the start page and the reports speak of."""
    figures = [one for one in (*blueprint.figures, *blueprint.reports) if one.entity == entity]
    lists = [one for one in blueprint.lists if one.entity == entity]
    told = {condition.field for one in figures for condition in one.conditions}
    told |= {condition.field for one in lists for condition in one.conditions}
    return told | {one.of for one in figures} | {one.by for one in lists}


def _is_said(field: Any) -> bool:
    return field is not None and field.assumed is None


def _texts(core: list[str], fields: dict[str, Field]) -> set[str]:
    """Long texts that are what a row says: a note is its text, where nothing shorter must be given."""
    kinds = {name: fields[name].type for name in core if name in fields}
    if FieldType.TEXT in kinds.values():
        return set()
    return {name for name, kind in kinds.items() if kind is FieldType.LONG_TEXT}
