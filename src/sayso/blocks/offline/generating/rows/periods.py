"""Programs that show figures over time, in one line or several."""

from sayso.blocks.offline.question import Question, RowsSource
from sayso.blocks.types import CardKind
from sayso.phrases.writing.days import period_name, periods_function
from sayso.phrases.writing.text import Code, call, literal

from .asking import day_lines, function_text, measure_key, measure_text, where_of


def period_parts(question: Question, source: RowsSource) -> list[str]:
    """A figure for each period, empty ones too."""
    group, key = question.groups[0], measure_key(question)
    unit = group.period or "month"
    names: dict[str, object] = {"by": unit, "date_field": group.field}
    where = where_of(question)
    if where:
        names["where"] = where
    lines = day_lines(question, source, always=True)
    lines.append(
        "groups = " + call("rows.groups", [source.collection, measure_text(question)], names, used=9)
    )
    lines += _ends(question)
    fetch = function_text("fetch_data(ctx)", lines)
    empty = "0" if question.measure and question.measure.op in {"count", "sum"} else "None"
    name = period_name(unit, "day")
    process = [
        f'found = {{row["group"]: row["{key}"] for row in data["groups"] if row["group"]}}',
        *_range_lines("found"),
        "rows = []",
        "for day in periods(first, last):",
        f"    value = found.get(day, {empty})",
        f'    rows.append({{"{unit}": {name}, "{key}": value}})',
        *([f"rows = rows[-{question.limit}:]"] if question.limit else []),
        *_rows_or_items(question, unit, key),
    ]
    return [periods_function(unit), fetch, function_text("process_data(data)", process)]


def _rows_or_items(question: Question, unit: str, key: str) -> list[str]:
    if question.kind is CardKind.LIST:
        return [f'return {{"items": [{{"title": row["{unit}"], "{key}": row["{key}"]}} for row in rows]}}']
    return ['return {"rows": rows}']


def _ends(question: Question) -> list[str]:
    """What the days of a line run from and to, as text; where the rows say so, nothing."""
    span = question.span
    first = "first.isoformat()" if span is not None and (span.kind != "fixed" or span.first) else "None"
    if span is None:
        last = "None"
    elif span.kind == "fixed":
        last = "after - timedelta(days=1)" if span.last else "today"
    elif span.kind in {"this", "rolling", "last"}:
        last = "min(after - timedelta(days=1), today)"
    else:
        last = "after - timedelta(days=1)"
    lines = [] if last == "None" else [f"last = {last}"]
    shown = Code("None" if last == "None" else "last.isoformat()")
    given = {"groups": Code("groups"), "first": Code(first), "last": shown}
    return [*lines, "return " + literal(given, 4, 7)]


def _range_lines(found: str) -> list[str]:
    return [
        f'days = [day for day in (data["first"], data["last"], *{found}) if day]',
        "if not days:",
        '    return {"rows": []}',
        "first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))",
    ]


def series_parts(question: Question, source: RowsSource, series: list[tuple[str, str]]) -> list[str]:
    """A line for each value of a choice, over the same periods."""
    group = next(one for one in question.groups if one.period)
    choice = next(one for one in question.groups if not one.period)
    key = measure_key(question)
    unit = group.period or "month"
    where = where_of(question)
    names = {"by": unit, "date_field": group.field, "where": {**where, choice.field: Code("value")}}
    lines = [*day_lines(question, source, always=True), "groups = {}", "for value in SERIES:"]
    lines.append(
        "    groups[value] = "
        + call("rows.groups", [source.collection, measure_text(question)], names, indent=8, used=16)
    )
    lines += _ends(question)
    fetch = function_text("fetch_data(ctx)", lines)
    empty = "0" if question.measure and question.measure.op in {"count", "sum"} else "None"
    process = [
        "found = {",
        f'    value: {{row["group"]: row["{key}"] for row in groups if row["group"]}}',
        '    for value, groups in data["groups"].items()',
        "}",
        "known = [day for days in found.values() for day in days]",
        *_range_lines("known"),
        "rows = []",
        "for day in periods(first, last):",
        f"    values = {{value: found[value].get(day, {empty}) for value in SERIES}}",
        f'    rows.append({{"{unit}": {period_name(unit, "day")}, **values}})',
        'return {"rows": rows}',
    ]
    constant = f"SERIES = {literal([value for value, _ in series], used=9)}"
    return [constant, periods_function(unit), fetch, function_text("process_data(data)", process)]
