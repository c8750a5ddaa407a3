"""What was stated, in the words in which a draft takes it in."""

from collections.abc import Iterable
from typing import Any

from sayso.design.agents.language.items import Item, new_item
from sayso.spec.edits import Kind
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Element, Entity, Relationship

from .stated import is_talk


def plain(element: Element) -> dict[str, Any]:
    """An element without its ids."""
    data = element.to_json()
    for key in ("id", "validation"):
        data.pop(key, None)
    if limits := getattr(element, "validation", None):
        data["validation"] = limits.to_json()
    for option in data.get("options", ()):
        option.pop("id", None)
    return data


def entity_item(entity: Entity) -> Item:
    """A thing with its values."""
    element = {
        "name": entity.name,
        "display_name": entity.display_name,
        "icon": entity.icon,
        "source": entity.source,
        "fields": [plain(field) for field in entity.fields if not is_talk(field.name)],
    }
    return new_item("add", Kind.ENTITY, f"entities.{entity.name}", element=element)


def field_items(entity: Entity, place: str, spec: AppSpec) -> list[Item]:
    """Stated values that the thing of the draft does not have."""
    index = SpecIndex(spec)
    taken = {*index.fields(place), *index.computed(place), *index.parents(place)}
    taken |= {name.rsplit("_", maxsplit=1)[-1] for name in taken}
    return [
        new_item("add", Kind.FIELD, f"{place}.{field.name}", of=place, element=plain(field))
        for field in entity.fields
        if field.source is not None and field.name not in taken and not is_talk(field.name)
    ]


def link_items(
    links: Iterable[Relationship], places: dict[str, str], fresh: set[str], spec: AppSpec
) -> list[Item]:
    """Links between things of the draft, by what they are called there, that it does not have."""
    known = {frozenset((link.from_entity, link.to_entity)) for link in spec.relationships}
    found = []
    for link in links:
        start, end = places.get(link.from_entity), places.get(link.to_entity)
        if start is None or end is None or start == end or frozenset((start, end)) in known:
            continue
        if not {start, end} & fresh and link.source is None:
            continue
        element = {
            "from": start, "to": end, "kind": link.kind.value, "required": link.required and start in fresh,
            "source": link.source,
        }  # fmt: skip
        found.append(new_item("add", Kind.RELATIONSHIP, f"{start}.{end}", element=element))
    return found
