"""How a value reads."""

from enum import StrEnum


class Format(StrEnum):
    """How a value reads."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """A share: 0.25 reads 25 %."""
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    LINK = "link"
