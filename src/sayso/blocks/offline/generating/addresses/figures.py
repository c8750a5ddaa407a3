"""Figures over records: one, by groups, or by periods."""

from sayso.blocks.offline.generating.items import figure_text
from sayso.blocks.offline.question import Question
from sayso.blocks.types import CardKind
from sayso.phrases.writing.days import period_name
from sayso.phrases.writing.text import literal

from .fetching import MOST_ROWS

_WORKED = {
    "sum": "sum(values)",
    "avg": "round(sum(values) / len(values), 2) if values else None",
    "min": "min(values, default=None)",
    "max": "max(values, default=None)",
}


def _worked(question: Question, rows: str) -> list[str]:
    measure = question.measure
    if measure is None or measure.op == "count":
        return [f"value = len({rows})"]
    return [
        f'values = [row["{measure.field}"] for row in {rows} if row["{measure.field}"] is not None]',
        f"value = {_WORKED[measure.op]}",
    ]


def figure_lines(question: Question) -> list[str]:
    """One figure over all records."""
    lines = _worked(question, "data")
    if question.kind is CardKind.TEXT:
        return [*lines, *figure_text(question)]
    if question.kind is CardKind.TABLE:
        return [*lines, f'return {{"rows": [{{"what": {literal(question.title)}, "value": value}}]}}']
    return [*lines, 'return {"value": value}']


def key_of(question: Question) -> str:
    """The name of the measure in the rows of a card."""
    measure = question.measure
    return "count" if measure is None or measure.op == "count" else f"{measure.op}_{measure.field}"


def group_lines(question: Question) -> list[str]:
    """A figure for each value of a column."""
    name, key = question.groups[0].field, key_of(question)
    worked = _worked(question, "rows")
    is_up = question.sort is not None and not question.sort.descending
    order = f'row["{key}"] is None, row["{key}"]' if is_up else f'row["{key}"] is not None, row["{key}"]'
    return [
        "groups = {}",
        "for row in data:",
        f'    name = "None" if row["{name}"] in (None, "") else str(row["{name}"])',
        "    groups.setdefault(name, []).append(row)",
        "found = []",
        "for name, rows in groups.items():",
        *(f"    {line}" for line in worked),
        f'    found.append({{"{name}": name, "{key}": value}})',
        f"found.sort(key=lambda row: ({order}){'' if is_up else ', reverse=True'})",
        *_shown_rows(question, f"found[:{question.limit or MOST_ROWS}]", name, key),
    ]


def _shown_rows(question: Question, rows: str, name: str, key: str) -> list[str]:
    if question.kind is CardKind.LIST:
        return [f'return {{"items": [{{"title": row["{name}"], "{key}": row["{key}"]}} for row in {rows}]}}']
    return [f'return {{"rows": {rows}}}']


def period_lines(question: Question) -> list[str]:
    """A figure for each period, empty ones too."""
    group = question.groups[0]
    unit = group.period
    if unit is None:
        raise TypeError("This group is no period.")
    key = key_of(question)
    floor = {
        "day": "day",
        "week": "day - timedelta(days=day.weekday())",
        "month": "day.replace(day=1)",
        "quarter": "day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)",
        "year": "day.replace(month=1, day=1)",
    }[unit]
    return [
        "groups = {}",
        "for row in data:",
        f'    if row["{group.field}"]:',
        f'        day = row["{group.field}"].date()',
        f"        groups.setdefault(({floor}).isoformat(), []).append(row)",
        "found = []",
        "if groups:",
        "    first, last = (date.fromisoformat(end(groups)) for end in (min, max))",
        "    for day in periods(first, last):",
        "        rows = groups.get(day, [])",
        *(f"        {line}" for line in _worked(question, "rows")),
        f'        found.append({{"{unit}": {period_name(unit, "day")}, "{key}": value}})',
        *_shown_rows(question, f"found[-{question.limit or MOST_ROWS}:]", unit, key),
    ]
