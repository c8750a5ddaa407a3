"""What was said, laid over a draft: stated names rename, stated values join, stated things are attached."""

from collections.abc import Iterable, Sequence
from typing import Any

from sayso.catalogue.types import Blueprint
from sayso.catalogue.words import weighed
from sayso.design.agents.execution import Carrier
from sayso.design.agents.language.items import Item, new_item
from sayso.design.knowledge.known import known_thing
from sayso.kit.ids import IdSource
from sayso.spec.edits import Kind, Remove, Rename, apply
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, Entity, Flow, Permissions, Relationship, RelationshipKind

from .alike import is_same, same_in
from .description_words import Said
from .draft import Draft, why_of
from .items import entity_item, field_items, link_items, plain
from .joined import with_rights
from .kept_figures import with_kept_figures
from .lifecycles import usual_flows
from .stated import Stated, is_sound
from .twists import twisted

_MOST = 12
_HAPPENS = frozenset({"event", "document", "line"})


def overlaid(
    made: Draft, stated: Stated, said: Said, blueprints: Sequence[Blueprint], ids: IdSource
) -> AppSpec:
    """The draft with everything that was stated; ``blueprints`` are the designs it was made of."""
    spec = sourced(_renamed(made.spec, stated, said, blueprints), said)
    carrier = Carrier(spec, ids, lambda *_: None, why=why_of(made.blueprint))
    names = [entity.name for entity in spec.entities]
    places: dict[str, str] = {}
    fresh: list[Entity] = []
    for entity in stated.entities:
        same = (
            same_in(entity.name, names)
            or _called(entity.name, names, blueprints)
            or _plainer(entity.name, names, blueprints)
        )
        if same is not None:
            places[entity.name] = same
        elif (
            is_sound(entity, said)
            and (said.has_several(entity.name) or not _is_design(entity.name, blueprints))
            and len(names) + len(fresh) < _MOST
        ):
            places[entity.name] = entity.name
            fresh.append(entity)
    new = {entity.name for entity in fresh}
    items = [entity_item(entity) for entity in fresh]
    for entity in stated.entities:
        if entity not in fresh and entity.name in places:
            items += field_items(entity, places[entity.name], carrier.spec)
    items += link_items(stated.spec.relationships, places, new, carrier.spec)
    carrier.take(items)
    carrier.take(_attached(carrier.spec, fresh))
    carrier.spec = with_rights(carrier.spec, Permissions(), new, ids)
    for flow in stated.spec.flows:
        if flow.entity in places and (flow.source is not None or flow.entity in new):
            _replace_flow(carrier, flow, places[flow.entity])
    carrier.take(usual_flows(carrier.spec, fresh))
    carrier.take(_promised(stated, places, carrier.spec))
    return twisted(with_kept_figures(carrier.spec, made.spec), said, ids)


def _replace_flow(carrier: Carrier, flow: Flow, place: str) -> None:
    """The steps that were said, in the place of usual ones."""
    before = carrier.spec
    known = next((one for one in before.flows if one.entity == place), None)
    if known is not None:
        carrier.add([Remove(kind=Kind.FLOW, target=known.id)])
    if carrier.take([_flow({**flow.to_json(), "entity": place})]):
        carrier.spec = before


def _promised(stated: Stated, places: dict[str, str], spec: AppSpec) -> list[Item]:
    """What was said of values that follow, of rules, of who may do what, and of figures."""
    items: list[Item] = []
    known = {role.name for role in spec.permissions.roles}
    for entity in stated.entities:
        place = places.get(entity.name)
        for kind, parts in ((Kind.COMPUTED, entity.computed), (Kind.RULE, entity.rules)):
            items += [
                new_item("add", kind, f"{entity.name}.{part.name}", of=place, element=plain(part))
                for part in parts
                if place is not None and part.source is not None
            ]
    for role in stated.spec.permissions.roles:
        if role.source is not None and role.name not in known:
            items.append(new_item("add", Kind.ROLE, f"roles.{role.name}", element=plain(role)))
    for rule in stated.spec.permissions.rules:
        if rule.source is not None and rule.entity in places and rule.role not in known:
            element = {**plain(rule), "entity": places[rule.entity]}
            items.append(new_item("add", Kind.PERMISSION, f"permissions.{rule.role}", element=element))
    for report in stated.spec.reports:
        if report.source is not None and report.entity in places:
            element = {**plain(report), "entity": places[report.entity]}
            items.append(new_item("add", Kind.REPORT, f"reports.{report.name}", element=element))
    return items


