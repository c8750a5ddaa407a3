"""Numbers that follow from what is kept: hours from start and end, money from quantity and price."""

from sayso.design.offline.extraction.evidence import ReportClue
from sayso.design.offline.model.names import Names
from sayso.kit.words import plural, sentence
from sayso.spec.model import Computed, FieldType

from .group_by import grouping
from .parts import DATES, NUMBERS, Parts
from .sources import Source

TIMES = {
    "hour": "hours_between",
    "minute": "minutes_between",
    "day": "days_between",
    "night": "days_between",
}
_PIECES = frozenset(("piece", "unit", "item", "portion", "bottle", "box", "copy", "pallet", "quantity"))
EARNED = frozenset(
    ("turnover", "revenue", "income", "money", "sale", "earning", "takings", "proceeds", "value")
)


def is_near(path: str | None) -> bool:
    return path is not None and path.count(".") < 2


def span_of_time(parts: Parts, entity: str, words: list[str]) -> Source | None:
    """Hours between a start and an end, where rows keep both."""
    unit, span = TIMES.get(words[-1]), parts.span_of(entity)
    if unit is None or span is None or len(words) > 1:
        return None
    dates = set(parts.fields_of(entity, *DATES))
    moments = set(parts.fields_of(entity, FieldType.DATETIME))
    if not set(span) <= (dates if unit == "days_between" else moments):
        return None
    name = plural(words[-1])
    if name in parts.names_of(entity):
        return None
    start, end = (f"date({n})" if unit == "days_between" and n in moments else n for n in span)
    value = Computed(
        id=parts.ids.new("cmp"),
        name=name,
        label=sentence(name),
        type=FieldType.INTEGER if unit == "days_between" else FieldType.DECIMAL,
        expression=f"{unit}({start}, {end})",
        assumed="It follows from start and end.",
    )
    parts.add_computed(entity, value)
    return Source(entity, name)


def priced(parts: Parts, entity: str, words: list[str]) -> Source | None:
    """Money of rows that say how many, where what they belong to says the price."""
    counted = _counted(parts, entity)
    if words[-1] not in EARNED or counted is None or "price" in parts.names_of(entity):
        return None
    for link in parts.parents(entity):
        for name in parts.fields_of(link.to_entity, FieldType.MONEY):
            if {"price", "fee", "fare"} & set(name.split("_")):
                return _multiplied(parts, entity, "price", (counted, f"{link.name}.{name}"))
    return None


def _multiplied(parts: Parts, entity: str, name: str, factors: tuple[str, str]) -> Source:
    value = Computed(
        id=parts.ids.new("cmp"),
        name=name,
        label=sentence(name),
        type=FieldType.MONEY,
        expression=" * ".join(factors),
        assumed="It follows from quantity and price.",
    )
    parts.add_computed(entity, value)
    return Source(entity, name)


def _counted(parts: Parts, entity: str) -> str | None:
    """The field that says how many."""
    for name in parts.fields_of(entity, FieldType.INTEGER, FieldType.DECIMAL):
        own = set(name.split("_"))
        if own & {"quantity", "qty", "count", "stock", "pieces", "kilos", "units"} or name in {
            "amount",
            "weight",
        }:
            return name
    return None


def pieces(parts: Parts, entity: str, words: list[str]) -> Source | None:
    """Pieces are what the quantity counts."""
    field = next((n for n in parts.fields_of(entity, *NUMBERS) if n in {"quantity", "qty"}), None)
    return Source(entity, field) if field and words[-1] in _PIECES else None


def worth_of_stock(parts: Parts, clue: ReportClue, words: list[str], names: Names) -> list[Source]:
    """``value of stock by supplier``: quantity times price of what is on hand."""
    if not set(words) & {"stock", "inventory"} or not set(words) & {"value", "worth", "cost"}:
        return []
    for entity in parts.entities:
        counted = _counted(parts, entity)
        money = [
            name
            for name in parts.fields_of(entity, FieldType.MONEY)
            if {"price", "cost"} & set(name.split("_"))
        ]
        near = all(is_near(grouping(parts, entity, group, names)) for group in clue.groups)
        if counted and money and near and "stock_value" not in parts.names_of(entity):
            return [_multiplied(parts, entity, "stock_value", (counted, money[0]))]
    return []


def takings(parts: Parts, clue: ReportClue, words: list[str], names: Names) -> list[Source]:
    """``revenue per show``: tickets times their price, where those who book keep no money themselves."""
    if not words or words[-1] not in EARNED:
        return []
    for entity in parts.entities:
        near = all(is_near(grouping(parts, entity, group, names)) for group in clue.groups)
        if near and not parts.money_of(entity) and (found := priced(parts, entity, words)):
            return [found]
    return []
