"""From an edit in names to typed edits in ids, as it fits the application so far."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from sayso.design.agents.fencing import one_line
from sayso.kit.words import pascal, snake
from sayso.spec.edits import (
    Edit,
    Kind,
    MergeFields,
    Move,
    Part,
    Remove,
    Rename,
    Retype,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
    add,
)
from sayso.spec.edits import MakeFlow as MakeFlowEdit
from sayso.spec.edits.kinds import SHAPES, name_of
from sayso.spec.edits.language import SETS, SpecValues
from sayso.spec.edits.tree import Spot, siblings
from sayso.spec.model import Component, Element, Entity, Field, FieldType, Flow, Option

from . import reading
from .attributes import attributes, limits_of, spec_attributes
from .elements import default_of, element, field_type_of, given_entity, options_of
from .items import OPS, Item
from .layouts import layout_of
from .making import THERE_ALREADY, Making, Unreadable, entity_name, member_name, plain_name
from .props import props_of

_LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})
_NAMED = frozenset({Kind.FIELD, Kind.OPTION, Kind.COMPUTED, Kind.STATE, Kind.ROLE, Kind.RELATIONSHIP})


def translate(item: Item, making: Making) -> tuple[Edit, ...]:  # noqa: C901 - one line for each edit
    """The edits that an item means; smaller faults are mended and noted in ``making``.

    Raises:
        Unreadable: when nothing of it can be done.
    """
    match item.op:
        case "add":
            return _add(item, making)
        case "remove":
            spot = _target(item, making)
            return (Remove(kind=spot.kind, target=spot.element.id),)
        case "rename":
            return _rename(item, making)
        case "set":
            return _set(item, making)
        case "move":
            return _move(item, making)
        case "retype":
            return _retype(_target(item, making, Kind.FIELD), item.data, making)
        case "set_layout":
            return _layout(item, making)
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


def _target(item: Item, making: Making, kind: Kind | None = None) -> Spot:
    said = reading.text(item.data.get("target") or item.data.get("at"), 200)
    of = reading.text(item.data.get("of"), 160)
    if said is None:
        raise Unreadable("missing-target", f"This {item.op} does not say of what.", "Give its target.")
    wanted = kind or item.kind
    ways = [f"{of}.{said}", f"{of}:{said}", said] if of else [said]
    found = [spot for way in ways if (spot := making.addresses.find(way, wanted)) is not None]
    if not found and kind is None:
        found = [spot for way in ways if (spot := making.addresses.find(way)) is not None]
    if not found:
        what = wanted or "element"
        raise Unreadable(
            "unknown-target",
            f"There is no {what} “{one_line(said, 80)}”.",
            making.addresses.near(said, wanted),
        )
    return found[0]


def _add(item: Item, making: Making) -> tuple[Edit, ...]:
    if item.kind is None:
        said = str(item.data.get("kind") or "nothing")[:40]
        raise Unreadable("unknown-kind", f"“{said}” is no kind of element.", f"Kinds are {', '.join(Kind)}.")
    above = SHAPES[item.kind].parent
    parent = _parent(item, above, making) if above else None
    entity = _entity_around(parent)
    made = element(item.kind, item.data.get("element"), making, entity)
    if isinstance(made, Entity):
        known = making.addresses.entity(made.name)
        if known is not None:
            return _grown(known, made)
    if _is_there(item.kind, made, parent, making):
        return ()
    position = reading.number(item.data.get("position"))
    place = int(position) if position is not None and position >= 0 else None
    return (add(made, parent=parent.element.id if parent else None, position=place),)


def _is_there(kind: Kind, made: Element, parent: Spot | None, making: Making) -> bool:
    """Whether the very same is there already; models like to say again what they were shown."""
    if kind not in _NAMED:
        return False
    row = siblings(making.spec, kind, parent.element if parent else None)
    like = {"id", "source", "assumed", "label", "title", "color"}
    said = made.model_dump(exclude=like, exclude_defaults=True)
    for known in row:
        if name_of(known) == name_of(made) and said.items() <= known.model_dump(exclude=like).items():
            making.note(Unreadable(THERE_ALREADY, f"There is a {kind} {name_of(made)} already."))
            return True
    return False


def _parent(item: Item, above: Kind, making: Making) -> Spot:
    """What the new element is part of; options may say the field as ``customer.kind``."""
    said = reading.text(item.data.get("of") or item.data.get("target"), 200)
    inner = reading.record(item.data.get("element"))
    said = said or reading.text(inner.get("of") or inner.get("entity") or inner.get("field"), 200)
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


def _entity_around(parent: Spot | None) -> str | None:
    while parent is not None and parent.parent is not None:
        parent = parent.parent
    match parent.element if parent else None:
        case Entity(name=name):
            return name
        case Flow(entity=name):
            return name
        case _:
            return None


def _grown(known: Entity, made: Entity) -> tuple[Edit, ...]:
    """Of an entity that is there already, what it does not have yet."""
    edits: list[Edit] = []
    for kind in (Kind.FIELD, Kind.COMPUTED, Kind.RULE):
        attribute = SHAPES[kind].attribute
        names = {name_of(part) for part in getattr(known, attribute)}
        edits += [add(one, parent=known.id) for one in getattr(made, attribute) if name_of(one) not in names]
    return tuple(edits)


def _rename(item: Item, making: Making) -> tuple[Edit, ...]:
    spot = _target(item, making)
    said = reading.text(item.data.get("to") or item.data.get("name") or item.data.get("new_name"), 160)
    label = reading.text(item.data.get("label"), 160)
    if said is None and label is None:
        raise Unreadable("missing-attribute", "The new name is not said.", "Give it as “name”.")
    name = _new_name(spot, said) if said else str(name_of(spot.element))
    if said and label is None and " " in said:
        label = said
    inverse = reading.text(item.data.get("inverse"), 160)
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
            return member_name(said, _entity_around(spot.parent) or "own")
        case Kind.COMPONENT:
            return said if said[:1].isupper() and said.isascii() and said.isalnum() else pascal(said)
        case Kind.OPTION:
            return snake(said)[:64] or said
        case _:
            return plain_name(said)


def _set(item: Item, making: Making) -> tuple[Edit, ...]:  # noqa: C901 - one step for each kind
    spot = _target(item, making)
    said = dict(reading.record(item.data.get("values")))
    if not said:
        raise Unreadable("missing-values", "It is not said what changes.", "Give the attributes as “values”.")
    edits: list[Edit] = []
    kind = spot.kind
    shape = SHAPES[kind]
    entity = _entity_around(spot.parent) or given_entity(kind, _plain_values(spot), making, None)
    special: dict[str, Any] = {}
    if kind is Kind.FIELD:
        edits, special, said = _field_values(spot, said, making)
    if kind is Kind.COMPONENT and isinstance(spot.element, Component):
        special, said = _component_values(spot.element, said, making)
    if kind is Kind.PAGE and "layout" in said:
        edits += _layout_edit(spot, said.pop("layout"), making)
    if kind is Kind.ASSUMPTION and (about := said.pop("about", said.pop("elements", None))) is not None:
        spots = [making.addresses.find(address) for address in reading.words(about)]
        special["elements"] = [one.element.id for one in spots if one is not None]
    given = {**attributes(kind, said, making, entity), **special}
    name, label = given.pop(shape.name or "", None), given.pop(shape.label or "", None)
    if (name and name != name_of(spot.element)) or label:
        new = name or name_of(spot.element)
        edits.append(Rename(kind=kind, target=spot.element.id, name=str(new), label=label))
    for fixed in shape.fixed:
        if given.pop(fixed, None) is not None:
            making.note(_fixed(kind, fixed), fixed)
    if given:
        edits.append(_setting(spot, given, making))
    if not edits:
        raise Unreadable("missing-values", "Nothing of this can be changed.", _way_out(making))
    return tuple(edits)


def _way_out(making: Making) -> str:
    return making.problems[-1].hint if making.problems else "Give attributes that this element has."


def _fixed(kind: Kind, attribute: str) -> Unreadable:
    return Unreadable(
        "fixed-attribute", f"The {attribute} of a {kind} is not changed with set.", "Use an edit of its own."
    )


def _plain_values(spot: Spot) -> dict[str, Any]:
    return {"entity": getattr(spot.element, "entity", None)}


def _setting(spot: Spot, given: dict[str, Any], making: Making) -> Edit:
    """The change; values that do not fit are left out and noted."""
    for _ in range(len(given) + 1):
        try:
            return SETS[spot.kind].model_validate(
                {"kind": spot.kind, "target": spot.element.id, "values": given}
            )
        except ValidationError as error:
            fault = error.errors()[0]
            key = str(fault["loc"][1]) if len(fault["loc"]) > 1 else ""
            misfit = Unreadable(
                "bad-value", f"The {key} of a {spot.kind} cannot be this.", f"{fault['msg']}."
            )
            if key not in given or len(given) == 1:
                raise misfit from None
            making.note(misfit, key)
            given.pop(key)
    raise Unreadable("bad-value", f"This change of a {spot.kind} cannot be read.")


def _field_values(
    spot: Spot, said: dict[str, Any], making: Making
) -> tuple[list[Edit], dict[str, Any], dict[str, Any]]:
    """Type and options become a retype and edits of options; limits are put together with those it has."""
    field = spot.element
    special: dict[str, Any] = {}
    edits: list[Edit] = []
    if not isinstance(field, Field):
        return edits, special, said
    limits, rest = limits_of(said)
    if limits is not None:
        known = field.validation.to_json() if field.validation and limits else {}
        special["validation"] = {**known, **limits} or None
    if "type" in rest or "options" in rest:
        data: dict[str, Any] = {key: rest.pop(key) for key in ("type", "options") if key in rest}
        edits += _retype(spot, data, making)
    if rest.get("default") is not None:
        kind = next((edit.type for edit in edits if isinstance(edit, Retype)), field.type)
        names = [option.name for option in field.options]
        special["default"] = default_of(rest.pop("default"), kind, names, making)
        if special["default"] is None:
            special.pop("default")
    return edits, special, rest


def _component_values(
    component: Component, said: dict[str, Any], making: Making
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Props that are given change, the others stay; null takes one away."""
    known = {"name", "type", "entity", "variant", "description", "props", "source"}
    given = {**{key: said[key] for key in said if key not in known}, **reading.record(said.get("props"))}
    rest = {key: value for key, value in said.items() if key in known - {"props"}}
    if not given:
        return {}, rest
    kept = {key: value for key, value in component.props.items() if given.get(key, True) is not None}
    new = {key: value for key, value in given.items() if value is not None}
    read = props_of(component.type, {**kept, **new}, making, component.entity)
    return {"props": read}, rest


