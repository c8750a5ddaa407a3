"""Answers about a spec, from the words and assumptions its elements carry."""

import re

from sayso.design.messages.facts import fact
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.mentions import Mentions
from sayso.design.name_lookup.nouns import many, one
from sayso.kit.words import listed, sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Element, Entity, Flow, Role, Scope

_APP_WORDS = pattern(
    r"\b(?:app|application|pages?|fields?|columns?|forms?|tables?|buttons?|calendar|board|chart|reports?|"
    r"roles?|permissions?|"
    r"status|screens?|layout|data|export|import|csv|pdf|login|log in|users?|you|module|undo|version|delete|"
    r"edit|search|filter)\b"
)
_READ = 1_000
"""Characters in which names are looked for; questions are shorter."""
_NEGATED = re.compile(r"n't\b|\bnot\b|\bno\b", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b|\bhow come\b|\bwhat(?:'s| is) the (?:reason|point)\b|\bwhat for\b", re.IGNORECASE)
_RIGHTS = re.compile(r"\b(?:can|may|allowed|do|see|edit|delete|permission|access|rights?)\b", re.IGNORECASE)


def mentions_spec(message: str, spec: AppSpec) -> str | None:
    """What of the application a message speaks of, in words; None when of nothing."""
    message = message[:_READ]
    mentions = Mentions(SpecIndex(spec))
    found = mentions.entities_in(message)
    if found:
        return many(found[0].entity)
    roles = mentions.roles_in(message)
    if roles:
        return f"the role {roles[0][0].label.lower()}"
    for entity in spec.entities:
        members = mentions.members_in(message, entity)
        if members:
            return f"{members[0].name.replace('_', ' ')} of {many(entity)}"
    return None


def answer_question(message: str, spec: AppSpec) -> str | None:
    """An answer, or None for a question that is not about the application."""
    message = message[:_READ]
    mentions = Mentions(SpecIndex(spec))
    roles = mentions.roles_in(message)
    found = mentions.entities_in(message)
    entity = found[0].entity if found else None
    if _WHY.search(message):
        return _reason(message, spec, mentions, entity)
    known = fact(message, spec, mentions)
    if known is not None:
        return known
    if roles and _RIGHTS.search(message):
        return _rights(spec, roles[0][0])
    if entity is not None:
        return _description(spec, entity)
    if mentions_spec(message, spec) or _APP_WORDS.search(message):
        kept = listed([many(one_of) for one_of in spec.entities])
        return f"{spec.name} keeps {kept}. Ask me about any of them, or tell me what to change."
    return None


def _reason(message: str, spec: AppSpec, mentions: Mentions, entity: Entity | None) -> str | None:
    element: Element | None = None
    what = ""
    after = re.sub(r"^.*?\bwhy\b", "", message, flags=re.IGNORECASE)
    for owner in [entity] if entity else spec.entities:
        members = mentions.members_in(after, owner)
        if members:
            element, what = members[0].element, f"{members[0].name.replace('_', ' ')} of {many(owner)}"
            break
    if _NEGATED.search(after) and element is None and (entity or _APP_WORDS.search(message)):
        wanted = f" for {many(entity)}" if entity else ""
        return f"Because nothing in the description asked for it{wanted}. Tell me to add it and I will."
    if element is None and entity is not None:
        element, what = entity, many(entity)
    roles = mentions.roles_in(message)
    if element is None and roles:
        element, what = roles[0][0], f"the role {roles[0][0].label.lower()}"
    if element is None:
        return (
            None
            if not _APP_WORDS.search(message)
            else "Nothing in the application bears that name; what do you mean?"
        )
    return _origin(element, what)


def _origin(element: Element, what: str) -> str:
    if element.source:
        return (
            f"{sentence_start(what)} came from your words: “{element.source.strip()}”. Say so if that was "
            "meant differently."
        )
    if element.assumed:
        return f"Nobody asked for {what}; I assumed it: {element.assumed} Say so if you do not want it."
    states = (
        f" with the states {listed([s.label for s in element.states])}" if isinstance(element, Flow) else ""
    )
    return (
        f"{sentence_start(what)}{states} is part of the design; tell me to remove or change it if it "
        "should not be there."
    )


def sentence_start(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def _rights(spec: AppSpec, role: Role) -> str:
    said = []
    for rule in spec.permissions.rules:
        if rule.role == role.name and rule.scope is not Scope.NONE:
            actions = listed([action.value for action in rule.actions])
            whose = "their own " if rule.scope is Scope.OWN else ""
            said.append(f"{actions} {whose}{rule.entity.replace('_', ' ')} records")
    return f"{role.label}: may {'; '.join(said)}." if said else f"{role.label}: may do nothing yet."


def _description(spec: AppSpec, entity: Entity) -> str:
    parts = [field.label.lower() for field in entity.fields] + [
        value.label.lower() for value in entity.computed
    ]
    flow = next((flow for flow in spec.flows if flow.entity == entity.name), None)
    said = (
        f"For each {one(entity)} there is {listed(parts)}."
        if parts
        else f"{sentence(entity.name)} has no fields yet."
    )
    return f"{said} Its states are {listed([s.label.lower() for s in flow.states])}." if flow else said
