"""Asking an address, and finding the records in JSON, sheets, pages and feeds."""

from sayso.blocks.offline.question import AddressSource
from sayso.phrases.writing.helpers import DECODE, HAS
from sayso.phrases.writing.text import literal

MOST_RECORDS = 5_000
MOST_ROWS = 500
_GET = "answer = httpx.get(ADDRESS, follow_redirects=True, timeout=20)"


def function_text(head: str, lines: list[str]) -> str:
    """A function of these lines."""
    return "\n".join([f"def {head}:", *(f"    {line}" if line else "" for line in lines)])


def _get(source: AddressSource) -> list[str]:
    if source.needs_secret:
        return [
            f'headers = {{"Authorization": "Bearer " + ctx.secret({literal(source.needs_secret)})}}',
            "answer = httpx.get(ADDRESS, headers=headers, follow_redirects=True, timeout=20)",
            "answer.raise_for_status()",
        ]
    return [_GET, "answer.raise_for_status()"]


def _columns(source: AddressSource) -> str:
    return f"COLUMNS = {literal({one.key: one.path for one in source.columns}, used=10)}"


def fetch_json(source: AddressSource, constants: list[str], parts: list[str], imports: list[str]) -> None:
    """Records of JSON, wherever in it they stand."""
    imports += ["import json", "import jmespath"]
    constants += [f"ROWS = {literal(source.rows)}", _columns(source)]
    lines = [*_get(source), "found = jmespath.search(ROWS, json.loads(text_of(answer)))"]
    if source.is_keyed:
        lines += [
            "if not isinstance(found, dict):",
            '    raise KeyError(f"There are no records at {ROWS}.")',
            'found = [{"name": name, **one} for name, one in found.items()]',
        ]
    elif source.is_single:
        lines += [
            "if not isinstance(found, dict):",
            '    raise KeyError(f"There are no values at {ROWS}.")',
            "found = [found]",
        ]
    else:
        lines += ["if not isinstance(found, list):", '    raise KeyError(f"There is no list at {ROWS}.")']
    lines.append(f"found = found[:{MOST_RECORDS}]")
    if not source.is_plain:
        lines += [
            "for path in COLUMNS.values():",
            "    if found and not any(has(record, path) for record in found):",
            '        raise KeyError(f"No record has {path}.")',
        ]
        parts.append(HAS)
    lines.append(
        "return [{key: jmespath.search(path, one) for key, path in COLUMNS.items()} for one in found]"
    )
    parts.insert(0, DECODE)
    parts.append(function_text("fetch_data(ctx)", lines))


def fetch_csv(source: AddressSource, constants: list[str], parts: list[str], imports: list[str]) -> None:
    """Lines of a sheet, by the names of its columns."""
    imports += ["import csv", "import io"]
    constants.append(_columns(source))
    lines = [
        *_get(source),
        f"lines = csv.reader(io.StringIO(text_of(answer)), delimiter={literal(source.delimiter)})",
        "rows = [[cell.strip() for cell in line] for line in lines if any(line)]",
    ]
    if source.is_headless:
        lines += [
            'names = [f"Column {number + 1}" for number in range(max(map(len, rows), default=0))]',
            "rows.insert(0, names)",
        ]
    else:
        lines += [
            "names = next((row for row in rows if set(COLUMNS.values()) <= set(row)), [])",
        ]
    lines += [
        "missing = [name for name in COLUMNS.values() if name not in names]",
        "if missing:",
        '    raise KeyError(f"There is no column {missing[0]}.")',
        f"body = rows[rows.index(names) + 1 :][:{MOST_RECORDS}]",
        'records = [dict(zip(names, row + [""] * len(names))) for row in body]',
        "return [{key: one[name] for key, name in COLUMNS.items()} for one in records]",
    ]
    parts += [DECODE, function_text("fetch_data(ctx)", lines)]


def fetch_html(source: AddressSource, constants: list[str], parts: list[str], imports: list[str]) -> None:
    """Lines of the table of a page that has these columns."""
    imports += ["from bs4 import BeautifulSoup"]
    constants.append(_columns(source))
    lines = [
        *_get(source),
        'page = BeautifulSoup(text_of(answer), "html.parser")',
        'for table in page.find_all("table"):',
        '    rows = [cells_of(line) for line in table.find_all("tr")]',
        "    rows = [row for row in rows if row]",
        "    if rows and set(COLUMNS.values()) <= set(rows[0]):",
        f"        body = rows[1:{MOST_RECORDS}]",
        '        records = [dict(zip(rows[0], row + [""] * len(rows[0]))) for row in body]',
        "        return [{key: one[name] for key, name in COLUMNS.items()} for one in records]",
        'raise KeyError("No table has the columns " + ", ".join(COLUMNS.values()))',
    ]
    cells = '''def cells_of(line):
    """The texts of a line of a table."""
    return [" ".join(cell.get_text().split()) for cell in line.find_all(["th", "td"])]'''
    parts += [DECODE, cells, function_text("fetch_data(ctx)", lines)]


def fetch_feed(source: AddressSource, parts: list[str], imports: list[str]) -> None:
    """Entries of RSS or Atom."""
    imports += ["import re", "from html import unescape", "from xml.etree import ElementTree"]
    parts.append('''def plain(text):
    """Text without markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text or "")).split())''')
    parts.append('''def first(entry, *names):
    """The text of the first of these elements that an entry has, whatever its namespace."""
    for name in names:
        for one in entry:
            if one.tag.rpartition("}")[2] == name:
                return one.text or one.get("href") or ""
    return ""''')
    parts.append(
        function_text(
            "fetch_data(ctx)",
            [
                *_get(source),
                "feed = ElementTree.fromstring(answer.content.strip())",
                'entries = [one for one in feed.iter() if one.tag.rpartition("}")[2] in ("item", "entry")]',
                "items = []",
                f"for entry in entries[:{MOST_ROWS}]:",
                '    when = moment(first(entry, "pubDate", "published", "updated", "date"))',
                "    item = {",
                '        "title": plain(first(entry, "title")) or "–",',
                '        "url": first(entry, "link").strip() or None,',
                '        "at": when.isoformat() if when else None,',
                '        "text": plain(first(entry, "description", "summary", "content"))[:300],',
                "    }",
                "    items.append(item)",
                "return items",
            ],
        )
    )
