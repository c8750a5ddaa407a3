"""Pasted tables in a text: which lines are their rows, and which sign parts the cells."""

import re

from .lemmas import is_plural

_DELIMITERS = ("\t", ";", "|", " / ", ",")
_LEAST = {"\t": 2, ";": 2, "|": 2, " / ": 2, ",": 2}
_LEAST_ALONE = {"\t": 2, " / ": 3, "|": 3}
_NO_CELL = re.compile(r":\s|:$| [–-] |[.!?]\s+[A-Z]|->|=>|→|=|^[-*•]\s|^\d+[.)]\s")
_NO_VALUE = re.compile(r":\s|:$|->|=>|→|=|^[-*•]\s|^\d+[.)]\s")
_COLUMNS = re.compile(r"^[^:|\t]{0,60}\b(?:columns?|headers?|headings?)\b[^:|\t]{0,40}:\s*", re.IGNORECASE)
_CAPTION = re.compile(r"^[^:|\t;,]{0,30}\b(?:sheet|tab|worksheet)\b[^:|\t;,]{0,40}:\s*", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_RULE = re.compile(r"^[\s|:+=-]+$")


def delimiter_of(row: str) -> str:
    """The sign that parts the cells of a row."""
    return max(_DELIMITERS, key=lambda sign: (row.count(sign), -_DELIMITERS.index(sign)))


def table_lines(lines: list[str]) -> dict[int, tuple[int, int]]:
    """Numbers of the lines that form pasted tables, each with the span of its cells in the line."""
    found: dict[int, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        counts = [_count(line, delimiter) for line in lines]
        for number, count in enumerate(counts):
            if count < _LEAST[delimiter] or number in found:
                continue
            lead = _COLUMNS.match(lines[number])
            caption = lead or _CAPTION.match(lines[number])
            start = caption.end() if caption else 0
            end = _sentence_end(lines[number], start) if lead else len(lines[number])
            header = [cell.strip() for cell in _bare(lines[number][start:end]).split(delimiter)]
            run = _run(lines, counts, number, delimiter)
            if _is_header(header) and _is_table(lines, run, header, delimiter, told=lead is not None):
                found.update({row: (0, len(lines[row])) for row in run})
                found[number] = (start, end)
    return found


def _bare(row: str) -> str:
    """A row without the strokes that frame it."""
    row = row.strip(" \r") if "\t" not in row else row.rstrip("\r")
    return row[1:].removesuffix("|") if row.startswith("|") else row


def _count(line: str, delimiter: str) -> int:
    return _QUOTED.sub("", _bare(line)).count(delimiter)


def _sentence_end(line: str, start: int) -> int:
    """Where the columns end that were announced: ``columns: owner, animal. Each line is a visit.``"""
    stop = re.compile(r"[.!?](?=\s+[A-Z]|\s*$)").search(line, start)
    return stop.start() if stop else len(line)


def _run(lines: list[str], counts: list[int], first: int, delimiter: str) -> list[int]:
    """The lines from the header on with as many cells; cells left empty at the end may be missing."""
    run = [first]
    for number in range(first + 1, len(lines)):
        fewer = delimiter == "\t" and counts[number] >= 1 and counts[number] < counts[first]
        if (
            counts[number] != counts[first]
            and not fewer
            and not (delimiter == "|" and _is_rule(lines[number]))
        ):
            break
        run.append(number)
    return run


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and "-" in line and _RULE.match(line) is not None


def _is_table(lines: list[str], run: list[int], header: list[str], delimiter: str, *, told: bool) -> bool:
    if len(run) == 1:
        alone = _LEAST_ALONE.get(delimiter, 99)
        plurals = sum(is_plural(cell.lower().rpartition(" ")[2]) for cell in header)
        bare = not any("(" in cell and "," in cell for cell in header)
        return told or (len(header) > alone and bare and (delimiter == "\t" or plurals * 2 < len(header)))
    body = [lines[number] for number in run[1:]]
    if any(_is_rule(line) for line in body):
        return True
    if delimiter in {";", ","} and any(_NO_VALUE.search(line.partition(delimiter)[0]) for line in body):
        return False
    if len(header) == 3 and delimiter in {",", ";"}:
        tight = all(f"{delimiter} " not in lines[number] for number in run)
        return tight and any(any(c.isdigit() for c in line) for line in body)
    return True


def _is_header(cells: list[str]) -> bool:
    named = [cell for cell in cells if cell]
    if any(_NO_CELL.search(cell) or cell.count("(") != cell.count(")") for cell in named):
        return False
    return len(named) >= 3 and all(len(cell.split()) <= 5 and not cell[:1].isdigit() for cell in named)