def _retype(spot: Spot, data: Mapping[str, Any], making: Making) -> tuple[Edit, ...]:
    """Options that stay keep their ids."""
    field = spot.element
    if not isinstance(field, Field):
        return ()
    said = data.get("type") or data.get("to")
    kind = field_type_of(said, field.name, None, making) if said is not None else field.type
    listed = data.get("options")
    if listed is None and kind is field.type:
        raise Unreadable("missing-type", "The new type is not said.", "Give it as “type”.")
    if listed is None:
        return (Retype(target=field.id, type=kind),)
    if said is None and kind not in _LISTED:
        kind = FieldType.ENUM
    known = {option.name: option for option in field.options}
    options = []
    for data_of in options_of(listed, making):
        old = known.get(data_of["name"])
        if old is not None:
            data_of |= {"id": old.id, "color": data_of.get("color") or old.color}
        options.append(
            Option.model_validate({key: value for key, value in data_of.items() if value is not None})
        )
    return (Retype(target=field.id, type=kind, options=tuple(options)),)


def _move(item: Item, making: Making) -> tuple[Edit, ...]:
    """To a position, or before or after one of its siblings."""
    spot = _target(item, making)
    row = siblings(making.spec, spot.kind, spot.parent.element if spot.parent else None)
    rest = [one.id for one in row if one.id != spot.element.id]
    position = reading.number(item.data.get("position"))
    for key, more in (("before", 0), ("after", 1)):
        said = reading.text(item.data.get(key), 200)
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


