"""Programs that show one figure, or one and the one before."""

from sayso.blocks.offline.generating.items import figure_text
from sayso.blocks.offline.question import Question, RowsSource
from sayso.blocks.types import CardKind
from sayso.phrases.writing.days import span_lines
from sayso.phrases.writing.text import Code, call, literal

from .asking import day_lines, function_text, measure_key, measure_text, where_of


def fetch_number(question: Question, source: RowsSource) -> str:
    """``fetch_data``: the figure, and the one before where they are compared."""
    lines = day_lines(question, source)
    measure = measure_text(question)
    where = where_of(question)
    if question.compares is None:
        names = {"where": where} if where else {}
        lines.append("return " + call("rows.groups", [source.collection, measure], names, used=7))
        return function_text("fetch_data(ctx)", lines)
    lines += span_lines(question.compares, "first_before", "after_before")
    before = where_of(question, first="first_before", after="after_before")
    lines.append("now = " + call("rows.groups", [source.collection, measure], {"where": where}, used=6))
    lines.append("before = " + call("rows.groups", [source.collection, measure], {"where": before}, used=9))
    lines.append('return {"now": now, "before": before}')
    return function_text("fetch_data(ctx)", lines)


def process_number(question: Question) -> str:
    """``process_data``: the figure as a number, a table or a sentence."""
    key = measure_key(question)
    if question.compares is not None:
        lines = [f'value, previous = (data[name][0]["{key}"] for name in ("now", "before"))']
        shown = '{"value": value, "previous": previous}'
    else:
        lines, shown = [f'value = data[0]["{key}"]'], '{"value": value}'
    if question.kind is CardKind.TEXT:
        lines += figure_text(question)
    elif question.kind is CardKind.TABLE:
        row = {"what": question.title, "value": Code("value")}
        if question.compares is not None:
            row["previous"] = Code("previous")
        lines.append(f'return {{"rows": [{literal(row)}]}}')
    else:
        lines.append(f"return {shown}")
    return function_text("process_data(data)", lines)
