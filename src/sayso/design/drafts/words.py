"""What a person is told of a first application: what was made of which words, and what was assumed."""

from collections.abc import Sequence

from sayso.catalogue.types import Blueprint
from sayso.kit.ids import IdSource
from sayso.kit.words import listed, plural, sentence
from sayso.spec.edits.edit_sentence import looks_said
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, Assumption, Entity
from sayso.spec.model.theme import Theme

from .description_words import Said
from .draft import in_text, why_of

_MOST_NAMED = 5


def many(entity: Entity) -> str:
    """What several rows are called."""
    return plural(entity.name).replace("_", " ")


def reply(spec: AppSpec, blueprints: Sequence[Blueprint], said: Said, left: Sequence[str]) -> str:
    """The reply to a first description, written from the application that was made."""
    told = [many(one) for one in spec.entities if one.source is not None]
    more = [many(one) for one in spec.entities if one.source is None]
    parts = [f"{spec.name} keeps {listed(dict.fromkeys(map(many, spec.entities)))}."]
    where = f"as is usual in {listed(dict.fromkeys(map(in_text, blueprints)))}"
    if told and more:
        parts.append(f"You spoke of {listed(told)}; {listed(more)} are taken for granted, {where}.")
    elif more:
        parts.append(f"All of this is taken for granted, {where}; say what differs with you.")
    parts += _reasons(spec)
    if spec.theme is not None:
        parts.append(f"As you said: {listed(looks_said(Theme(), spec.theme))}.")
    gone = _gone(said)
    if gone:
        parts.append(f"Left out, as you said: {listed(gone)}.")
    if left:
        parts.append(not_used(left))
    return " ".join(parts)


def not_used(left: Sequence[str]) -> str:
    """The words that nothing was made of."""
    return f"Not used: {', '.join(f'“{phrase}”' for phrase in left)}."


def _reasons(spec: AppSpec) -> list[str]:
    """Why there are steps, in a sentence that is true of this application."""
    for flow in spec.flows[:1]:
        labels = {state.name: state.label.lower() for state in flow.states}
        leaving = {move.from_state for move in flow.transitions}
        last = next((state.name for state in flow.states if state.name not in leaving), flow.states[-1].name)
        entity = next((one for one in spec.entities if one.name == flow.entity), None)
        if entity is not None and last != flow.initial:
            start, end = labels[flow.initial], labels[last]
            said = f"each goes from {start} to {end} and one wants to see what is still open"
            return [f"{sentence(many(entity))} have steps, since {said}."]
    return []


def _gone(said: Said) -> list[str]:
    return list(dict.fromkeys(word.text for word in said.negated if word.stem in said.unwanted))[:_MOST_NAMED]


def with_assumptions(spec: AppSpec, blueprint: Blueprint, left: Sequence[str], ids: IdSource) -> AppSpec:
    """The spec that lists what was taken for granted, each to be taken out, and what was not used."""
    why = why_of(blueprint)
    found: list[Assumption] = []
    for entity in spec.entities:
        if entity.source is None:
            one = _assumption(ids, f"{sentence(many(entity))} are kept. {why}", [entity.id], many(entity))
            found.append(one)
            continue
        taken = [field for field in entity.fields if field.assumed == why]
        if taken:
            named = listed(dict.fromkeys(field.label.lower() for field in taken))
            text = f"{sentence(many(entity))} have {named}. {why}"
            found.append(_assumption(ids, text, [field.id for field in taken], named))
    roles = [role for role in spec.permissions.roles if role.assumed == why]
    if roles:
        named = listed(dict.fromkeys(plural(role.label.lower()) for role in roles))
        text = f"{sentence(named)} work with it. {why}"
        found.append(Assumption(id=ids.new("asm"), text=text, elements=tuple(role.id for role in roles)))
    found += [left_over(left, ids)] if left else []
    return changed(spec, assumptions=(*found, *spec.assumptions))


def left_over(left: Sequence[str], ids: IdSource) -> Assumption:
    """The words that nothing was made of, to be added with a click."""
    adds = tuple(f"Add {phrase}" for phrase in left[:3])
    return Assumption(id=ids.new("asm"), text=not_used(left), alternatives=adds)


def _assumption(ids: IdSource, text: str, elements: Sequence[str], named: str) -> Assumption:
    alternative = f"Leave out {named}"[:160]
    return Assumption(id=ids.new("asm"), text=text, elements=tuple(elements), alternatives=(alternative,))
