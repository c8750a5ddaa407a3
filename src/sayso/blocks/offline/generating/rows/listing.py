"""Programs that show rows one by one."""

from sayso.blocks.offline.generating.items import items_lines
from sayso.blocks.offline.question import Question, RowsSource
from sayso.blocks.types import CardKind
from sayso.phrases.writing.text import call, literal

from .asking import day_lines, function_text, where_of

MOST_ROWS = 200


def fetch_list(question: Question, source: RowsSource) -> str:
    """``fetch_data``: the rows with what is shown of them."""
    names: dict[str, object] = {}
    where = where_of(question)
    if where:
        names["where"] = where
    if question.sort is not None and question.sort.field:
        names["sort"] = f"{'-' if question.sort.descending else ''}{question.sort.field}"
    names["fields"] = [*(one.key for one in question.shown), *([question.about] if question.about else [])]
    names["limit"] = question.limit or MOST_ROWS
    lines = day_lines(question, source)
    lines.append("return " + call("rows.list", [source.collection], names, used=7))
    return function_text("fetch_data(ctx)", lines)


def option_constants(question: Question) -> list[str]:
    """What choices are called, as constants."""
    chosen = [one for one in question.shown if one.options]
    return [f"{one.key.upper()} = {literal(one.options, used=len(one.key) + 3)}" for one in chosen]


def process_list(question: Question) -> str:
    """``process_data``: rows of a table, items of a list or lines of a text."""
    chosen = [one for one in question.shown if one.options]
    lines = []
    if chosen:
        lines.append("for row in data:")
        lines += [
            f'    row["{one.key}"] = {one.key.upper()}.get(row["{one.key}"], row["{one.key}"])'
            for one in chosen
        ]
    if question.kind in {CardKind.LIST, CardKind.TEXT}:
        lines += items_lines(question, "data")
    else:
        lines.append('return {"rows": data}')
    return function_text("process_data(data)", lines)
