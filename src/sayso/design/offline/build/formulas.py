"""Computed values that were said in words: ``line total is quantity times unit price``."""

import re

from sayso.design.language.lemmas import noun_lemma
from sayso.kit.words import sentence, snake
from sayso.spec.model import Computed, FieldType

from .parts import NUMBERS, Parts

_SIGNS = {
    "times": "*",
    "multiplied by": "*",
    "plus": "+",
    "minus": "-",
    "less": "-",
    "divided by": "/",
    "x": "*",
    "*": "*",
}
_FORMULA = re.compile(
    r"(?P<target>[a-z][a-z ]{1,40}?)\s+(?:is|are|equals|=)\s+(?:just\s+|simply\s+)?"
    r"(?P<left>[a-z][a-z ]{1,30}?)\s+(?P<sign>times|multiplied by|plus|minus|less|divided by|x|\*)\s+"
    r"(?P<right>[a-z][a-z ]{1,30}?)(?=[.,;)\n]| and | so |$)"
)
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "each", "every", "and", "where", "then", "so"))


def build_formulas(parts: Parts) -> None:
    """Add a computed value for each formula whose both sides are numbers of one entity or of its parents."""
    for match in _FORMULA.finditer(parts.business.text.lower()):
        target = _words(match["target"])[-3:]
        for entity in parts.entities:
            left, right = _operand(parts, entity, match["left"]), _operand(parts, entity, match["right"])
            if target and left and right and left != right:
                _add(
                    parts,
                    entity,
                    target,
                    f"{left[0]} {_SIGNS[match['sign']]} {right[0]}",
                    (left[1], right[1]),
                    match,
                )
                break


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in _ARTICLES]


def _operand(parts: Parts, entity: str, text: str) -> tuple[str, FieldType] | None:
    """The number that words name, on the entity itself or on what it belongs to, with its type."""
    words = [noun_lemma(word) for word in _words(text)]
    places = [(entity, ""), *((link.to_entity, f"{link.name}.") for link in parts.parents(entity))]
    for owner, path in places:
        for field in parts.entities[owner].fields:
            own = [noun_lemma(part) for part in field.name.split("_")]
            if field.type in NUMBERS and words and (own == words or own[-len(words) :] == words):
                return f"{path}{field.name}", field.type
    return None


def _add(  # noqa: PLR0917 - private; called at one place
    parts: Parts,
    entity: str,
    target: list[str],
    expression: str,
    types: tuple[FieldType, FieldType],
    match: re.Match[str],
) -> None:
    name = snake(" ".join(target)).removeprefix(f"{entity}_")[:48].strip("_")
    fields = tuple(f for f in parts.entities[entity].fields if f.name != name)
    taken = parts.names_of(entity) - {name}
    if (
        not name
        or not name[0].isalpha()
        or name in taken
        or any(c.name == name for c in parts.entities[entity].computed)
    ):
        return
    kind = FieldType.MONEY if FieldType.MONEY in types else FieldType.DECIMAL
    value = Computed(
        id=parts.ids.new("cmp"),
        name=name,
        label=sentence(name),
        type=kind,
        expression=expression,
        source=parts.business.text[match.start() : match.end()].strip()[:400],
    )
    parts.entities[entity] = parts.entities[entity].model_copy(
        update={"fields": fields, "computed": (*parts.entities[entity].computed, value)}
    )