def _is_design(name: str, blueprints: Iterable[Blueprint]) -> bool:
    """Whether a name means the whole: a *bike rental* of which a reader made a thing."""
    said = set(weighed(name))
    names = [set(weighed(wording)) for one in blueprints for wording in (one.name, *one.also)]
    return bool(said) and any(said == one or (len(said) > 1 and said < one) for one in names)


def _called(name: str, names: Iterable[str], blueprints: Iterable[Blueprint]) -> str | None:
    """The thing of a design that people of its trade also call so."""
    said = name.replace("_", " ")
    return next(
        (
            kept.name
            for blueprint in blueprints
            for kept in blueprint.entities.values()
            if said in kept.also and kept.name in names
        ),
        None,
    )


def _plainer(name: str, names: list[str], blueprints: Iterable[Blueprint]) -> str | None:
    """What a name means without words that mean the whole: *optician order* at an optician's is an order."""
    *before, last = name.split("_")
    about = {word for one in blueprints for wording in (one.name, *one.also) for word in weighed(wording)}
    if not before or not about.issuperset(weighed(" ".join(before))):
        return None
    return same_in(last, names)


def _renamed(spec: AppSpec, stated: Stated, said: Said, blueprints: Sequence[Blueprint]) -> AppSpec:
    """Things called as they were called in the text."""
    names = [entity.name for entity in spec.entities]
    edits = []
    for entity in stated.entities:
        called = _called(entity.name, names, blueprints)
        same = same_in(entity.name, names) or called
        if same is None or same == entity.name or entity.name in names or said.says(same):
            continue
        if called or is_same(entity.name, same):
            target = next(one for one in spec.entities if one.name == same)
            edits.append(
                Rename(kind=Kind.ENTITY, target=target.id, name=entity.name, label=entity.display_name)
            )
            names[names.index(same)] = entity.name
    for edit in edits:
        result = apply(spec, [edit])
        spec = result.spec if result.ok else spec
    return spec


def sourced(spec: AppSpec, said: Said) -> AppSpec:
    """Things and values that the text names are stated, not assumed."""

    def traced(element: Any, name: str) -> Any:
        if element.source is None and said.says(name):
            return changed(element, source=said.sentence_of(name), assumed=None)
        return element

    def entity(one: Entity) -> Entity:
        fields = tuple(traced(field, field.name) for field in one.fields)
        whole: Entity = traced(changed(one, fields=fields), one.name)
        return whole

    return changed(spec, entities=tuple(map(entity, spec.entities)))


def _flow(data: dict[str, Any]) -> Item:
    data.pop("id", None)
    for key in ("states", "transitions"):
        for one in data.get(key, ()):
            one.pop("id", None)
    return new_item("add", Kind.FLOW, f"{data['entity']}.flow", element=data)


def _attached(spec: AppSpec, fresh: list[Entity]) -> list[Item]:
    """What hangs together with nothing is attached: to what it usually belongs to, else to the hub."""
    joined = {name for link in spec.relationships for name in (link.from_entity, link.to_entity)}
    loose = [one for one in fresh if one.name not in joined]
    others = [entity.name for entity in spec.entities if entity not in loose]
    if not others:
        return []
    hub = max(others, key=lambda name: (_degree(spec.relationships, name), -others.index(name)))
    found = []
    for one in loose:
        known = known_thing(one.name)
        parent = next((same for p in (known.parents if known else ()) if (same := same_in(p, others))), None)
        if parent is not None or (known is not None and known.kind in _HAPPENS):
            element = {"from": one.name, "to": parent or others[0]}
        else:
            element = {"from": hub, "to": one.name}
        found.append(new_item("add", Kind.RELATIONSHIP, f"{one.name}.link", element=element))
    return found


def _degree(links: tuple[Relationship, ...], name: str) -> int:
    return sum(link.from_entity == name and link.kind is RelationshipKind.BELONGS_TO for link in links)
