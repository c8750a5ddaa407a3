"""Edits said in a sentence, as a timeline shows them."""

from typing import Any

from sayso.kit.colors import called
from sayso.kit.words import listed, singular
from sayso.kit.words import sentence as spoken
from sayso.spec.model import (
    AppSpec,
    Assumption,
    Component,
    Computed,
    Element,
    Entity,
    Field,
    FieldType,
    Flow,
    Page,
    PermissionRule,
    Relationship,
    Rule,
    Scope,
    Theme,
    Transition,
)

from .element_labels import Speaker
from .kinds import KIND_OF, Kind
from .language import (
    Add,
    Edit,
    MakeFlow,
    MergeFields,
    Move,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
)
from .rename import renamed
from .tree import Spot, changed, find

_TYPES = {
    FieldType.LONG_TEXT: "long text",
    FieldType.INTEGER: "whole number",
    FieldType.DECIMAL: "number",
    FieldType.BOOLEAN: "yes or no",
    FieldType.DATETIME: "date and time",
    FieldType.ENUM: "choice",
    FieldType.MULTI_ENUM: "several choices",
}


def sentence(edit: Edit, before: AppSpec) -> str:  # noqa: C901, PLR0912 - one line for each edit
    """What the edit does to ``before``, such as ``Rename Client to Customer``; without a full stop."""
    speaker = Speaker(before)
    match edit:
        case Add():
            return _add(speaker, edit, before)
        case Remove():
            spot = find(before, edit.target)
            return f"Remove {_of(speaker, spot, edit.target)}"
        case Rename():
            return _rename(speaker, edit, before)
        case Set():
            return _set(speaker, edit, before)
        case Move():
            return f"Move {_of(speaker, find(before, edit.target), edit.target)} to place {edit.position + 1}"
        case Retype():
            spot = find(before, edit.target)
            options = listed([option.label for option in edit.options or ()])
            return f"Make {_of(speaker, spot, edit.target)} {_article(_type(edit.type))}" + (
                f": {options}" if options else ""
            )
        case SetLayout():
            return f"Rearrange {_of(speaker, find(before, edit.target), edit.target)}"
        case SetSpec(values=values) if values.model_fields_set == {"public_role"}:
            role = dict(_given(values))["public_role"]
            return (
                f"Let people who are not signed in act as {speaker.role(role)}"
                if role
                else "Let nobody in who is not signed in"
            )
        case SetSpec(values=values) if values.model_fields_set == {"theme"}:
            return _look(before.theme or Theme(), dict(_given(values))["theme"] or Theme())
        case SetSpec():
            return "Change " + listed([_assigned(name, value) for name, value in _given(edit.values)])
        case SplitEntity():
            return _split(speaker, edit, before)
        case MergeFields():
            spots = [find(before, target) for target in edit.targets]
            names = [speaker.name(spot.element) if spot else "?" for spot in spots]
            place = speaker.place(spots[0]) if spots[0] else ""
            return f"Merge {listed(names)} {place} into {edit.label or spoken(edit.name)}"
        case SplitField():
            names = [part.label or spoken(part.name) for part in edit.parts]
            return f"Split {_of(speaker, find(before, edit.target), edit.target)} into {listed(names)}"
        case MakeFlow():
            states = listed([state.label for state in edit.flow.states])
            return f"Let {_of(speaker, find(before, edit.target), edit.target)} go through states: {states}"
        case _:
            return "Do nothing"


def _type(kind: FieldType) -> str:
    return _TYPES.get(kind, kind.value)


def _article(words: str) -> str:
    return words if words.startswith("several") else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _of(speaker: Speaker, spot: Spot | None, target: str) -> str:
    return speaker.full(spot) if spot else target


def _add(speaker: Speaker, edit: Add, before: AppSpec) -> str:
    parent = find(before, edit.parent) if edit.parent else None
    spot = Spot(edit.kind, edit.element, 0, parent)
    match edit.element:
        case Relationship() as link:
            return f"Let {speaker.link(link)}"
        case PermissionRule(scope=Scope.NONE) as rule:
            return f"Give {speaker.role(rule.role)} no access to {speaker.entity(rule.entity)}"
        case PermissionRule() as rule:
            return f"Let {speaker.grant(rule)}"
        case Transition() as move:
            entity = parent.element.entity if parent and isinstance(parent.element, Flow) else ""
            ends = f"from {speaker.state(move.from_state)} to {speaker.state(move.to_state)}"
            return f"Let {speaker.entity(entity)} go {ends}"
        case Assumption(text=text):
            return f"Assume: {text}"
    return " ".join(filter(None, ("Add", _new(speaker, spot), _to(speaker, spot)))) + _detail(edit.element)


def _new(speaker: Speaker, spot: Spot) -> str:
    """Without the article that an element gets once it is known."""
    name = speaker.name(spot.element)
    kind = speaker.kind(spot.element)
    return " ".join(filter(None, (kind, name)))


def _to(speaker: Speaker, spot: Spot) -> str:
    place = speaker.place(spot)
    return f"to {place.removeprefix('of ')}" if place else ""


