"""A sample of what an address answers, as records: lists in JSON, lines of CSV, tables of a page, a feed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Literal

from pydantic_core import from_json

from .lists import listed
from .matching import fit

Form = Literal["json", "csv", "feed", "html"]
_DEEPEST = 6
_MOST_RECORDS = 300
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCALARS = (str, int, float, bool, type(None))


@dataclass(slots=True)
class Records:
    """Records of a sample: each a mapping of paths to values. ``rows`` says where they stand."""

    form: Form
    rows: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    title: str = ""
    delimiter: str = ","
    is_single: bool = False
    is_plain: bool = False
    is_keyed: bool = False
    is_headless: bool = False

    def values(self, path: str) -> list[Any]:
        """What stands at a path in each record."""
        return [record.get(path) for record in self.records]


class UnreadableError(Exception):
    """A sample of no form that can be read; the message says what it is, for a person."""


def read_sample(text: str, content_type: str = "", *, is_cut: bool = False) -> list[Records]:
    """All places where a sample has records.

    Raises:
        UnreadableError: when it is of no form that can be read.
    """
    plain = text.lstrip("\ufeff \t\r\n")
    kind = content_type.partition(";")[0].strip().lower()
    if not plain:
        raise UnreadableError("It answers with nothing at all.")
    if "\x00" in plain or plain.startswith("%PDF") or kind == "application/pdf":
        raise UnreadableError("I cannot read PDF or other files that are no text.")
    if kind.startswith(("image/", "video/", "audio/", "application/zip", "application/vnd.")):
        raise UnreadableError(f"I cannot read files of the kind {kind}.")
    if plain[0] in "[{" or "json" in kind:
        return _json(plain, is_cut=is_cut)
    head = plain[:2000].lower()
    if re.search(r"<(?:rss|feed|rdf:rdf)\b", head):
        return [_feed(plain)]
    if "<table" in plain.lower():
        return _tables(plain)
    if plain.startswith("<"):
        what = "a page without a table" if "html" in head or "html" in kind else "XML that is no feed"
        raise UnreadableError(f"It answers with {what}.")
    return [_sheet(plain, is_cut=is_cut)]


def _json(text: str, *, is_cut: bool) -> list[Records]:
    try:
        data = from_json(text, allow_partial=is_cut)
    except ValueError:
        try:
            data = from_json(text, allow_partial=True)
        except ValueError as error:
            raise UnreadableError("It says it is JSON, and is not.") from error
    found = [one for one in _places(data, "", 0) if one.records]
    if isinstance(data, Mapping):
        flat = dict(_flat(data))
        if flat:
            found.append(Records("json", "@", [flat], list(flat), is_single=True))
    elif isinstance(data, list) and not data:
        raise UnreadableError(
            "It answers with an empty list just now, so I cannot see what its records are like."
        )
    if not found:
        raise UnreadableError("I found no records in what it answers.")
    return found


def _places(value: Any, path: str, depth: int) -> Iterator[Records]:
    """Lists of objects or of plain values, and objects that hold objects of one kind by name."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        yield from _in_list(value, path, depth)
    elif isinstance(value, Mapping):
        yield from _in_object(value, path, depth)


def _in_list(rows: list[Any], path: str, depth: int) -> Iterator[Records]:
    """What a list holds; where that is a single object, the lists in it as well."""
    objects = [one for one in rows[:_MOST_RECORDS] if isinstance(one, Mapping)]
    if objects and len(objects) >= 0.5 * min(len(rows), _MOST_RECORDS):
        yield _of_objects(path or "@", objects)
        if len(rows) == 1:
            for name, inner in objects[0].items():
                if isinstance(inner, list):
                    yield from _places(inner, _below(f"{path}[0]", name), depth + 1)
    elif rows and all(isinstance(one, _SCALARS) for one in rows[:50]):
        plain = [{"@": one} for one in rows[:_MOST_RECORDS]]
        yield Records("json", path or "@", plain, ["@"], is_plain=True)
    elif rows and all(isinstance(one, list) for one in rows[:50]):
        yield _of_lists(path or "@", rows[:_MOST_RECORDS])


def _in_object(value: Mapping[str, Any], path: str, depth: int) -> Iterator[Records]:
    inner = list(value.values())
    if len(inner) >= 2 and all(isinstance(one, Mapping) for one in inner) and _is_alike(inner):
        keyed = [{"name": name, **one} for name, one in list(value.items())[:_MOST_RECORDS]]
        records = _of_objects(path or "@", keyed)
        records.is_keyed = True
        yield records
        return
    for name, one in value.items():
        yield from _places(one, _below(path, name), depth + 1)


def _below(path: str, name: str) -> str:
    return f"{path}.{quoted_path(name)}".lstrip(".")


def _is_alike(objects: Sequence[Mapping[str, Any]]) -> bool:
    first = set(objects[0])
    return bool(first) and all(len(first & set(one)) >= 0.6 * len(first | set(one)) for one in objects[1:20])


def _of_objects(path: str, objects: Sequence[Mapping[str, Any]]) -> Records:
    records = [dict(_flat(one)) for one in objects]
    paths = list({key: None for one in records for key in one})
    return Records("json", path, records, paths)


def _of_lists(path: str, rows: Sequence[Sequence[Any]]) -> Records:
    """Lists of lists; the first names the columns where it is all text and the second is not."""
    width = max(len(row) for row in rows)
    names = (
        [str(one) for one in rows[0]]
        if len(rows) > 1
        and all(isinstance(one, str) for one in rows[0])
        and any(not isinstance(one, str) for one in rows[1])
        else []
    )
    records = [
        {f"[{n}]": row[n] for n in range(len(row)) if isinstance(row[n], _SCALARS)}
        for row in rows[1 if names else 0 :]
    ]
    found = Records("json", f"{path}[1:]" if names else path, records, [f"[{n}]" for n in range(width)])
    found.title = "\t".join(names)
    return found


