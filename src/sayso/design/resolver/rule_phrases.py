"""``bookings of a room must not overlap``, ``the end has to be after the start``."""

import re

from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import dated, main_entity
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, add
from sayso.spec.model import Entity, Rule

_OVERLAP = pattern(
    r"\b(?:overlap(?:s|ping)?|double[- ]book(?:ed|ing|ings)?|booked twice|at the same time|clash(?:es)?)\b"
)
_NEVER = re.compile(
    r"n't\b|\bnot\b|\bnever\b|\bno\b|\bavoid\b|\bprevent\b|\bcannot\b|\bforbid", re.IGNORECASE
)
_ALLOWED = re.compile(
    r"\b(?:must|should|has to|have to|needs to|can) be (?:possible|allowed|okay|ok|fine)\b|\bis (?:fine|ok|"
    r"okay|allowed|possible)\b",
    re.IGNORECASE,
)
_ORDER = pattern(
    r"^(?:the )?(?P<a>[\w' -]+?) (?:must|has to|have to|should|can|may|cannot|can't|needs to)(?: always| "
    r"never| not)? be (?P<how>after|before|later than|earlier than|greater than|more than|less than|"
    r"smaller than|bigger than|higher than|lower than|at least) (?:the |its )?(?P<b>[\w' -]+)$"
)
_SIGN = {
    "after": ">",
    "later than": ">",
    "greater than": ">",
    "more than": ">",
    "bigger than": ">",
    "higher than": ">",
    "before": "<",
    "earlier than": "<",
    "less than": "<",
    "smaller than": "<",
    "lower than": "<",
    "at least": ">=",
}
_OPPOSITE = {">": "<=", "<": ">=", ">=": "<"}


def restrict(clause: str, situation: Situation) -> tuple[Edit, ...]:
    """Conditions that every row must meet."""
    return _no_overlap(clause, situation) or _ordered(clause, situation)


def _no_overlap(clause: str, situation: Situation) -> tuple[Edit, ...]:
    if not _OVERLAP.search(clause) or not (_NEVER.search(clause) or _ALLOWED.search(clause)):
        return ()
    found = [one.entity for one in situation.mentions.entities_in(clause)]
    spans = {e.id: span for e in situation.spec.entities if (span := _span(e))}
    entity = next((e for e in found if e.id in spans), None) or _taking_up(found, spans, situation)
    entity = entity or (found[0] if found else main_entity(situation))
    if entity is None:
        return ()
    span = spans.get(entity.id)
    if span is None or _ALLOWED.search(situation.message):
        return ()
    parents = situation.index.parents(entity.name)
    by = next(
        (name for name, link in parents.items() if any(e.name == link.parent for e in found)),
        next(iter(parents), None),
    )
    if any("no_overlap" in rule.expression for rule in entity.rules):
        return ()
    arguments = ", ".join([*span, *([by] if by else [])])
    rule = Rule(
        id=situation.ids.new("rul"), source=clause, name="no_overlap", expression=f"no_overlap({arguments})",
        message=f"There is another {entity.display_name.lower()} at that time.",
    )  # fmt: skip
    return (add(rule, parent=entity.id),)


def _taking_up(found: list[Entity], spans: dict[str, tuple[str, str]], situation: Situation) -> Entity | None:
    """``a dog cannot be in two kennels at once``: the stays, which belong to both and have a span."""
    for entity in situation.spec.entities:
        above = {link.parent for link in situation.index.parents(entity.name).values()}
        if entity.id in spans and found and found[0].name in above:
            return entity
    return None


def _span(entity: Entity) -> tuple[str, str] | None:
    days = dated(entity)
    start = next((d for d in days if re.search(r"start|begin|from|check_?in|arriv", d)), None)
    end = next(
        (d for d in days if re.search(r"end|finish|until|to$|check_?out|depart|return", d) and d != start),
        None,
    )
    return (start, end) if start and end else None


def _ordered(clause: str, situation: Situation) -> tuple[Edit, ...]:
    match = _ORDER.match(clause)
    if match is None:
        return ()
    for entity in situation.spec.entities:
        a = situation.mentions.member(match["a"], entity, 0.85)
        b = situation.mentions.member(match["b"], entity, 0.85)
        if a is None or b is None or a.name == b.name:
            continue
        sign = _SIGN[" ".join(match["how"].lower().split())]
        denied = " not" if _NEVER.search(clause) else ""
        sign = _OPPOSITE[sign] if denied else sign
        first, second = a.name.replace("_", " "), b.name.replace("_", " ")
        rule = Rule(
            id=situation.ids.new("rul"), source=clause, name=snake(f"{a.name}_{match['how']}_{b.name}")[:48],
            expression=f"{a.name} {sign} {b.name}",
            message=f"{sentence(first)} must{denied} be {match['how']} {second}.",
        )  # fmt: skip
        return (add(rule, parent=entity.id),)
    return ()
