"""From an edit in names to typed edits in ids, as it fits the application so far."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from sayso.design.agents.prompt_fence import one_line
from sayso.kit.words import pascal, snake
from sayso.spec.edits import (
    Edit,
    Kind,
    MergeFields,
    Move,
    Part,
    Remove,
    Rename,
    SetSpec,
    SplitEntity,
    SplitField,
    add,
)
from sayso.spec.edits import MakeFlow as MakeFlowEdit
from sayso.spec.edits.kinds import SHAPES, name_of
from sayso.spec.edits.language import SpecValues
from sayso.spec.edits.tree import Spot, siblings
from sayso.spec.model import Element, Entity, Field, Flow

from . import coercion
from .attributes import spec_attributes
from .changes import changed, laid_out, retyped, way_out
from .edit_context import THERE_ALREADY, Making, Unreadable, entity_name, member_name, plain_name
from .elements import element
from .items import OPS, Item
from .targets import entity_around, target_of

_APART = frozenset({Kind.ENTITY, Kind.PAGE, Kind.COMPONENT, Kind.ASSUMPTION})
"""Kinds of which a second one alike may well be meant, or which grow instead."""
_BESIDE = frozenset({"id", "source", "assumed", "label", "title", "color", "help", "message"})


def translate(item: Item, making: Making) -> tuple[Edit, ...]:  # noqa: C901 - one line for each edit
    """The edits that an item means; smaller faults are mended and noted in ``making``.

    Raises:
        Unreadable: when nothing of it can be done.
    """
    match item.op:
        case "add":
            return _add(item, making)
        case "remove":
            spot = target_of(item, making)
            return (Remove(kind=spot.kind, target=spot.element.id),)
        case "rename":
            return _rename(item, making)
        case "set":
            return changed(item, making)
        case "move":
            return _move(item, making)
        case "retype":
            return retyped(target_of(item, making, Kind.FIELD), item.data, making)
        case "set_layout":
            return laid_out(item, making)
        case "set_app":
            return _set_app(item, making)
        case "split":
            return _split(item, making)
        case "merge":
            return _merge(item, making)
        case "make_flow":
            return _make_flow(item, making)
        case _:
            raise Unreadable(
                "unknown-op", f"There is no edit “{item.op[:40]}”.", f"Edits are {', '.join(OPS)}."
            )


def _add(item: Item, making: Making) -> tuple[Edit, ...]:
    if item.kind is None:
        said = str(item.data.get("kind") or "nothing")[:40]
        raise Unreadable("unknown-kind", f"“{said}” is no kind of element.", f"Kinds are {', '.join(Kind)}.")
    above = SHAPES[item.kind].parent
    parent = _parent(item, above, making) if above else None
    entity = entity_around(parent)
    made = element(item.kind, item.data.get("element"), making, entity)
    if isinstance(made, Entity):
        known = making.addresses.entity(made.name)
        if known is not None:
            return _grown(known, made)
    if _is_there(item.kind, made, parent, making):
        return ()
    position = coercion.number(item.data.get("position"))
    place = int(position) if position is not None and position >= 0 else None
    return (add(made, parent=parent.element.id if parent else None, position=place),)


def _is_there(kind: Kind, made: Element, parent: Spot | None, making: Making) -> bool:
    """Whether the very same is there already; models like to say again what they were shown."""
    if kind in _APART:
        return False
    said = _wanted(made.to_json())
    for known in siblings(making.spec, kind, parent.element if parent else None):
        if name_of(known) == name_of(made) and _holds(_wanted(known.to_json()), said):
            what = f"{kind} {name_of(made)}" if name_of(made) else str(kind)
            making.note(Unreadable(THERE_ALREADY, f"There is a {what} like this already."))
            return True
    return False


def _wanted(data: Any) -> Any:
    """What somebody wants of an element: without ids, where it came from and how it is shown."""
    if isinstance(data, dict):
        return {key: _wanted(value) for key, value in data.items() if key not in _BESIDE}
    return [_wanted(one) for one in data] if isinstance(data, list) else data


def _holds(known: Any, said: Any) -> bool:
    """Whether all that is said is so; of lists, whether each part is among those that are there."""
    if isinstance(said, dict) and isinstance(known, dict):
        return all(
            value in (False, [], "", {}) or _holds(known.get(key), value) for key, value in said.items()
        )
    if isinstance(said, list) and isinstance(known, list):
        return all(any(_holds(one, part) for one in known) for part in said)
    return bool(known == said)


def _parent(item: Item, above: Kind, making: Making) -> Spot:
    """What the new element is part of; options may say the field as ``customer.kind``."""
    said = coercion.text(item.data.get("of") or item.data.get("target"), 200)
    inner = coercion.record(item.data.get("element"))
    said = said or coercion.text(inner.get("of") or inner.get("entity") or inner.get("field"), 200)
    if said is None:
        raise Unreadable("missing-of", f"It is not said of which {above} this is.", "Give it as “of”.")
    spot = making.addresses.find(said, above)
    if spot is None:
        raise Unreadable(
            f"unknown-{above}",
            f"There is no {above} “{one_line(said, 80)}”.",
            making.addresses.near(said, above),
        )
    return spot


def _grown(known: Entity, made: Entity) -> tuple[Edit, ...]:
    """Of an entity that is there already, what it does not have yet."""
    edits: list[Edit] = []
    for kind in (Kind.FIELD, Kind.COMPUTED, Kind.RULE):
        attribute = SHAPES[kind].attribute
        names = {name_of(part) for part in getattr(known, attribute)}
        edits += [add(one, parent=known.id) for one in getattr(made, attribute) if name_of(one) not in names]
    return tuple(edits)


def _rename(item: Item, making: Making) -> tuple[Edit, ...]:
    spot = target_of(item, making)
    said = coercion.text(item.data.get("to") or item.data.get("name") or item.data.get("new_name"), 160)
    label = coercion.text(item.data.get("label"), 160)
    if said is None and label is None:
        raise Unreadable("missing-attribute", "The new name is not said.", "Give it as “name”.")
    name = _new_name(spot, said) if said else str(name_of(spot.element))
    if said and label is None and " " in said:
        label = said
    inverse = coercion.text(item.data.get("inverse"), 160)
    return (
        Rename(
            kind=spot.kind,
            target=spot.element.id,
            name=name,
            label=label,
            inverse=plain_name(inverse) if inverse else None,
        ),
    )


def _new_name(spot: Spot, said: str) -> str:
    match spot.kind:
        case Kind.ENTITY:
            return entity_name(said)
        case Kind.FIELD | Kind.COMPUTED:
            return member_name(said, entity_around(spot.parent) or "own")
        case Kind.COMPONENT:
            return said if said[:1].isupper() and said.isascii() and said.isalnum() else pascal(said)
        case Kind.OPTION:
            return snake(said)[:64] or said
        case _:
            return plain_name(said)


def _move(item: Item, making: Making) -> tuple[Edit, ...]:
    """To a position, or before or after one of its siblings."""
    spot = target_of(item, making)
    row = siblings(making.spec, spot.kind, spot.parent.element if spot.parent else None)
    rest = [one.id for one in row if one.id != spot.element.id]
    position = coercion.number(item.data.get("position"))
    for key, more in (("before", 0), ("after", 1)):
        said = coercion.text(item.data.get(key), 200)
        if said is not None:
            base = making.addresses.of(spot.parent.element.id) if spot.parent else ""
            other = making.addresses.find(said, spot.kind) or making.addresses.find(
                f"{base}.{said}", spot.kind
            )
            if other is None or other.element.id not in rest:
                raise Unreadable(
                    "unknown-target", f"There is no “{one_line(said, 80)}” beside it.",
                    making.addresses.near(said, spot.kind),
                )  # fmt: skip
            position = rest.index(other.element.id) + more
    if position is None:
        raise Unreadable(
            "missing-position", "It is not said where it goes.", "Give before, after or position."
        )
    return (Move(kind=spot.kind, target=spot.element.id, position=max(0, int(position))),)


def _set_app(item: Item, making: Making) -> tuple[Edit, ...]:
    said = coercion.record(item.data.get("values")) or {
        key: value for key, value in item.data.items() if key not in {"op", "kind", "target"}
    }
    given = spec_attributes(said, making)
    if not given:
        raise Unreadable("missing-values", "It is not said what changes.", way_out(making))
    try:
        return (SetSpec(values=SpecValues(**given)),)
    except ValidationError as error:
        raise Unreadable("bad-value", "This cannot be.", f"{error.errors()[0]['msg']}.") from None


def _split(item: Item, making: Making) -> tuple[Edit, ...]:
    """Into several fields where parts are named, else off as an entity of its own."""
    spot = target_of(item, making, Kind.FIELD)
    parts = coercion.items(item.data.get("parts"))
    if parts:
        owner = entity_around(spot.parent) or "own"
        found = []
        for part in parts:
            data = {"name": part} if isinstance(part, str) else coercion.record(part)
            part_name = coercion.text(data.get("name") or data.get("label"), 160) or ""
            found.append(
                Part(name=member_name(part_name, owner), label=coercion.text(data.get("label"), 160))
            )
        if len(found) < 2:
            raise Unreadable("missing-parts", "A field is split into two or more.", "Name the parts.")
        return (SplitField(target=spot.element.id, parts=tuple(found)),)
    name = coercion.text(item.data.get("name") or item.data.get("as"), 160)
    return (
        SplitEntity(
            target=spot.element.id,
            name=entity_name(name) if name else None,
            label=coercion.text(item.data.get("label"), 160),
            multiple=coercion.flag(item.data.get("multiple")) or False,
        ),
    )


def _merge(item: Item, making: Making) -> tuple[Edit, ...]:
    said = coercion.words(item.data.get("targets") or item.data.get("fields") or item.data.get("target"))
    of = coercion.text(item.data.get("of"), 160)
    spots = []
    for one in said:
        data: dict[str, Any] = {"target": one, "of": of} if of and "." not in one else {"target": one}
        spots.append(target_of(replace(item, data=data), making, Kind.FIELD))
    new = item.data.get("name") or item.data.get("to") or item.data.get("as")
    name = coercion.text(new, 160)
    if len(spots) < 2 or name is None:
        raise Unreadable(
            "missing-targets", "It is not said what becomes what.", "Give two targets and a name."
        )
    return (
        MergeFields(
            targets=tuple(dict.fromkeys(spot.element.id for spot in spots)),
            name=member_name(name, entity_around(spots[0].parent) or "own"),
            label=coercion.text(item.data.get("label"), 160) or (name if " " in name else None),
        ),
    )


def _make_flow(item: Item, making: Making) -> tuple[Edit, ...]:
    """States that are not said are the options of the choice."""
    spot = target_of(item, making, Kind.FIELD)
    field, owner = spot.element, entity_around(spot.parent)
    if not isinstance(field, Field) or owner is None:
        raise Unreadable("unknown-target", "A flow is made of a field.", "Name the field.")
    said = dict(coercion.record(item.data.get("element")))
    said |= {"entity": owner, "field": said.get("field") or field.name}
    if not said.get("states"):
        said["states"] = [{"name": o.name, "label": o.label, "color": o.color} for o in field.options]
    flow = element(Kind.FLOW, said, making)
    if not isinstance(flow, Flow):
        raise Unreadable("bad-element", "This flow cannot be read.", "Give its states.")
    return (MakeFlowEdit(target=field.id, flow=flow),)
