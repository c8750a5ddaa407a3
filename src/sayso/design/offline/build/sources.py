"""Where a figure comes from: rows that are counted, or a number of theirs that is added up."""

from dataclasses import dataclass

from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.extraction.evidence import ReportClue
from sayso.design.offline.model.names import Names
from sayso.spec.model import PERIODS, Computed, FieldType

from .group_by import when
from .parts import DATES, NUMBERS, Parts

MONEY_WORDS = frozenset(
    [
        "turnover",
        "revenue",
        "sale",
        "sales",
        "income",
        "earning",
        "earnings",
        "cost",
        "costs",
        "spending",
        "expense",
        "amount",
        "value",
        "money",
        "volume",
        "spend",
        "fee",
        "worth",
        "proceeds",
        "takings",
    ]
)
# Records of money that came or went: so many of them is not what one wants to know.
PAID = frozenset(
    (
        *(
            "fee",
            "due",
            "dues",
            "payment",
            "sale",
            "expense",
            "rent",
            "contribution",
            "donation",
            "sponsorship",
        ),
        *("subscription", "salary", "wage", "grant", "pledge", "fine", "refund", "bill", "purchase"),
    )
)
_ALIKE = (
    frozenset(("km", "kilometre", "kilometer", "mile", "distance")),
    frozenset(("kilo", "kg", "weight", "kilogram", "ton", "tonne", "tonnage")),
    frozenset(("litre", "liter", "volume")),
    frozenset(("minute", "duration")),
)
ALIKE = {word: group for group in _ALIKE for word in group}
_EARNED = frozenset(
    ("turnover", "revenue", "income", "earning", "earnings", "takings", "proceeds", "sale", "sales")
)
_SPENT = frozenset(("cost", "costs", "expense", "budget", "wage", "salary"))
_TALLY = frozenset(("count", "number", "quantity", "total"))


@dataclass(slots=True)
class Source:
    """Where a measure comes from: rows of an entity, and a number of them unless they are counted.

    One that is ``sure`` was named by the words; the others are only likely.
    """

    entity: str
    field: str | None = None
    sure: bool = True


def sources(parts: Parts, clue: ReportClue, words: list[str], names: Names) -> list[Source]:
    """Every reading of what is measured, the most likely first."""
    entities = _mentioned(words, names)
    about_money = bool(set(words) & (MONEY_WORDS if entities else MONEY_WORDS | PAID))
    others = sorted(parts.entities, key=lambda e: not set(e.split("_")) & set(words))
    order = [*entities, *(e for e in others if e not in entities)]
    found: list[Source] = []
    if clue.operation != "count":
        found.extend(ages(parts, words))
        sold = [e for e in entities if set(e.split("_")) & (MONEY_WORDS | PAID) and parts.money_of(e)]
        found.extend(Source(e, parts.money_of(e)[0]) for e in sold)
    if entities and clue.operation in {"", "count"} and words and names.resolve(words[-1]):
        found.extend(_in_time(parts, clue, entities[0]))
        found.append(Source(entities[0]))
    if clue.operation == "count" and not entities:
        found.extend(_tallies(parts, order, words))
    for entity in entities[:1] if entities and about_money else order:
        field = _number(parts, entity, words)
        if field is not None and not (about_money and _is_price_list(parts, entity)):
            found.append(Source(entity, field))
    if clue.operation == "sum" and not about_money:
        found.extend(_amounts(parts, order, sure=True))
    vague = clue.operation == "sum" or (clue.operation == "avg" and (entities or not words))
    if about_money or vague:
        found.extend(_money(parts, order, entities, words, about_money))
    if (clue.operation == "sum" or (not clue.operation and entities)) and not about_money:
        found.extend(_amounts(parts, order))
    added_up = clue.operation in {"sum", "avg"}
    found.extend(Source(entity, sure=not added_up) for entity in entities)
    if not clue.measure:
        found.extend(Source(entity) for entity in sorted(order, key=lambda e: not happens(parts, e)))
    return found


