"""Which columns a table, a list or a chart shows."""

from collections.abc import Sequence

from sayso.blocks.offline.question import Shown
from sayso.blocks.offline.wording import Wording
from sayso.blocks.types import CardKind
from sayso.phrases.columns.reading import DAYS, FORMATS, NUMBERS, Reading, usual_number
from sayso.phrases.formats import Format
from sayso.phrases.lists import listed
from sayso.phrases.meaning import Path

CHARTS = frozenset((CardKind.LINE, CardKind.BAR, CardKind.AREA, CardKind.PIE))
_MOST_COLUMNS = 6


def shown_columns(reading: Reading[Wording], kind: CardKind) -> tuple[Shown, ...]:
    """The columns of a table; in a chart what names each point, then its numbers."""
    if kind in CHARTS:
        chosen = _drawn(reading, kind)
    elif kind in {CardKind.LIST, CardKind.TEXT}:
        chosen = _listed_columns(reading)
    else:
        chosen = _tabled(reading)
    return tuple(
        Shown(field=one.key, key=one.key, label=one.label, format=FORMATS.get(one.kind, Format.TEXT))
        for one in chosen
    )


def _drawn(reading: Reading[Wording], kind: CardKind) -> list[Path]:
    numbers = [one for one in reading.named if one.kind in NUMBERS]
    usual = usual_number(reading)
    numbers = numbers or ([usual] if usual is not None else [])
    numbers = numbers[:1] if kind is CardKind.PIE else numbers[:5]
    known = [*reading.named, *reading.columns]
    others = [one for one in known if one not in numbers and one.kind in {"text", *DAYS}]
    wanted = DAYS if kind in {CardKind.LINE, CardKind.AREA} else {"text"}
    name = next((one for one in others if one.kind in wanted), None)
    if name is not None and wanted == {"text"} and name not in reading.named:
        name = _titled(others)
    name = name or next(iter(others), None)
    return [name, *numbers] if name is not None and numbers else []


def _listed_columns(reading: Reading[Wording]) -> list[Path]:
    title = _titled([one for one in reading.named if one.kind == "text"] or reading.columns)
    if title is None:
        return []
    chosen = [title, *(one for one in [*reading.named, *reading.columns] if one is not title)]
    return [reading.column(key) for key in dict.fromkeys(one.key for one in chosen[:5])]


def _tabled(reading: Reading[Wording]) -> list[Path]:
    named, columns = reading.named, reading.columns
    if len(named) >= 2 or (named and len(columns) == 1):
        return list(named[:_MOST_COLUMNS])
    title = _titled(columns)
    preferred = [*([title] if title else []), *named]
    chosen = [*preferred, *(one for one in columns if one not in preferred)][:_MOST_COLUMNS]
    return sorted(chosen, key=columns.index)


def _titled(columns: Sequence[Path]) -> Path | None:
    for name in listed("prefer", "title"):
        found = next(
            (one for one in columns if one.kind == "text" and name in {one.key, *one.key.split("_")}), None
        )
        if found is not None:
            return found
    return next((one for one in columns if one.kind == "text"), columns[0] if columns else None)
