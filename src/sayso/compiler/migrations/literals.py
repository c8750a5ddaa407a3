"""Values that people choose for rows, as SQL, and what people call the kinds of them."""

from sayso.compiler.targets.sql.types import default_of
from sayso.errors import InputError
from sayso.spec.checks.defaults import fits_default
from sayso.spec.model import Field, FieldType, Json

CHOICES = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})
"""Types whose values are options."""


def literal(field: Field, value: Json) -> str:
    """A value that somebody chose for rows, as SQL; the field's default where there is none.

    Raises:
        InputError: when the field cannot hold it.
    """
    chosen = field if value is None else field.model_copy(update={"default": value})
    names = {option.name for option in field.options}
    given = chosen.default if isinstance(chosen.default, list) else [chosen.default]
    if not fits_default(chosen) or (field.type in CHOICES and not names.issuperset(map(str, given))):
        raise InputError(
            f"“{field.label}” is {said(field.type)}; it cannot be {chosen.default!r}.",
            hint="Choose a value of that kind within its limits.",
        )
    return default_of(chosen) or "null"


def said(type_: FieldType) -> str:
    """A type in the words of people."""
    words = {
        FieldType.TEXT: "text", FieldType.LONG_TEXT: "text", FieldType.INTEGER: "a whole number",
        FieldType.DECIMAL: "a number", FieldType.MONEY: "an amount of money", FieldType.BOOLEAN: "yes or no",
        FieldType.DATE: "a date", FieldType.DATETIME: "a date and time", FieldType.TIME: "a time",
        FieldType.ENUM: "a choice", FieldType.MULTI_ENUM: "several choices",
        FieldType.EMAIL: "an email address",
        FieldType.URL: "a web address", FieldType.PHONE: "a phone number", FieldType.IMAGE: "an image",
        FieldType.FILE: "a file", FieldType.UUID: "an identifier", FieldType.JSON: "structured data",
    }  # fmt: skip
    return words[type_]