def _detail(element: Element) -> str:
    """What tells most about a new element, after its name."""
    match element:
        case Entity(fields=fields) if fields:
            return f" with {listed([field.label for field in fields])}"
        case Field() as field:
            what = [_type(field.type), *(["required"] if field.required else [])]
            options = f": {listed([option.label for option in field.options])}" if field.options else ""
            return f" ({', '.join(what)}){options}"
        case Computed(expression=expression):
            return f", which is {expression}"
        case Rule(expression=expression):
            return f": {expression}"
        case Flow(states=states):
            return f": {listed([state.label for state in states])}"
        case Page(path=path):
            return f" at {path}"
        case Component(entity=entity) if entity:
            return f" for {spoken(entity)}"
    return ""


def _rename(speaker: Speaker, edit: Rename, before: AppSpec) -> str:
    spot = find(before, edit.target)
    if spot is None:
        return f"Rename {edit.target} to {edit.name}"
    if KIND_OF[type(spot.element)] != edit.kind:
        return f"Rename {speaker.full(spot)} to {edit.name}"
    new = renamed(spot.element, edit)
    if isinstance(new, (Relationship, Flow, Rule)):
        return f"Rename {speaker.full(spot)} to {edit.name}"
    return f"Rename {speaker.full(spot)} to {speaker.name(new).removeprefix('the page ')}"


def _given(values: Any) -> list[tuple[str, Any]]:
    return [
        (name, getattr(values, name)) for name in type(values).model_fields if name in values.model_fields_set
    ]


def _set(speaker: Speaker, edit: Set, before: AppSpec) -> str:
    spot = find(before, edit.target)
    what = _of(speaker, spot, edit.target)
    given = _given(edit.values)
    if spot and isinstance(spot.element, Relationship) and "kind" in edit.values.model_fields_set:
        return f"Let {speaker.link(changed(spot.element, **dict(given)))}"
    if spot and isinstance(spot.element, Component) and [name for name, _ in given] == ["props"]:
        return _shown(speaker, spot.element, given[0][1] or {})
    if given and all(isinstance(value, bool) for _, value in given):
        return f"Make {what} " + listed([name if value else f"not {name}" for name, value in given])
    return f"Change {listed([_assigned(name, value) for name, value in given])} of {what}"


def _shown(speaker: Speaker, component: Component, props: dict[str, Any]) -> str:
    """What a component shows that it did not, and what it no longer does."""
    kind = component.type.value
    where = f"the {kind} of {speaker.entity(component.entity)}" if component.entity else component.name
    said: list[str] = []
    for listing in ("columns", "fields", "related"):
        old, new = component.props.get(listing), props.get(listing)
        if old == new or not (isinstance(old, list | None) and isinstance(new, list)):
            continue
        known = [str(name) for name in old or ()]
        fresh = [spoken(str(name)) for name in new if name not in known]
        gone = [spoken(name) for name in known if name not in new]
        said += [f"show {listed(fresh)} in {where}"] if fresh else []
        said += [f"no longer show {listed(gone)} in {where}"] if gone else []
        said += [f"put what {where} shows in another order"] if not fresh and not gone else []
    rest = {name for name in {*component.props, *props} if component.props.get(name) != props.get(name)}
    if "sort" in rest and (order := _order(props.get("sort"))):
        said.append(f"sort {where} by {order}")
        rest -= {"sort"}
    if rest - {"columns", "fields", "related"} or not said:
        said.append(f"change how {where} looks")
    text = listed(said)
    return text[:1].upper() + text[1:]


def _order(sort: Any) -> str:
    """What rows are put in order by: ``deposit, descending``."""
    rows = [one for one in sort if isinstance(one, dict)] if isinstance(sort, list) else []
    return " and ".join(
        spoken(str(one.get("field"))) + (", descending" if one.get("descending") else "") for one in rows
    )


def _assigned(name: str, value: Any) -> str:
    """``help to "In minutes."`` where the value is short enough to be said."""
    word = spoken(name).lower()
    if value is None:
        return f"{word} to nothing"
    plain = getattr(value, "value", value)
    if isinstance(plain, str | int | float | bool) and len(str(plain)) <= 60:
        return f"{word} to “{plain}”" if " " in str(plain) else f"{word} to {plain}"
    return word


def looks_said(old: Theme, new: Theme) -> list[str]:
    """The looks that differ: ``the accent colour navy``, ``the corners round``."""
    told = {
        "accent": "the accent colour",
        "ground": "the background",
        "neutral": "the greys",
        "roundness": "the corners",
        "density": "the spacing",
    }
    changes = [
        (what, getattr(new, name)) for name, what in told.items() if getattr(old, name) != getattr(new, name)
    ]
    return [f"{what} {'as usual' if value is None else called(value)}" for what, value in changes]


def _look(old: Theme, new: Theme) -> str:
    """What becomes of the looks: ``Make the accent colour navy and the corners round``."""
    if new == Theme():
        return "Go back to the usual looks"
    said = looks_said(old, new)
    return f"Make {listed(said)}" if said else "Leave the looks as they are"


def _split(speaker: Speaker, edit: SplitEntity, before: AppSpec) -> str:
    spot = find(before, edit.target)
    what = _of(speaker, spot, edit.target)
    name = singular(spot.element.name) if spot and isinstance(spot.element, Field) else ""
    entity = edit.label or spoken(edit.name or name)
    many = ", several to each" if edit.multiple else ""
    return (
        f"Make {what} an entity of its own, {entity}{many}"
        if spot and spot.kind is Kind.FIELD
        else f"Split {what}"
    )
