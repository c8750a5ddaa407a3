"""Programs that ask an address; constants say where things stand, so that a change moves them alone."""

from sayso.blocks.offline.generating.items import AMOUNT
from sayso.blocks.offline.question import AddressSource, Question
from sayso.phrases.writing.days import imports_for, periods_function
from sayso.phrases.writing.helpers import DAY, NUMBER
from sayso.phrases.writing.text import literal, module

from .fetching import fetch_csv, fetch_feed, fetch_html, fetch_json
from .shaping import process_text


def write_address(question: Question) -> str:
    """The program."""
    source = question.source
    if not isinstance(source, AddressSource):
        raise TypeError("This question is about rows.")
    constants = [f"ADDRESS = {literal(source.address)}"]
    parts: list[str] = []
    imports = ["import httpx"]
    match source.form:
        case "json":
            fetch_json(source, constants, parts, imports)
        case "csv":
            fetch_csv(source, constants, parts, imports)
        case "html":
            fetch_html(source, constants, parts, imports)
        case _:
            fetch_feed(source, parts, imports)
    process = process_text(question, source)
    body = "\n".join([*parts, process])
    helpers = []
    if "moment(" in body:
        first = all(one.day_first for one in source.columns if one.kind in {"date", "datetime"})
        helpers.append(DAY.replace("{day_first}", str(first)))
        imports.append("from dateutil import parser")
    if "number(" in body:
        example = "“1.234,50 €”" if source.decimal_comma else "“$1,234.50”"
        helpers.append(NUMBER.replace("{example}", example).replace("{comma}", str(source.decimal_comma)))
        imports.append("import re")
    if "amount(" in body:
        helpers.append(AMOUNT)
    if "periods(" in body and question.groups and question.groups[0].period:
        helpers.append(periods_function(question.groups[0].period))
    body = "\n".join([*helpers, body])
    days = imports_for(body)
    if "UTC)" in body or "=UTC" in body:
        days = [one.replace("from datetime import ", "from datetime import UTC, ") for one in days]
    return module(question.title, [*imports, *days], [*constants, *helpers, *parts, process])