def _flat(value: Mapping[str, Any], path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for name, one in list(value.items())[:80]:
        place = _below(path, name)
        if isinstance(one, Mapping) and depth < 3:
            yield from _flat(one, place, depth + 1)
        elif isinstance(one, _SCALARS):
            yield place, one


def quoted_path(name: str) -> str:
    """A name as JMESPath writes it."""
    if _PLAIN.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def name_of(path: str) -> str:
    """What a path is called: its last name, without quotes."""
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|([^.\[\]"]+)', path)
    names = [quoted.replace('\\"', '"').replace("\\\\", "\\") or plain for quoted, plain in parts]
    return names[-1] if names and names[-1] != "@" else "value"


def _sheet(text: str, *, is_cut: bool) -> Records:
    lines = text.splitlines()
    if is_cut and len(lines) > 2:
        lines = lines[:-1]
    delimiter = _delimiter(lines)
    if delimiter is None:
        raise UnreadableError("It answers with plain text, which has no columns.")
    rows = [
        row
        for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
        if any(cell.strip() for cell in row)
    ]
    if not rows:
        raise UnreadableError("It answers with a sheet without lines.")
    head = next(n for n, row in enumerate(rows) if len([cell for cell in row if cell.strip()]) >= 2)
    names = unique([cell.strip() for cell in rows[head]])
    is_headless = all(not re.search(r"[^\W\d_]", cell) for cell in rows[head]) and len(rows) > 1
    if is_headless:
        names = [f"Column {n + 1}" for n in range(len(rows[head]))]
    body = rows[head if is_headless else head + 1 :][:_MOST_RECORDS]
    records = [dict(zip(names, [cell.strip() for cell in row], strict=False)) for row in body]
    return Records("csv", str(head), records, names, delimiter=delimiter, is_headless=is_headless)


def _delimiter(lines: Sequence[str]) -> str | None:
    best, most = None, 0.0
    for sign in ";\t,|":
        counts = [
            len(next(csv.reader([line], delimiter=sign), [])) - 1 for line in lines[:30] if line.strip()
        ]
        usual = max(set(counts), key=counts.count) if counts else 0
        score = usual * counts.count(usual) / max(1, len(counts)) + (0.5 if usual and sign in ";\t" else 0)
        if usual and score > most:
            best, most = sign, score
    return best


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns; those that are empty or there twice get a number."""
    found: list[str] = []
    for place, name in enumerate(names):
        wanted = name or f"Column {place + 1}"
        found.append(wanted if wanted not in found else f"{wanted} {place + 1}")
    return found


def _feed(text: str) -> Records:
    """Entries of RSS or Atom, read loosely: a sample may end anywhere."""
    entries = re.findall(r"<(item|entry)\b.*?(?:</\1>|$)", text, re.DOTALL | re.IGNORECASE)
    count = max(1, len(entries))
    return Records("feed", "", [{} for _ in range(count)], ["title", "url", "at", "text"])


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, list[list[str]]]] = []
        self._heading = ""
        self._into: str = ""
        self._text: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "table":
            self._depth += 1
            self.tables.append((self._heading, []))
        elif tag == "tr" and self.tables and self._depth:
            self._close()
            self.tables[-1][1].append([])
        elif tag in {"td", "th", "caption", "h1", "h2", "h3", "h4"}:
            self._close()
            self._into, self._text = tag, []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "caption", "h1", "h2", "h3", "h4", "tr"}:
            self._close()
        if tag == "table":
            self._close()
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._into:
            self._text.append(data)

    def _close(self) -> None:
        text = " ".join("".join(self._text).split())
        if self._into in {"td", "th"} and self.tables and self.tables[-1][1]:
            self.tables[-1][1][-1].append(text)
        elif self._into == "caption" and self.tables:
            self.tables[-1] = (f"{self.tables[-1][0]} {text}".strip(), self.tables[-1][1])
        elif self._into:
            self._heading = text
        self._into, self._text = "", []


def _tables(text: str) -> list[Records]:
    parser = _Tables()
    parser.feed(text)
    found = []
    for number, (heading, rows) in enumerate(parser.tables):
        full = [row for row in rows if row]
        if len(full) < 2 or max(len(row) for row in full) < 2:
            continue
        names = unique(full[0])
        records = [dict(zip(names, row, strict=False)) for row in full[1 : _MOST_RECORDS + 1]]
        found.append(Records("html", str(number), records, names, title=heading))
    if not found:
        raise UnreadableError("Its tables have no rows that I could read.")
    return found


def best_of(found: Sequence[Records], wish: str) -> Records:
    """The records that words are most likely about."""
    preferred = frozenset(listed("prefer", "rows"))

    def score(one: Records) -> float:
        names = [name_of(path) for path in one.paths]
        last = name_of(one.rows).lower() if one.rows not in {"@", ""} else ""
        words = re.findall(r"[^\W\d_]{3,}", wish.lower())
        told = sum(max((fit(word, name) for name in names), default=0) >= 0.84 for word in words)
        place = sum(
            fit(word, part) >= 0.84
            for word in words
            for part in re.findall(r"[^\W\d_]{3,}", f"{one.rows} {one.title}")
        )
        size = min(len(one.records), 10) / 10 + min(len(one.paths), 6) / 6
        return (
            1.2 * told
            + 2.5 * place
            + size
            + (0.8 if last in preferred else 0)
            - 1.5 * one.is_single
            - 0.8 * one.is_plain
        )

    return max(found, key=score)
