"""Computed values that were said in words: ``line total is quantity times unit price``."""

import re
from collections.abc import Iterator

from sayso.design.formulas.computed import compute
from sayso.design.formulas.lengths import tell_length
from sayso.design.messages.clauses import tidy
from sayso.design.name_lookup.situation import Situation
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model import AppSpec, Entity

from .parts import Parts

_SIGN = r"(?:times|multiplied\s+(?:by|with)|plus|minus|less|divided\s+by|x|[-*×+÷−])"
_CALCULATED = r"(?:automatically\s+)?(?:calculated|computed|worked\s+out)(?:\s+(?:as|from|by))?"
_IS = (
    rf"\b(?:(?:is|are|should\s+be|must\s+be|will\s+be|gets)(?:\s+{_CALCULATED})?|equals?|means|{_CALCULATED})"
)
_SUM = r"(?:just\s+|simply\s+|always\s+)*(?:the\s+)?(?:sum|total)\s+of\s"
_AFTER = r"\d+\s+(?:days?|weeks?|months?|years?)\s+(?:after|before)\s"
_TELLING = re.compile(
    rf"^(?P<name>[^=]*?)(?:\s+{_IS}\s+|\s*=\s*)(?:the\s+)?(?P<formula>.*\S\s+{_SIGN}\s.*|{_SUM}.*|{_AFTER}.*)$",
    re.IGNORECASE,
)
_GIVING = re.compile(
    rf"^(?P<formula>.*\S\s+{_SIGN}\s.*?)(?:\s+(?:gives|makes|equals)\s+(?:(?:us|me|you)\s+)?|"
    r"\s+is\s+(?=(?:the|our|its|their)\s)|\s*=\s*)(?P<name>[\w' -]+)$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"(?P<name>[\w' -]+?)\s*\(\s*=?\s*(?P<formula>[^()]*\s{_SIGN}\s[^()]*)\)", re.IGNORECASE
)
_RELATIVE = re.compile(rf",?\s+(?:which|that)\s+(?={_IS}\b)", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"(?:\s+(?:is|are|should\s+be))?\s+(?:automatically\s+)?(?:calculated|computed|worked\s+out)\s+from\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?<=[.!?])\s+|\n+|[;:,](?!\d)\s*|\s+(?:and|so|where|while|but)\s+(?=(?:[\w'-]+\s+){1,4}(?:is|are|equals?|=)\s)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"^(?:.*\b(?:see|show|know|display|need|want|have|has|with|calculate)\s+)?"
    r"(?:(?:and|then|also|so|where|the|an?|its|their)\s+)*",
    re.IGNORECASE,
)


def build_formulas(parts: Parts) -> None:
    """Add a computed value for each formula whose operands are numbers that are kept."""
    for said, formula in _formulas(parts.business.text):
        spec = _so_far(parts)
        situation = Situation(spec, parts.ids)
        edits = compute(formula, situation) or tell_length(formula, situation)
        done = apply(spec, edits)
        if edits and done.ok:
            parts.entities = {e.name: _quoting(e, formula, said) for e in done.spec.entities}


def _so_far(parts: Parts) -> AppSpec:
    return empty_spec().model_copy(
        update={
            "entities": tuple(parts.entities.values()),
            "relationships": tuple(parts.relationships),
            "flows": tuple(parts.flows.values()),
        }
    )


def _formulas(text: str) -> Iterator[tuple[str, str]]:
    """Every clause that says what a value is worked out from, as it was said and as ``name = formula``."""
    plain = _RELATIVE.sub(" ", _BRACKETED.sub(r"\g<name> = \g<formula>; ", tidy(text)))
    for part in _ENDS.split(plain):
        said = part.strip(" .!?-*•")
        found = _GIVING.match(said) or _TELLING.match(said)
        if found is not None:
            yield said, f"{_BEFORE_NAME.sub('', found['name'])} = {found['formula']}"
        elif _FOLLOWING.search(said):
            yield said, _FOLLOWING.sub(" from", _BEFORE_NAME.sub("", said))


def _quoting(entity: Entity, formula: str, said: str) -> Entity:
    """The entity with what was worked out by a formula quoting the words of the description."""
    computed = tuple(
        c.model_copy(update={"source": said[:400]}) if c.source == formula else c for c in entity.computed
    )
    return entity.model_copy(update={"computed": computed})
