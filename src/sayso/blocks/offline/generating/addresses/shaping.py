"""What a card shows of records: values read, filtered, ordered and cut."""

from sayso.blocks.offline.generating.items import items_lines
from sayso.blocks.offline.question import AddressSource, Question
from sayso.blocks.types import CardKind
from sayso.phrases.meaning import Path
from sayso.phrases.writing.days import span_lines
from sayso.phrases.writing.text import literal

from .fetching import MOST_ROWS, function_text
from .figures import figure_lines, group_lines, period_lines

_NUMBERS = frozenset(("number", "money", "percent"))


def process_text(question: Question, source: AddressSource) -> str:
    """``process_data``: what the card shows of the records."""
    lines = _values(source)
    lines += _filters(question, source)
    if question.measure is not None and not question.groups:
        lines += figure_lines(question)
    elif question.groups and question.groups[0].period:
        lines += period_lines(question)
    elif question.groups:
        lines += group_lines(question)
    elif source.is_single:
        lines += _single(question, source)
    else:
        lines += _rows(question, source)
    return function_text("process_data(data)", lines)


def _values(source: AddressSource) -> list[str]:
    """Numbers and dates are read from what was written."""
    lines = []
    for one in source.columns:
        if one.kind in _NUMBERS:
            lines.append(f'row["{one.key}"] = number(row["{one.key}"])')
        elif one.kind in {"date", "datetime"}:
            lines.append(f'row["{one.key}"] = moment(row["{one.key}"])')
    if not lines:
        return []
    return ["for row in data:", *(f"    {line}" for line in lines)]


def _filters(question: Question, source: AddressSource) -> list[str]:
    tests = []
    signs = {"eq": "==", "ne": "!=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
    for one in question.conditions:
        value = f'row["{one.field}"]'
        kind = next((each.kind for each in source.columns if each.key == one.field), "text")
        if one.op == "contains":
            tests.append(f'{literal(str(one.value).lower())} in str({value} or "").lower()')
        elif kind in _NUMBERS:
            tests.append(f"{value} is not None and {value} {signs[one.op]} {literal(one.value)}")
        else:
            left = f'str({value} if {value} is not None else "").strip().lower()'
            tests.append(f"{left} {signs[one.op]} {literal(str(one.value).lower())}")
    lines = [f"data = [row for row in data if {test}]" for test in tests]
    if question.span is not None and question.date:
        lines += (
            ['zone = ZoneInfo("UTC")', "today = datetime.now(zone).date()"]
            if question.span.kind != "fixed"
            else []
        )
        lines += span_lines(question.span)
        value = f'row["{question.date}"]'
        ends = [value]
        if question.span.kind != "fixed" or question.span.first:
            ends.append(f"{value}.date() >= first")
        if question.span.kind != "fixed" or question.span.last:
            ends.append(f"{value}.date() < after")
        lines.append(f"data = [row for row in data if {' and '.join(ends)}]")
    return lines


def _single(question: Question, source: AddressSource) -> list[str]:
    labels = {one.key: one.label for one in source.columns}
    lines = [f"labels = {literal(labels, 4, 9)}", "rows = []", "for key, value in data[0].items():"]
    lines += (
        ['    value = value.isoformat() if hasattr(value, "isoformat") else value']
        if _has_days(source)
        else []
    )
    lines += [
        '    shown = "–" if value is None else amount(value) if isinstance(value, float) else str(value)',
        '    rows.append({"name": labels[key], "value": shown})',
    ]
    if question.kind is CardKind.TEXT:
        return [*lines, 'return {"text": "\\n".join(f"- {row[\'name\']}: {row[\'value\']}" for row in rows)}']
    return [*lines, 'return {"rows": rows}']


def _has_days(source: AddressSource) -> bool:
    return any(one.kind in {"date", "datetime"} for one in source.columns)


def _rows(question: Question, source: AddressSource) -> list[str]:
    kinds: dict[str, Path] = {one.key: one for one in source.columns}
    lines: list[str] = []
    if question.sort is not None and question.sort.field:
        name, descending = question.sort.field, question.sort.descending
        if source.form == "feed":
            lines.append(f'data.sort(key=lambda row: row["at"] or "", reverse={descending})')
        elif kinds[name].kind == "text":
            lines.append(f'data.sort(key=lambda row: str(row["{name}"] or "").lower(), reverse={descending})')
        else:
            lines += [
                f'known = [row for row in data if row["{name}"] is not None]',
                f"known.sort(key=lambda row: {_sortable(kinds[name])}, reverse={descending})",
                f'data = known + [row for row in data if row["{name}"] is None]',
            ]
    is_chart = question.kind in {CardKind.LINE, CardKind.BAR, CardKind.AREA, CardKind.PIE}
    data = f"data[:{question.limit or (MOST_ROWS * 2 if is_chart else MOST_ROWS)}]"
    for one in source.columns:
        if one.kind in {"date", "datetime"}:
            shown = ".date().isoformat()" if one.kind == "date" else ".isoformat()"
            lines += [
                f"for row in {data}:",
                f'    row["{one.key}"] = row["{one.key}"]{shown} if row["{one.key}"] else None',
            ]
    keys = [one.key for one in question.shown]
    if source.form == "feed" and question.kind is CardKind.LIST:
        return [*lines, f'return {{"items": {data}}}']
    if question.kind in {CardKind.LIST, CardKind.TEXT}:
        return [*lines, *items_lines(question, data)]
    if set(keys) == set(kinds):
        return [*lines, f'return {{"rows": {data}}}']
    return [
        *lines,
        f"keys = {literal(keys, 4, 7)}",
        f'return {{"rows": [{{key: row[key] for key in keys}} for row in {data}]}}',
    ]


def _sortable(path: Path) -> str:
    if path.kind in {"date", "datetime"}:
        return f'row["{path.key}"].timestamp()'
    return f'row["{path.key}"]'
