"""Tables whose columns are named and understood, before it is known what refers to what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.kit.words import sentence, singular, snake
from sayso.spec.model import FieldType

from .column_keywords import GENERIC, TITLES
from .kinds import Kind, kind_of
from .types import Sheet

LONGEST_NAME = 40
LONGEST_LABEL = 80
_MOST_NAMES = 1_000


@dataclass(frozen=True)
class SheetColumn:
    """A column with its heading as people wrote it and all its cells, row by row."""

    position: int
    heading: str
    name: str
    kind: Kind
    cells: tuple[str, ...]
    doubt: str = ""

    @cached_property
    def lowered(self) -> frozenset[str]:
        """What stands in it, apart from case."""
        return frozenset(cell.lower() for cell in self.cells if cell)


@dataclass(frozen=True)
class Table:
    """A sheet as records of one kind."""

    sheet: Sheet
    name: str
    label: str
    columns: tuple[SheetColumn, ...]

    @cached_property
    def title(self) -> SheetColumn | None:
        """The column that people would call a row by."""
        texts = [one for one in self.columns if one.kind.type in {FieldType.TEXT, FieldType.EMAIL}]
        named = [one for one in texts if set(one.name.split("_")) & TITLES]
        distinct = [one for one in texts if one.cells and len(one.lowered) == len(one.cells)]
        return next(iter([*named, *distinct, *texts]), None)


def tables_of(sheets: Sequence[Sheet], file: str) -> list[Table]:
    """The sheets with their columns understood."""
    taken: set[str] = set()
    return [_table(sheet, _sheet_name(sheet.name, file, len(sheets)), taken) for sheet in sheets]


def _table(sheet: Sheet, called: str, taken: set[str]) -> Table:
    name = free(_name(singular(snake(called)), "record"), taken)
    label = called if not called.isascii() else sentence(singular(snake(called))) or sentence(name)
    return Table(sheet, name, label[:LONGEST_LABEL], tuple(_columns(sheet)))


def _sheet_name(name: str, file: str, count: int) -> str:
    """The name of a sheet, or that of its file where nobody has given it one."""
    words = {re.sub(r"\d+$", "", word) for word in snake(name).split("_")}
    if words <= GENERIC | {""} and count == 1 and not set(snake(file).split("_")) <= GENERIC:
        return plain(file)
    return plain(name) if words - GENERIC - {""} or not name.isascii() else "Records"


def _columns(sheet: Sheet) -> list[SheetColumn]:
    found: list[SheetColumn] = []
    seen: dict[str, int] = {}
    taken: set[str] = set()
    for position, said in enumerate(sheet.header):
        cells = tuple(line[position].strip() if position < len(line) else "" for _, line in sheet.rows)
        if not said and not any(cells):
            continue
        heading, doubt = plain(said), ""
        if not heading:
            heading = f"Column {letters(position)}"
            doubt = f"The column {letters(position)} of “{sheet.name}” has no heading."
        seen[heading.lower()] = seen.get(heading.lower(), 0) + 1
        if seen[heading.lower()] > 1:
            doubt = f"“{heading}” is the heading of more than one column."
            heading = f"{heading} {seen[heading.lower()]}"
        name = free(_name(snake(heading), f"column_{letters(position).lower()}"), taken)
        kind = kind_of(heading, [cell for cell in cells if cell], len(sheet.rows))
        found.append(SheetColumn(position, heading, name, kind, cells, doubt))
    return found


def free(name: str, taken: set[str]) -> str:
    """A name that nobody has yet, which from now on is taken."""
    found = next(
        one for one in (name, *(f"{name}_{number}" for number in range(2, _MOST_NAMES))) if one not in taken
    )
    taken.add(found)
    return found


def plain(text: str) -> str:
    """A heading or name in one line, without what cannot be seen, of a bearable length."""
    seen = "".join(one if one.isprintable() else " " for one in text)
    return (
        re.sub(r"\s+", " ", seen.replace("_", " ") if re.fullmatch(r"[\w]+", seen) else seen)
        .strip()[:LONGEST_LABEL]
        .strip()
    )


def letters(position: int) -> str:
    """What a spreadsheet calls a column: A, B … AA."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _name(found: str, otherwise: str) -> str:
    short = found[:LONGEST_NAME].strip("_")
    if not short:
        return otherwise
    return short if short[0].isalpha() else f"n_{short}"[:LONGEST_NAME]
