"""Entities, their fields, computed values, indexes and rules."""

from enum import StrEnum

from pydantic import Field as Described

from .base import Element, ExpressionText, Json, Model, OptionName, ShortText, SnakeName, Text


class FieldType(StrEnum):
    """The kinds of value a field can hold."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    ENUM = "enum"
    MULTI_ENUM = "multi_enum"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    IMAGE = "image"
    FILE = "file"
    UUID = "uuid"
    JSON = "json"


NUMBER_TYPES = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
DAY_TYPES = frozenset({FieldType.DATE, FieldType.DATETIME})
TEXT_TYPES = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE, FieldType.ENUM}
)


class Option(Element):
    """One choice of an enum field; ``name`` is stored, ``label`` is shown."""

    name: OptionName
    label: ShortText
    color: str | None = None


class Validation(Model):
    """Limits on a value: numbers by ``min`` and ``max``, text by length and pattern."""

    min: float | None = None
    max: float | None = None
    min_length: int | None = Described(default=None, ge=0)
    max_length: int | None = Described(default=None, ge=1)
    pattern: str | None = None


class Field(Element):
    """A stored value of an entity."""

    name: SnakeName
    label: ShortText
    type: FieldType = FieldType.TEXT
    required: bool = False
    unique: bool = Described(default=False, description="Unique within one site.")
    indexed: bool = False
    searchable: bool = False
    default: Json = None
    options: tuple[Option, ...] = ()
    validation: Validation | None = None
    help: Text | None = None


class Computed(Element):
    """A value derived by an expression over fields, belongs_to paths and has_many aggregates."""

    name: SnakeName
    label: ShortText
    type: FieldType
    expression: ExpressionText


class Index(Element):
    """A database index over fields or belongs_to relations, in order."""

    fields: tuple[SnakeName, ...] = Described(min_length=1)
    unique: bool = False


class Rule(Element):
    """A condition every row must meet; checked in the database, the API and the form."""

    name: SnakeName
    expression: ExpressionText
    message: ShortText


class Entity(Element):
    """A kind of thing the application keeps."""

    name: SnakeName
    display_name: ShortText
    description: Text = ""
    icon: str | None = Described(default=None, description="Name of a Lucide icon.")
    person_role: SnakeName | None = Described(
        default=None, description="Rows are people who sign in with this role; links them to a member."
    )
    fields: tuple[Field, ...] = ()
    computed: tuple[Computed, ...] = ()
    indexes: tuple[Index, ...] = ()
    rules: tuple[Rule, ...] = ()
