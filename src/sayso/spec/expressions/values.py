"""The types of values that expressions deal with."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.spec.model import FieldType


class Kind(StrEnum):
    """What sort of value it is."""

    INTEGER = "a whole number"
    DECIMAL = "a number"
    MONEY = "an amount of money"
    TEXT = "a text"
    CHOICE = "a choice"
    CHOICES = "several choices"
    BOOLEAN = "a yes/no value"
    DATE = "a date"
    DATETIME = "a date and time"
    TIME = "a time of day"
    PERIOD = "a number of calendar days"
    DURATION = "a duration"
    REFERENCE = "a related record"
    OPAQUE = "a value that can only be present or missing"
    MISSING = "a missing value"
    UNKNOWN = "a value of unknown type"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
TEXTS = frozenset({Kind.TEXT, Kind.CHOICE})
DURATIONS = frozenset({Kind.PERIOD, Kind.DURATION})
ORDERED = NUMBERS | DURATIONS | {Kind.DATE, Kind.DATETIME, Kind.TIME}


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind, and for choices their options and where they are declared; for references the entity."""

    kind: Kind
    options: tuple[str, ...] = ()
    entity: str | None = None
    field: str | None = None
    is_state: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it can be calculated with."""
        return self.kind in NUMBERS

    @property
    def is_open(self) -> bool:
        """Whether it goes with any other type: a missing value, or one whose problem is already reported."""
        return self.kind in {Kind.MISSING, Kind.UNKNOWN}


INTEGER = ValueType(Kind.INTEGER)
DECIMAL = ValueType(Kind.DECIMAL)
MONEY = ValueType(Kind.MONEY)
TEXT = ValueType(Kind.TEXT)
BOOLEAN = ValueType(Kind.BOOLEAN)
DATE = ValueType(Kind.DATE)
DATETIME = ValueType(Kind.DATETIME)
TIME = ValueType(Kind.TIME)
PERIOD = ValueType(Kind.PERIOD)
DURATION = ValueType(Kind.DURATION)
MISSING = ValueType(Kind.MISSING)
UNKNOWN = ValueType(Kind.UNKNOWN)

_OF_FIELD = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.LONG_TEXT: Kind.TEXT,
    FieldType.EMAIL: Kind.TEXT,
    FieldType.URL: Kind.TEXT,
    FieldType.PHONE: Kind.TEXT,
    FieldType.INTEGER: Kind.INTEGER,
    FieldType.DECIMAL: Kind.DECIMAL,
    FieldType.MONEY: Kind.MONEY,
    FieldType.BOOLEAN: Kind.BOOLEAN,
    FieldType.DATE: Kind.DATE,
    FieldType.DATETIME: Kind.DATETIME,
    FieldType.TIME: Kind.TIME,
    FieldType.ENUM: Kind.CHOICE,
    FieldType.MULTI_ENUM: Kind.CHOICES,
    FieldType.IMAGE: Kind.OPAQUE,
    FieldType.FILE: Kind.OPAQUE,
    FieldType.UUID: Kind.OPAQUE,
    FieldType.JSON: Kind.OPAQUE,
}


def of_field(field_type: FieldType) -> Kind:
    """The kind of value a field of this type holds."""
    return _OF_FIELD[field_type]


def unified(left: ValueType, right: ValueType) -> ValueType | None:
    """The type that holds both, as the two branches of a choice need; none when there is none."""
    if left.is_open:
        return right
    if right.is_open or left == right:
        return left
    if left.is_number and right.is_number:
        if Kind.MONEY in {left.kind, right.kind}:
            return MONEY
        return INTEGER if left.kind is right.kind is Kind.INTEGER else DECIMAL
    if {left.kind, right.kind} <= TEXTS:
        return TEXT
    if {left.kind, right.kind} <= DURATIONS:
        return DURATION
    return None


def fits(value: ValueType, declared: FieldType) -> bool:
    """Whether a computed value of this type may be declared as ``declared``."""
    wanted = of_field(declared)
    if value.is_open or value.kind is wanted:
        return True
    if wanted in {Kind.DECIMAL, Kind.MONEY}:
        return value.is_number
    return wanted is Kind.TEXT and value.kind is Kind.CHOICE
