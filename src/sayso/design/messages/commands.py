"""Wishes that name their kind and their thing exactly: ``rename the page "Books" to "Library"``."""

import re
from collections.abc import Iterator

from sayso.design.replies import reply_of
from sayso.design.types import Decision, Refinement
from sayso.kit.words import plural, snake
from sayso.spec.edits import Edit, Kind, Remove, Rename, apply
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import AppSpec, Component, Entity, Field, Flow

_KINDS = {
    Kind.ENTITY: "entity",
    Kind.FIELD: "field",
    Kind.COMPUTED: "value",
    Kind.OPTION: "option",
    Kind.STATE: "state",
    Kind.ROLE: "role",
    Kind.PAGE: "page",
    Kind.REPORT: "report",
    Kind.COMPONENT: "component",
}
"""The kinds whose elements a person can name, and what they are called."""
_SHOWN = {"kanban": "board", "detail": "details"}
_VERB = re.compile(r"^(?P<verb>remove|delete|rename) the (?P<rest>.+?)[.!]?$", re.IGNORECASE | re.DOTALL)
_QUOTES = str.maketrans("", "", '"')


def command(wish: str, spec: AppSpec) -> Refinement | None:
    """What is meant, done, where exactly one element is called so; else none."""
    match = _VERB.match(wish.strip())
    if match is None:
        return None
    said = _plain(match["rest"])
    is_rename = match["verb"].lower() == "rename"
    found: dict[str, tuple[Spot, str]] = {}
    for spot, title in titled(spec):
        start = _plain(title)
        if is_rename and said.startswith(f"{start} to ") and not isinstance(spot.element, Component):
            found[spot.element.id] = spot, _new(match["rest"])
        elif not is_rename and said == start:
            found[spot.element.id] = spot, ""
    if len(found) != 1:
        return None
    spot, new = next(iter(found.values()))
    name = snake(new)[:48]
    if is_rename and not name:
        return None
    edit: Edit = Remove(kind=spot.kind, target=spot.element.id)
    if is_rename:
        edit = Rename(kind=spot.kind, target=spot.element.id, name=name, label=new[:1].upper() + new[1:])
    result = apply(spec, (edit,))
    if not result.ok:
        return None
    reply = reply_of(spec, result.spec, (edit,))
    return Refinement(Decision.REFINEMENT, reply, (edit,), result.spec)


def titled(spec: AppSpec) -> Iterator[tuple[Spot, str]]:
    """Everything that can be named, as it is named: ``field "due date" of loan``."""
    names = {entity.name: entity.display_name for entity in spec.entities}
    reports = {report.name: report for report in spec.reports}
    for spot in walk(spec):
        kind = _KINDS.get(spot.kind)
        element = spot.element
        if kind is None:
            continue
        match element:
            case Component():
                report = reports.get(str(element.props.get("report")))
                shown = _SHOWN.get(element.type.value, element.type.value)
                if report is not None:
                    yield spot, f'{shown} "{report.title}"'
                elif element.entity:
                    yield spot, f"{shown} of {plural(names[element.entity].lower())}"
            case _:
                name = label_of(element) or name_of(element) or ""
                owner = _owner(spot, names)
                yield spot, f'{kind} "{name}"' + (f" of {owner}" if owner else "")


def _owner(spot: Spot, names: dict[str, str]) -> str:
    """What an element is part of, in words."""
    at = spot.parent
    said: list[str] = []
    while at is not None:
        match at.element:
            case Entity():
                said.append(plural(at.element.display_name.lower()))
            case Field():
                said.append(at.element.label.lower())
            case Flow():
                said.append(plural(names[at.element.entity].lower()))
            case _:
                pass
        at = at.parent
    return " of ".join(said)


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).lower().split())


def _new(rest: str) -> str:
    return rest.rpartition(" to ")[2].strip().strip('"').strip()
