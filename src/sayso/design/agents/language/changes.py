"""Changes of what is there: attributes, types, options, props and layouts."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sayso.spec.edits import Edit, Kind, Rename, Retype, SetLayout
from sayso.spec.edits.kinds import SHAPES, name_of
from sayso.spec.edits.language import SETS
from sayso.spec.edits.tree import Spot
from sayso.spec.model import Component, Field, FieldType, Option

from . import coercion
from .attributes import attributes, limits_of
from .edit_context import Making, Unreadable
from .elements import given_entity
from .fields import LISTED, default_of, field_type_of, options_of
from .items import Item
from .layouts import layout_of
from .props import props_of
from .targets import entity_around, target_of


def changed(item: Item, making: Making) -> tuple[Edit, ...]:  # noqa: C901 - one step for each kind
    spot = target_of(item, making)
    said = dict(coercion.record(item.data.get("values")))
    if not said:
        raise Unreadable("missing-values", "It is not said what changes.", "Give the attributes as “values”.")
    edits: list[Edit] = []
    kind = spot.kind
    shape = SHAPES[kind]
    entity = entity_around(spot.parent) or given_entity(kind, _plain_values(spot), making, None)
    special: dict[str, Any] = {}
    if kind is Kind.FIELD:
        edits, special, said = _field_values(spot, said, making)
    if kind is Kind.COMPONENT and isinstance(spot.element, Component):
        special, said = _component_values(spot.element, said, making)
    if kind is Kind.PAGE and "layout" in said:
        edits += _layout_edit(spot, said.pop("layout"), making)
    if kind is Kind.ASSUMPTION and (about := said.pop("about", said.pop("elements", None))) is not None:
        spots = [making.addresses.find(address) for address in coercion.words(about)]
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
        raise Unreadable("missing-values", "Nothing of this can be changed.", way_out(making))
    return tuple(edits)


def way_out(making: Making) -> str:
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
        edits += retyped(spot, data, making)
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
    given = {**{key: said[key] for key in said if key not in known}, **coercion.record(said.get("props"))}
    rest = {key: value for key, value in said.items() if key in known - {"props"}}
    if not given:
        return {}, rest
    kept = {key: value for key, value in component.props.items() if given.get(key, True) is not None}
    new = {key: value for key, value in given.items() if value is not None}
    read = props_of(component.type, {**kept, **new}, making, component.entity)
    return {"props": read}, rest


def retyped(spot: Spot, data: Mapping[str, Any], making: Making) -> tuple[Edit, ...]:
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
    if said is None and kind not in LISTED:
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


def laid_out(item: Item, making: Making) -> tuple[Edit, ...]:
    spot = target_of(item, making, Kind.PAGE)
    return tuple(_layout_edit(spot, item.data.get("layout"), making))


def _layout_edit(spot: Spot, said: Any, making: Making) -> list[Edit]:
    layout, _ = layout_of(said, making) if said is not None else (None, [])
    if said is not None and layout is None:
        raise Unreadable("bad-layout", "This layout shows nothing.", "Name the components that it shows.")
    return [SetLayout(target=spot.element.id, layout=layout)]
