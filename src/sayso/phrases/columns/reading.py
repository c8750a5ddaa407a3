"""What words say of the columns of a source, as far as they were read."""

from dataclasses import dataclass, field
from typing import Generic

from sayso.phrases.formats import Format
from sayso.phrases.meaning import Condition, Group, Measure, Path, Sort
from sayso.phrases.said import Said
from sayso.phrases.samples import Records
from sayso.phrases.wording import W_co

NUMBERS = frozenset(("number", "money", "percent"))
DAYS = frozenset(("date", "datetime"))
FORMATS = {
    "number": Format.NUMBER, "money": Format.MONEY, "percent": Format.NUMBER, "date": Format.DATE,
    "datetime": Format.DATETIME, "link": Format.LINK,
}  # fmt: skip


@dataclass(slots=True)
class Reading(Generic[W_co]):
    """What the words say of the columns of a source."""

    said: Said
    wording: W_co
    columns: list[Path]
    records: Records
    address: str = ""
    named: list[Path] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    measure: Measure | None = None
    sort: Sort | None = None
    unknown: str = ""

    def column(self, key: str) -> Path:
        """The column of this key."""
        return next(one for one in self.columns if one.key == key)


def names_of(one: Path) -> tuple[str, ...]:
    """What a column may be called."""
    return (one.label, one.key, one.key.replace("_", " "))


def measure_of(column: Path, op: str) -> Measure:
    """A figure over a column."""
    return Measure(
        op=op, field=column.key, label=column.label, format=FORMATS.get(column.kind, Format.NUMBER)
    )


def usual_number(reading: Reading) -> Path | None:
    """The number that is meant where none is named: money first, never an id."""
    numbers = [
        one
        for one in reading.columns
        if one.kind in NUMBERS
        and one.key not in {"id", "nr", "index", "c_id"}
        and not one.key.endswith("_id")
    ]
    return next((one for one in numbers if one.kind == "money"), numbers[0] if numbers else None)