def _mentioned(words: list[str], names: Names) -> list[str]:
    """The things that the words speak of, longer names first."""
    spans = [(a, b) for a in range(len(words)) for b in range(len(words), a, -1)]
    found = [name for a, b in spans if (name := names.exact("_".join(words[a:b])))]
    if not found and words and (longer := names.resolve(words[-1])) is not None:
        return [longer]
    return list(dict.fromkeys(found))


def _money(
    parts: Parts, order: list[str], entities: list[str], words: list[str], about_money: bool
) -> list[Source]:
    earned = bool(set(words) & _EARNED)
    return [
        Source(entity, money[0])
        for entity in sorted(order, key=lambda e: _earns(parts, e, words))
        if (money := [m for m in parts.money_of(entity) if not (earned and _SPENT & set(m.split("_")))])
        and (not entities or entity == entities[0] or about_money)
    ]


def ages(parts: Parts, words: list[str]) -> list[Source]:
    """The age of those whose date of birth is kept is worked out where it is asked for."""
    if words[-1:] != ["age"]:
        return []
    found: list[Source] = []
    for entity in parts.entities:
        birth = next(
            (n for n in parts.fields_of(entity, *DATES) if {"birth", "birthday"} & set(n.split("_"))), None
        )
        if birth is not None and "age" not in parts.names_of(entity):
            day = f"date({birth})" if birth in parts.fields_of(entity, FieldType.DATETIME) else birth
            value = Computed(
                id=parts.ids.new("cmp"),
                name="age",
                label="Age",
                type=FieldType.INTEGER,
                expression=f"years_between({day}, today())",
                assumed="It follows from the date of birth.",
            )
            parts.add_computed(entity, value)
            found.append(Source(entity, "age"))
    return found


def _in_time(parts: Parts, clue: ReportClue, entity: str) -> list[Source]:
    """``how many dogs per day`` counts their visits where dogs themselves have no day."""
    timed = any(noun_lemma(group[-1]) in PERIODS for group in clue.groups)
    if not timed or when(parts, entity) is not None:
        return []
    return [Source(link.from_entity) for link in parts.children(entity) if happens(parts, link.from_entity)]


def _amounts(parts: Parts, order: list[str], *, sure: bool = False) -> list[Source]:
    return [
        Source(e, f, sure)
        for e in order
        for f in parts.fields_of(e, *NUMBERS)[:1]
        if f in {"quantity", "amount", "hours", "minutes"}
    ]


def _tallies(parts: Parts, order: list[str], words: list[str]) -> list[Source]:
    """``how many tickets`` adds up the number of tickets where tickets are no records of their own."""
    found: list[Source] = []
    for entity in order:
        for field in parts.entities[entity].fields:
            own = {noun_lemma(part) for part in field.name.split("_")}
            if field.type is FieldType.INTEGER and words and words[-1] in own and own - _TALLY <= set(words):
                found.append(Source(entity, field.name))
    return found


def _is_price_list(parts: Parts, entity: str) -> bool:
    """Whether money of an entity says what something costs rather than what was paid."""
    return parts.thing(entity).kind in {"catalogue", "place", "staff", "customer"}


def _earns(parts: Parts, entity: str, words: list[str]) -> tuple[bool, bool, bool]:
    """Orders entities by how likely their money is meant."""
    named = bool(set(entity.split("_")) & set(words))
    return not named, _is_price_list(parts, entity), not happens(parts, entity)


def happens(parts: Parts, entity: str) -> bool:
    """Whether rows of an entity take place at a time."""
    return parts.thing(entity).kind in {"event", "document"} and when(parts, entity) is not None


def _number(parts: Parts, entity: str, words: list[str]) -> str | None:
    """The number that words name: by all its words, else by its head, else by its usual unit."""
    of = parts.entities[entity]
    numbers = [f.name for f in of.fields if f.type in NUMBERS]
    numbers += [c.name for c in of.computed if c.type in NUMBERS]
    own = {name: {noun_lemma(part) for part in name.split("_")} for name in numbers}
    alike = ALIKE.get(words[-1], frozenset()) if words else frozenset()
    if not words:
        return None
    named = [
        *(name for name in numbers if own[name] == set(words)),
        *(name for name in numbers if words[-1] in own[name] or own[name] <= set(words)),
        *(name for name in numbers if own[name] & alike),
    ]
    return next(iter(named), None)