def _layout(item: Item, making: Making) -> tuple[Edit, ...]:
    spot = _target(item, making, Kind.PAGE)
    return tuple(_layout_edit(spot, item.data.get("layout"), making))


def _layout_edit(spot: Spot, said: Any, making: Making) -> list[Edit]:
    layout, _ = layout_of(said, making) if said is not None else (None, [])
    if said is not None and layout is None:
        raise Unreadable("bad-layout", "This layout shows nothing.", "Name the components that it shows.")
    return [SetLayout(target=spot.element.id, layout=layout)]


def _set_app(item: Item, making: Making) -> tuple[Edit, ...]:
    said = reading.record(item.data.get("values")) or {
        key: value for key, value in item.data.items() if key not in {"op", "kind", "target"}
    }
    given = spec_attributes(said, making)
    if not given:
        raise Unreadable("missing-values", "It is not said what changes.", _way_out(making))
    try:
        return (SetSpec(values=SpecValues(**given)),)
    except ValidationError as error:
        raise Unreadable("bad-value", "This cannot be.", f"{error.errors()[0]['msg']}.") from None


def _split(item: Item, making: Making) -> tuple[Edit, ...]:
    """Into several fields where parts are named, else off as an entity of its own."""
    spot = _target(item, making, Kind.FIELD)
    parts = reading.items(item.data.get("parts"))
    if parts:
        owner = _entity_around(spot.parent) or "own"
        found = []
        for part in parts:
            data = {"name": part} if isinstance(part, str) else reading.record(part)
            part_name = reading.text(data.get("name") or data.get("label"), 160) or ""
            found.append(Part(name=member_name(part_name, owner), label=reading.text(data.get("label"), 160)))
        if len(found) < 2:
            raise Unreadable("missing-parts", "A field is split into two or more.", "Name the parts.")
        return (SplitField(target=spot.element.id, parts=tuple(found)),)
    name = reading.text(item.data.get("name") or item.data.get("as"), 160)
    return (
        SplitEntity(
            target=spot.element.id,
            name=entity_name(name) if name else None,
            label=reading.text(item.data.get("label"), 160),
            multiple=reading.flag(item.data.get("multiple")) or False,
        ),
    )


