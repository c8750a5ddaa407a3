"""Programs that ask modules; the database counts and adds up, the program only shapes."""

from sayso.blocks.offline.generating.items import AMOUNT
from sayso.blocks.offline.question import Question, RowsSource
from sayso.phrases.writing.days import imports_for
from sayso.phrases.writing.text import module

from .figures import fetch_number, process_number
from .grouping import fetch_groups, process_groups
from .listing import fetch_list, option_constants, process_list
from .periods import period_parts, series_parts


def write_rows(question: Question, series: list[tuple[str, str]] | None = None) -> str:
    """The program; ``series`` are the values of a second group, one line each."""
    source = question.source
    if not isinstance(source, RowsSource):
        raise TypeError("This question is about an address.")
    if question.measure is None:
        parts = [fetch_list(question, source), process_list(question)]
    elif not question.groups:
        parts = [fetch_number(question, source), process_number(question)]
    elif series and len(question.groups) > 1:
        parts = series_parts(question, source, series)
    elif question.groups[0].period:
        parts = period_parts(question, source)
    else:
        parts = [fetch_groups(question, source), process_groups(question)]
    constants = option_constants(question) if question.measure is None else []
    body = "\n".join(parts)
    if "amount(" in body:
        parts.insert(0, AMOUNT)
    title = f"{question.title}, from {source.module}."
    return module(title, imports_for(body), [*constants, *parts])
