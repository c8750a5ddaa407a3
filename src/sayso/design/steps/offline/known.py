"""What is known so far, for readers that expect a whole description."""

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.offline.build.parts import Parts
from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.business import Business, Thing
from sayso.design.offline.model.resolve import resolve
from sayso.kit.ids import IdSource
from sayso.kit.words import plural
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Relationship, RelationshipKind


def business_of(spec: AppSpec, text: str) -> Business:
    """The words of a step read as the end of a description of the application so far."""
    return resolve(read(f"{_described(spec)}\n\n{text}"))


def parts_of(spec: AppSpec, business: Business, ids: IdSource) -> Parts:
    """The application so far for builders of further parts, with what a business was understood to mean."""
    for entity in spec.entities:
        if entity.name not in business.things:
            business.things[entity.name] = _thing(entity.name)
    return Parts(
        business,
        ids,
        entities={entity.name: entity for entity in spec.entities},
        relationships=_one_way(spec),
        flows={flow.entity: flow for flow in spec.flows},
        reports=list(spec.reports),
        components=list(spec.components),
        pages=list(spec.pages),
        permissions=spec.permissions,
    )


def _described(spec: AppSpec) -> str:
    sentences = []
    for entity in spec.entities:
        names = [field.name.replace("_", " ") for field in entity.fields] or ["name"]
        listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        sentences.append(f"We keep {plural(entity.name).replace('_', ' ')} with {listed}.")
    return " ".join(sentences)


def _thing(name: str) -> Thing:
    known = known_thing(name)
    kind = known.kind if known else ("staff" if is_person_word(name) else "thing")
    icon = known.icon if known else ("user-round" if kind == "staff" else "box")
    return Thing(name, kind, icon, None, person=is_person_word(name))


def _one_way(spec: AppSpec) -> list[Relationship]:
    """Links in the direction in which builders read them."""
    index = SpecIndex(spec)
    turned = {link.element: link for link in index.links}
    return [
        link
        if link.kind is not RelationshipKind.HAS_MANY
        else link.model_copy(
            update={
                "kind": RelationshipKind.BELONGS_TO,
                "from_entity": turned[link.id].child,
                "to_entity": turned[link.id].parent,
                "name": turned[link.id].name,
                "inverse": turned[link.id].inverse,
            }
        )
        for link in spec.relationships
    ]
