"""One believable value for one field, from its type, its name and its limits."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from random import Random
from uuid import UUID

from sayso.kit.patterns import LONGEST_TRIED, quick
from sayso.kit.words import snake
from sayso.runtime.sample.vocabulary import Range, vocabulary
from sayso.spec.model import Entity, Field, FieldType

_LATER = frozenset(
    {
        "due",
        "deadline",
        "end",
        "ends",
        "expires",
        "expiry",
        "expiration",
        "return",
        "until",
        "delivery",
        "next",
    }
)
_EARLIER = frozenset(
    [
        "hired",
        "hire",
        "joined",
        "join",
        "registered",
        "purchased",
        "purchase",
        "bought",
        "founded",
        "opened",
        "last",
    ]
)
_BIRTH = frozenset(["birth", "birthday", "dob", "born", "birthdate"])
_OPENING, _CLOSING = 9, 17
_LEFT_OUT = 0.12
_AS_USUAL, _FEW = 0.6, 4
"""How often a count is what it is unless somebody says otherwise, and up to where others are near it."""
_NUMBERED = frozenset(
    [
        "number",
        "code",
        "sku",
        "reference",
        "ref",
        "serial",
        "barcode",
        "isbn",
        "plate",
        "registration",
        "licence",
        "license",
        "vin",
        "tracking",
        "invoice",
        "chip",
    ]
)


@dataclass(slots=True)
class Person:
    """Who a row is about, so that name, address and e-mail fit each other."""

    first: str
    last: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        """An address in a domain that can never receive mail."""
        return f"{snake(self.first)}.{snake(self.last).replace('_', '')}@example.com"


@dataclass(slots=True)
class Context:
    """What is known about the row being made; ``tense`` is -1 for the past, 0 around today, 1 ahead."""

    random: Random
    zone: tzinfo
    now: datetime
    about: str
    number: int
    tense: int
    person: Person
    title: str | None
    base: datetime
    lasting: frozenset[str] = frozenset()
    """Fields with a day from which another one is counted: until when something is valid."""


def value_of(field: Field, entity: Entity, context: Context) -> object:
    """A value for the field; none where there is nothing sensible to put."""
    random = context.random
    if is_left_out(field, entity, random):
        return None
    match field.type:
        case FieldType.BOOLEAN | FieldType.ENUM | FieldType.MULTI_ENUM:
            return _choice(field, random)
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            return _number(field, random)
        case FieldType.DATE:
            return _day(field, context)
        case FieldType.DATETIME:
            return _moment(field, context)
        case FieldType.TIME:
            return time(random.randint(_OPENING, _CLOSING), random.choice((0, 15, 30, 45)))
        case FieldType.UUID:
            return UUID(int=random.getrandbits(128), version=4)
        case FieldType.JSON:
            return f'{{"example": {context.number}}}' if field.required else None
        case FieldType.IMAGE | FieldType.FILE:
            return None
    text = _text(field, entity, context)
    return None if text is None else _fitted(text, field, context)


def is_left_out(field: Field, entity: Entity, random: Random) -> bool:
    """Whether a row goes without this value, as some rows do."""
    return not field.required and not _is_title(field, entity) and random.random() < _LEFT_OUT


def sampled(field: Field, value: object) -> object:
    """A value of a design as this field takes it; none where it does not fit the field."""
    limits = field.validation
    if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        text = str(value)
        longest = limits.max_length if limits else None
        is_free = limits is None or (limits.pattern is None and limits.min_length is None)
        return text if is_free and len(text) <= (longest or len(text)) else None
    if field.type is FieldType.ENUM:
        name = snake(str(value))
        return name if any(option.name == name for option in field.options) else None
    if field.type not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        return None
    if not isinstance(value, int | float) or (field.type is FieldType.INTEGER and value != int(value)):
        return None
    if limits and ((limits.min or value) > value or (limits.max or value) < value):
        return None
    return int(value) if field.type is FieldType.INTEGER else Decimal(str(value))


def _choice(field: Field, random: Random) -> object:
    if field.type is FieldType.BOOLEAN:
        as_usual = isinstance(field.default, bool) and random.random() < 0.8
        return field.default if as_usual else random.random() < 0.5
    names = [option.name for option in field.options]
    if not names:
        return None
    if field.type is FieldType.ENUM:
        return random.choice(names)
    chosen = set(random.sample(names, random.randint(1, min(3, len(names)))))
    return [name for name in names if name in chosen]


def _text(field: Field, entity: Entity, context: Context) -> str | None:
    random, words, person = context.random, set(field.name.split("_")), context.person
    match field.type:
        case FieldType.EMAIL:
            return person.email
        case FieldType.PHONE:
            return f"+44 20 7946 {random.randint(0, 999):04d}"
        case FieldType.URL:
            return f"https://example.com/{snake(context.title or person.name).replace('_', '-')}"
        case _:
            return _words(field, entity, context, words)


def _words(field: Field, entity: Entity, context: Context, words: set[str]) -> str | None:
    random, person = context.random, context.person
    if "first" in words:
        return person.first
    if words & {"last", "surname"} or field.name == "family_name":
        return person.last
    if words & _NUMBERED:
        return f"{''.join(part[0] for part in entity.name.split('_')).upper()}-{1000 + context.number}"
    if _is_title(field, entity):
        return context.title or person.name
    if words & {"name", "author", "contact", "owner", "manager", "artist", "by", "instructor", "assignee"}:
        return person.name
    known = vocabulary().sentences(field.name, entity.name)
    if known:
        return random.choice(known)
    if field.type is FieldType.LONG_TEXT:
        return random.choice(vocabulary().sentences("description"))
    return f"{entity.display_name} {context.number + 1}" if field.required else None


def _fitted(text: str, field: Field, context: Context) -> str | None:
    limits = field.validation
    if limits is None:
        return text
    if limits.pattern is not None:
        pattern = quick(limits.pattern)
        if pattern is None:
            return None
        if not pattern.search(text[:LONGEST_TRIED]):
            return _like(pattern, context.random)
    if limits.max_length is not None:
        text = text[: limits.max_length].rstrip()
    return text.ljust(limits.min_length or 0, ".")


def _like(pattern: re.Pattern[str], random: Random) -> str | None:
    """A text that a simple pattern of letters and digits accepts; nothing for harder ones."""
    out = ""
    for part in re.finditer(
        r"(\[[^\]]+\]|\\d|\\w|[A-Za-z0-9 #/_-])(?:\{(\d+)(?:,\d*)?\}|(\+))?", pattern.pattern.strip("^$")
    ):
        kind, count = part[1], int(part[2] or (3 if part[3] else 1))
        letters = (
            "0123456789"
            if kind == "\\d" or ("0-9" in kind and "A-Z" not in kind)
            else "ABCDEFGHJKLMNPRSTUVWXYZ"
        )
        out += "".join(random.choice(letters) if kind[0] in "[\\" else kind for _ in range(count))
    return out if pattern.fullmatch(out[:LONGEST_TRIED]) else None


def _number(field: Field, random: Random) -> object:
    usual = _near_default(field, random)
    if usual is not None:
        return usual
    span = vocabulary().range(field.name) or (
        Range(10, 200, 5) if field.type is FieldType.MONEY else Range(1, 20, 1)
    )
    limits = field.validation
    low = max(span.low, limits.min) if limits and limits.min is not None else span.low
    high = min(span.high, limits.max) if limits and limits.max is not None else span.high
    if low > high:
        low = high = limits.min if limits and limits.min is not None and limits.min > span.high else high
    step = max(span.step, 1) if field.type is FieldType.INTEGER else span.step
    value = low + step * random.randint(0, int((high - low) / step))
    return int(value) if field.type is FieldType.INTEGER else Decimal(str(round(value, 2)))


def _near_default(field: Field, random: Random) -> int | None:
    """A whole number about what it is unless somebody says otherwise: one piece, two guests."""
    usual = field.default
    if field.type is not FieldType.INTEGER or not isinstance(usual, int) or usual < 1:
        return None
    if random.random() < _AS_USUAL:
        return usual
    if usual > _FEW:
        return None
    limits = field.validation
    most = limits.max if limits and limits.max is not None else 2 * usual
    return random.randint(1, max(usual, int(min(most, 2 * usual))))


def _day(field: Field, context: Context) -> date:
    words, random = set(field.name.split("_")), context.random
    if words & _BIRTH:
        ages = (18, 74) if context.title is None else (1, 11)
        return date(context.now.year - random.randint(*ages), random.randint(1, 12), random.randint(1, 28))
    today = context.base.date()
    if words & _LATER:
        return today + timedelta(days=random.randint(3, 21))
    if words & _EARLIER or field.name in context.lasting:
        return context.now.date() - timedelta(days=random.randint(5, 700))
    now = context.now.date()
    return now - (today - now) if today > now and _has_happened(field) else today


def _moment(field: Field, context: Context) -> datetime:
    words = set(field.name.split("_"))
    if words & _LATER:
        return context.base + timedelta(minutes=context.random.choice((30, 60, 90, 120)))
    return before(context.base, context.now) if _has_happened(field) else context.base


def _has_happened(field: Field) -> bool:
    """Whether a day is never ahead: it is today unless somebody says otherwise, or its name says so."""
    words = set(field.name.split("_"))
    if words & vocabulary().planned:
        return False
    by_itself = field.default in {"today()", "now()"}
    return by_itself or bool(words & vocabulary().past) or any(word.endswith("ed") for word in words)


def base_moment(random: Random, now: datetime, tense: int, slot: int) -> datetime:
    """When something takes place: a quarter of an hour within opening hours; different slots never meet."""
    days = {-1: -1 - slot % 30, 0: slot % 28 - 14, 1: 1 + slot % 18}[tense]
    hour = _OPENING + (slot // 30 + random.randint(0, _CLOSING - _OPENING - 1)) % (_CLOSING - _OPENING)
    return (now + timedelta(days=days)).replace(
        hour=hour, minute=random.choice((0, 15, 30, 45)), second=0, microsecond=0
    )


def before(moment: datetime, now: datetime) -> datetime:
    """A moment as long ago as it was ahead."""
    days = (moment.date() - now.date()).days
    return moment - timedelta(days=2 * max(days, 1)) if moment > now else moment


def past_moment(random: Random, now: datetime, slot: int) -> datetime:
    """When something took place: some of it today, half of it these weeks, the rest within five months."""
    if slot % 12 == 0:
        return now.replace(minute=0, second=0, microsecond=0)
    moment = base_moment(random, now, -1, slot)
    return moment - timedelta(days=30 * (slot % 5)) if slot % 2 else moment + timedelta(days=slot % 30 // 2)


def _is_title(field: Field, entity: Entity) -> bool:
    first_text = next((f.name for f in entity.fields if f.type is FieldType.TEXT), None)
    names = {f.name for f in entity.fields}
    named = next((name for name in ("name", "title", "full_name", "label") if name in names), None)
    return field.name == named or (
        field.name == first_text and field.name.endswith(("_name", "_title")) and "first" not in field.name
    )
