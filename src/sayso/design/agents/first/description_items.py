"""What a model understood of a description, as items: entities, links, flows, roles, permissions."""

from collections.abc import Iterable
from typing import Any

from sayso.design.agents.language import coercion
from sayso.design.agents.language.edit_context import Unreadable, entity_name
from sayso.design.agents.language.items import Item, apart, items_of, new_item
from sayso.kit.words import singular, snake
from sayso.spec.edits import Kind
from sayso.spec.model import AppSpec

_EVERY = frozenset({"*", "all", "everything", "any"})


def described_items(data: dict[str, Any], spec: AppSpec) -> list[Item]:
    """The parts of a description in the order in which they build on each other."""
    entities = coercion.items(data.get("entities"), other="fields")
    names = [*(entity.name for entity in spec.entities), *_names(entities)]
    first: list[Item] = []
    later: list[Item] = []
    for number, said in enumerate(entities):
        element = {"name": said} if isinstance(said, str) else said
        label = coercion.record(element).get("name", number)
        now, after = apart(new_item("add", Kind.ENTITY, f"entities.{label}", element=element), set(names))
        first += now
        later += after
    links = [item for item in later if item.kind is Kind.RELATIONSHIP]
    people = [item for item in later if item.op == "set"]
    flows = [item for item in later if item.kind is Kind.FLOW]
    rest = [item for item in later if item not in (*links, *people, *flows)]
    return [
        *first,
        *_plain(Kind.ROLE, data.get("roles")),
        *links,
        *_plain(Kind.RELATIONSHIP, data.get("links") or data.get("relationships")),
        *flows,
        *_plain(Kind.FLOW, data.get("flows")),
        *people,
        *rest,
        *_permissions(data.get("permissions"), names),
        *_default_role(data),
        *_plain(Kind.REPORT, data.get("reports")),
        *_settings(data.get("settings")),
        *(item for item in items_of(data.get("edits"), spec) if item.op == "add"),
    ]


def _names(entities: Iterable[Any]) -> Iterable[str]:
    for said in entities:
        name = coercion.text(said.get("name") if isinstance(said, dict) else said, 160)
        try:
            if name:
                yield entity_name(name)
        except Unreadable:
            continue


def _plain(kind: Kind, said: Any) -> list[Item]:
    place = f"{kind}s"
    return [
        new_item(
            "add", kind, f"{place}.{number}", element=_from_to(one) if kind is Kind.RELATIONSHIP else one
        )
        for number, one in enumerate(coercion.items(said))
    ]


def _from_to(said: Any) -> Any:
    """``order > customer`` says that an order belongs to a customer."""
    if isinstance(said, str) and ">" in said:
        start, _, end = said.partition(">")
        return {"from": start.strip(" -"), "to": end.strip(" !"), "required": "!" in end}
    return said


def _permissions(said: Any, names: list[str]) -> list[Item]:
    """One permission for each entity it speaks of; all of them where it speaks of none."""
    found: list[Item] = []
    for number, one in enumerate(coercion.items(said, key="role")):
        data = dict(coercion.record(one))
        given = data.pop("entities", None) or data.pop("entity", None)
        listed = coercion.words(given)
        if not listed or {word.lower() for word in listed} & _EVERY:
            listed = list(dict.fromkeys(names))
        for entity in listed:
            place = f"permissions.{number}.{singular(snake(entity))}"
            found.append(new_item("add", Kind.PERMISSION, place, element={**data, "entity": entity}))
    return found


def _default_role(data: dict[str, Any]) -> list[Item]:
    said = coercion.text(data.get("default_role"), 160)
    return [new_item("set_app", Kind.ROLE, "default_role", values={"default_role": said})] if said else []


def _settings(said: Any) -> list[Item]:
    return [
        new_item("add", Kind.SETTING, f"settings.{number}", element=one)
        for number, one in enumerate(coercion.items(said, key="key", other="default"))
    ]
