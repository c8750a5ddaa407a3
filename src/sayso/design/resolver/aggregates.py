"""Aggregates: what rows that belong to a row come to, all of them or those of a kind."""

import re

from sayso.design.name_lookup.likeness import key, likeness
from sayso.spec.model import Computed, Entity, Field, FieldType, Relationship

from .work import Work

_OPS = {
    "sum": "sum", "total": "sum", "average": "avg", "mean": "avg", "number": "count", "count": "count",
    "highest": "max", "maximum": "max", "biggest": "max", "largest": "max", "latest": "max", "last": "max",
    "newest": "max", "most recent": "max", "lowest": "min", "minimum": "min", "smallest": "min",
    "earliest": "min", "first": "min", "oldest": "min", "how many": "count", "all": "sum", "all the": "sum",
    "all its": "sum",
}  # fmt: skip
_LEAD = re.compile(rf"^(?:the |its )?({'|'.join(sorted(_OPS, key=len, reverse=True))})\s+(.+)$")
_EMPTY = re.compile(
    r"\b(?:of|the|its|their|his|her|all|in|on|for|from|that|are|is|were|was|have|been|it|has|so far|"
    r"together)\b"
)
_DATED = frozenset((FieldType.DATE, FieldType.DATETIME))
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_TOTALS = frozenset(("total", "amount", "price", "cost", "sum", "fee"))
_NOT = re.compile(r"^(?:un|not |non-?)")
_TIMELY = frozenset(("latest", "last", "newest", "most recent", "earliest", "first", "oldest"))
Value = Field | Computed


def aggregate(work: Work, entity: Entity, said: str, name: str) -> tuple[str, FieldType, str] | None:
    """The expression, its type and a name, where words speak of rows that belong to one of ``entity``.

    Every word has to be understood: which rows, which value of them, and which of the rows count.
    """
    lead = _LEAD.match(said)
    if lead is None:
        return None
    op, rest = _OPS[lead[1]], _EMPTY.sub(" ", lead[2])
    for relation, other in _rows(work, entity):
        left = _without(key(rest), key(other.name)) or _without(key(rest), key(relation))
        named = [value for value in _values(other) if _names(value, key(rest))]
        if left is None and not named:
            continue
        words = key(rest) if left is None else left
        value, words = _value_in(words, other)
        condition, words = _condition(work, relation, other, rest, words)
        if words:
            continue
        when = f", when={condition}" if condition else ""
        if op == "count":
            return f"count({relation}{when})", FieldType.INTEGER, ""
        wanted = _DATED if lead[1] in _TIMELY else _NUMBERS
        value = value or _only(other, wanted, name)
        if value is None or value.type not in (_DATED | _NUMBERS if op in {"max", "min"} else _NUMBERS):
            continue
        return f"{op}({relation}.{value.name}{when})", value.type, value.name.replace("_", " ")
    return None


def _rows(work: Work, entity: Entity) -> list[tuple[str, Entity]]:
    """What rows of ``entity`` have several of, by the name of the link."""
    parents = work.index.parents(entity.name)
    return [
        (name, work.index.entities[link.to_entity if link.from_entity == entity.name else link.from_entity])
        for name, link in work.mentions.members(entity)
        if isinstance(link, Relationship) and name not in parents
    ]


def _values(entity: Entity) -> tuple[Value, ...]:
    return (*entity.fields, *entity.computed)


def _names(value: Value, words: tuple[str, ...]) -> bool:
    return likeness(words, key(value.name)) >= 0.93


def _without(words: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words without a run of them; nothing where they do not hold it."""
    for at in range(len(words) - len(part) + 1):
        if words[at : at + len(part)] == part:
            return (*words[:at], *words[at + len(part) :])
    return None


def _value_in(words: tuple[str, ...], entity: Entity) -> tuple[Value | None, tuple[str, ...]]:
    for value in sorted(_values(entity), key=lambda one: -len(key(one.name))):
        if value.type in _DATED | _NUMBERS and (left := _without(words, key(value.name))) is not None:
            return value, left
    return None, words


def _condition(
    work: Work, relation: str, entity: Entity, said: str, words: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Which of the rows count, by a state, a choice or a yes or no that the words name."""
    if not words:
        return "", words
    flow = next((one for one in work.spec.flows if one.entity == entity.name), None)
    for state in flow.states if flow is not None else ():
        if flow is not None and likeness(words, key(state.label)) >= 0.93:
            return f'{relation}.{flow.field} == "{state.name}"', ()
    for field in entity.fields:
        for option in field.options:
            if field.type is FieldType.ENUM and likeness(words, key(option.label)) >= 0.93:
                return f'{relation}.{field.name} == "{option.name}"', ()
        if field.type is FieldType.BOOLEAN:
            if words == key(field.name):
                return f"{relation}.{field.name}", ()
            denied = next((one for one in said.split() if _NOT.match(one)), "")
            if denied and key(_NOT.sub("", denied)) == key(field.name) and len(words) == 1:
                return f"not {relation}.{field.name}", ()
    return "", words


def _only(entity: Entity, kinds: frozenset[FieldType], like: str) -> Value | None:
    """The value of these types that is meant where none is named: the only one, or the one of money."""
    found = [value for value in _values(entity) if value.type in kinds]
    money = [value for value in found if value.type is FieldType.MONEY]
    totals = [value for value in money if set(key(value.name)) & _TOTALS]
    alike = [value for value in found if likeness(key(like), key(value.name)) >= 0.93]
    return next((row[0] for row in (alike, found, money, totals) if len(row) == 1), None)
