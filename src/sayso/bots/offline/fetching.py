"""Parts of programs that ask an address, and find records in what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.phrases.meaning import Path
from sayso.phrases.writing.helpers import DECODE, NUMBER
from sayso.phrases.writing.text import literal

from .program import constant, function

MOST_RECORDS = 2_000
_NUMBERS = frozenset(("number", "money", "percent"))
_DAYS = frozenset(("date", "datetime"))
_BY_PATH = "{key: jmespath.search(path, one) for key, path in COLUMNS.items()}"
_TYPED = "The record with numbers and dates as such."
_BY_NAME = "{key: one[name] for key, name in COLUMNS.items()}"
VISIBLE = '''def visible(page):
    """The text of a page that people see, in one line."""
    soup = BeautifulSoup(page, "html.parser")
    for one in soup(["script", "style", "noscript"]):
        one.decompose()
    return " ".join(soup.get_text(" ").split())'''
MOMENT = '''def moment(value):
    """A date in any common way of writing it, as ISO 8601; nothing where it is none."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).isoformat()
    text = str(value).strip()
    try:
        return parser.parse(text, dayfirst={day_first} and not text[:4].isdigit()).isoformat()
    except (ValueError, OverflowError):
        return None'''
_PARSER = ("from dateutil import parser", "from datetime import UTC, datetime")
_FIRST = '''def first(entry, *names):
    """The text of the first of these elements that an entry has."""
    for name in names:
        for one in entry:
            if one.tag.rpartition("}")[2] == name:
                return " ".join(unescape(re.sub(r"<[^>]*>", " ", one.text or one.get("href") or "")).split())
    return ""'''


@dataclass(slots=True)
class Parts:
    """Constants, functions and imports of a program."""

    constants: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)


def get_lines(secret: str, *, checks: bool = True) -> list[str]:
    """Lines that ask the address of the config, with the secret as a bearer where there is one."""
    lines = []
    given = ""
    if secret:
        lines.append(f'headers = {{"Authorization": "Bearer " + ctx.secret({literal(secret)})}}')
        given = "headers=headers, "
    lines.append(f'answer = httpx.get(ctx.config["address"], {given}follow_redirects=True, timeout=20)')
    if checks:
        lines.append("answer.raise_for_status()")
    return lines


def records_parts(
    form: str,
    rows: str,
    columns: Sequence[Path],
    delimiter: str,
    secret: str,
    *,
    comma: bool = False,
    is_keyed: bool = False,
    typed: Sequence[str] | None = None,
) -> Parts:
    """``look(ctx)``: the records as dictionaries with the keys of these columns."""
    parts = Parts(imports=["import httpx"])
    has_types = bool(typed) if typed is not None else any(one.kind in _NUMBERS | _DAYS for one in columns)
    wrap = "typed({})" if has_types else "{}"
    if form == "feed":
        _feed(parts, columns, secret, wrap)
    else:
        parts.constants.append(constant("COLUMNS", {one.key: one.path for one in columns}))
    match form:
        case "json":
            _json(parts, rows, secret, wrap, is_keyed=is_keyed)
        case "csv":
            _csv(parts, delimiter, secret, wrap)
        case "html":
            _table(parts, secret, wrap)
    if typed:
        parts.functions.append(function("typed(record)", _TYPED, [*typed, "return record"]))
    elif typed is None:
        _typed(parts, columns, comma=comma)
    return parts


def _json(parts: Parts, rows: str, secret: str, wrap: str, *, is_keyed: bool) -> None:
    parts.imports.append("import jmespath")
    parts.constants.insert(0, constant("ROWS", rows))
    lines = [*get_lines(secret), "records = jmespath.search(ROWS, answer.json())"]
    if is_keyed:
        lines += [
            "if isinstance(records, dict):",
            '    records = [{"name": name, **one} for name, one in records.items()]',
        ]
    lines += [
        "if not isinstance(records, list):",
        '    raise KeyError(f"There is no list at {ROWS}.")',
        "for path in COLUMNS.values():",
        "    if records and all(jmespath.search(path, one) is None for one in records):",
        '        raise KeyError(f"No record has {path}.")',
        f"records = records[:{MOST_RECORDS}]",
        f"return [{wrap.format(_BY_PATH)} for one in records]",
    ]
    parts.functions.append(function("look(ctx)", "The records that the address answers.", lines))


def _csv(parts: Parts, delimiter: str, secret: str, wrap: str) -> None:
    parts.imports += ["import csv", "import io"]
    lines = [
        *get_lines(secret),
        f"lines = csv.reader(io.StringIO(text_of(answer)), delimiter={literal(delimiter)})",
        "rows = [[cell.strip() for cell in line] for line in lines if any(line)]",
        "names = next((row for row in rows if set(COLUMNS.values()) <= set(row)), [])",
        "missing = [name for name in COLUMNS.values() if name not in names]",
        "if missing:",
        '    raise KeyError(f"There is no column {missing[0]}.")',
        (
            f'body = [dict(zip(names, row + [""] * len(names))) for row in '
            f"rows[rows.index(names) + 1 :][:{MOST_RECORDS}]]"
        ),
        f"return [{wrap.format(_BY_NAME)} for one in body]",
    ]
    parts.functions += [
        function("look(ctx)", "The lines of the sheet, by the names of its columns.", lines),
        DECODE,
    ]


def _table(parts: Parts, secret: str, wrap: str) -> None:
    parts.imports += ["from bs4 import BeautifulSoup"]
    lines = [
        *get_lines(secret),
        'for table in BeautifulSoup(text_of(answer), "html.parser").find_all("table"):',
        (
            '    rows = [[" ".join(cell.get_text().split()) for cell in line.find_all(["th", '
            '"td"])] for line in table.find_all("tr")]'
        ),
        "    rows = [row for row in rows if row]",
        "    if rows and set(COLUMNS.values()) <= set(rows[0]):",
        f'        body = [dict(zip(rows[0], row + [""] * len(rows[0]))) for row in rows[1:{MOST_RECORDS}]]',
        f"        return [{wrap.format(_BY_NAME)} for one in body]",
        'raise KeyError("No table has the columns " + ", ".join(COLUMNS.values()))',
    ]
    parts.functions += [
        function("look(ctx)", "The lines of the table that has these columns.", lines),
        DECODE,
    ]


_ENTRY = {
    "title": 'first(one, "title")',
    "url": 'first(one, "link", "id")',
    "at": 'first(one, "pubDate", "published", "updated", "date")',
    "text": 'first(one, "description", "summary", "content")',
}


def _feed(parts: Parts, columns: Sequence[Path], secret: str, wrap: str) -> None:
    parts.imports += ["import re", "from html import unescape", "from xml.etree import ElementTree"]
    entry = ", ".join(f'"{one.key}": {_ENTRY[one.path]}' for one in columns)
    lines = [
        *get_lines(secret),
        "feed = ElementTree.fromstring(answer.content.strip())",
        'entries = [one for one in feed.iter() if one.tag.rpartition("}")[2] in ("item", "entry")]',
        "records = []",
        f"for one in entries[:{MOST_RECORDS}]:",
        f"    record = {{{entry}}}",
        f"    records.append({wrap.format('record')})",
        "return records",
    ]
    parts.functions += [function("look(ctx)", "The entries of the feed.", lines), _FIRST]


def _typed(parts: Parts, columns: Sequence[Path], *, comma: bool) -> None:
    """``typed(record)``: numbers and dates as such."""
    numbers = [one.key for one in columns if one.kind in _NUMBERS]
    days = [one for one in columns if one.kind in _DAYS]
    lines = [f'record["{key}"] = number(record["{key}"])' for key in numbers]
    lines += [f'record["{one.key}"] = moment(record["{one.key}"])' for one in days]
    if not lines:
        return
    parts.functions.append(function("typed(record)", _TYPED, [*lines, "return record"]))
    if numbers:
        parts.functions.append(number_function(comma=comma))
        parts.imports.append("import re")
    if days:
        parts.functions.append(moment_function(day_first=all(one.day_first for one in days)))
        parts.imports += _PARSER


def number_function(*, comma: bool) -> str:
    """``number(value)``: a number as people write it; none where there is none."""
    example = "“1.234,50 €”" if comma else "“$1,234.50”"
    return NUMBER.replace("{example}", example).replace("{comma}", str(comma))


def moment_function(*, day_first: bool) -> str:
    """``moment(value)``: a date in any common way of writing it as ISO 8601; none where it is none."""
    return MOMENT.replace("{day_first}", str(day_first))