def _merge(item: Item, making: Making) -> tuple[Edit, ...]:
    said = reading.words(item.data.get("targets") or item.data.get("fields") or item.data.get("target"))
    of = reading.text(item.data.get("of"), 160)
    spots = []
    for one in said:
        data: dict[str, Any] = {"target": one, "of": of} if of and "." not in one else {"target": one}
        spots.append(_target(replace(item, data=data), making, Kind.FIELD))
    new = item.data.get("name") or item.data.get("to") or item.data.get("as")
    name = reading.text(new, 160)
    if len(spots) < 2 or name is None:
        raise Unreadable(
            "missing-targets", "It is not said what becomes what.", "Give two targets and a name."
        )
    return (
        MergeFields(
            targets=tuple(dict.fromkeys(spot.element.id for spot in spots)),
            name=member_name(name, _entity_around(spots[0].parent) or "own"),
            label=reading.text(item.data.get("label"), 160) or (name if " " in name else None),
        ),
    )


def _make_flow(item: Item, making: Making) -> tuple[Edit, ...]:
    """States that are not said are the options of the choice."""
    spot = _target(item, making, Kind.FIELD)
    field, owner = spot.element, _entity_around(spot.parent)
    if not isinstance(field, Field) or owner is None:
        raise Unreadable("unknown-target", "A flow is made of a field.", "Name the field.")
    said = dict(reading.record(item.data.get("element")))
    said |= {"entity": owner, "field": said.get("field") or field.name}
    if not said.get("states"):
        said["states"] = [{"name": o.name, "label": o.label, "color": o.color} for o in field.options]
    flow = element(Kind.FLOW, said, making)
    if not isinstance(flow, Flow):
        raise Unreadable("bad-element", "This flow cannot be read.", "Give its states.")
    return (MakeFlowEdit(target=field.id, flow=flow),)
