"""Programs that show figures by what rows have in common."""

from sayso.blocks.offline.question import Question, RowsSource
from sayso.blocks.types import CardKind
from sayso.phrases.writing.text import call

from .asking import day_lines, function_text, measure_key, measure_text, where_of


def fetch_groups(question: Question, source: RowsSource) -> str:
    """``fetch_data``: figures by what rows have in common."""
    group = question.groups[0]
    names: dict[str, object] = {"by": group.field}
    where = where_of(question)
    if where:
        names["where"] = where
    lines = day_lines(question, source)
    lines.append("return " + call("rows.groups", [source.collection, measure_text(question)], names, used=7))
    return function_text("fetch_data(ctx)", lines)


def process_groups(question: Question) -> str:
    """``process_data``: a row or an item for each group."""
    group, key = question.groups[0], measure_key(question)
    name = group_key(question)
    lines = []
    if question.sort is not None and not question.sort.descending:
        lines.append(f'data.sort(key=lambda row: (row["{key}"] is None, row["{key}"]))')
    if question.limit or question.kind is CardKind.PIE:
        lines.append(
            'data = [row for row in data if row["label"]]'
            if question.limit
            else f'data = [row for row in data if row["{key}"]]'
        )
    rows = f"data[:{question.limit}]" if question.limit else "data"
    label = 'row["label"] or "None"'
    if question.kind is CardKind.LIST:
        lines.append(f'return {{"items": [{{"title": {label}, "{key}": row["{key}"]}} for row in {rows}]}}')
        return function_text("process_data(data)", lines)
    del group
    lines.append(f'rows = [{{"{name}": {label}, "{key}": row["{key}"]}} for row in {rows}]')
    lines.append('return {"rows": rows}')
    return function_text("process_data(data)", lines)


def group_key(question: Question) -> str:
    """The name of the group in the rows of a card."""
    group = question.groups[0]
    return group.period or group.field.replace(".", "_")
