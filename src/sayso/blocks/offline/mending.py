"""A program whose source changed its shape: its constants are led to where the same values stand now."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sayso.blocks.types import BlockDetails
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Draft, Refusal
from sayso.kit.words import snake
from sayso.phrases.kinds import Kind
from sayso.phrases.lists import word_set
from sayso.phrases.matching import fit
from sayso.phrases.meaning import Path
from sayso.phrases.samples import Records, UnreadableError, name_of, read_sample
from sayso.phrases.writing.text import literal

from .addresses import columns_of

_NUMBERS: frozenset[Kind] = frozenset(("number", "money", "percent"))
_DAYS: frozenset[Kind] = frozenset(("date", "datetime"))
_LIKELY = 0.62


@dataclass(frozen=True, slots=True)
class _Constants:
    """What a program of ours says at its top, and on which lines."""

    columns: Mapping[str, str]
    rows: str | None
    lines: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Move:
    """A value that stands elsewhere now."""

    key: str
    before: str
    now: str


def mend(code: str, details: BlockDetails, facts: BlockFacts) -> Draft | Refusal | None:
    """The program with other constants; none where it is no program of ours that asks an address."""
    constants = _read(code)
    if constants is None:
        return None
    status, failure = facts.get("status"), facts.get("failure")
    if failure or (status is not None and status >= 400):
        return Refusal(
            f"The address does not answer as it should: {failure or f'it says {status}'}. Nothing "
            "in the block can mend that."
        )
    try:
        found = read_sample(
            facts.get("sample") or "", facts.get("content_type") or "", is_cut=bool(facts.get("is_cut"))
        )
    except UnreadableError as error:
        return Refusal(f"The address answers something else now. {error}")
    form = "json" if constants.rows is not None else "html" if "BeautifulSoup" in code else "csv"
    fitting = [
        one for one in found if one.form == form and not (one.is_single and constants.rows not in {None, "@"})
    ]
    if not fitting:
        return Refusal(
            f"The address answered {form.upper()} before, and answers {found[0].form.upper()} now."
        )
    moved = [(one, _moves(code, constants, one)) for one in fitting]
    whole = [(one, moves) for one, moves in moved if isinstance(moves, list)]
    if not whole:
        lost = next(
            (
                lost
                for _, lost in sorted(moved, key=lambda one: -len(one[0].records))
                if isinstance(lost, str)
            ),
            "",
        )
        return Refusal(
            f"“{_plain(constants.columns.get(lost, lost))}” is not in what the address answers any "
            "more, and nothing there is like it.",
            tuple(f"show {one}" for one in _names(fitting[0])[:3]),
        )
    best, moves = min(
        whole, key=lambda one: (sum(move.before != move.now for move in one[1]), -len(one[0].records))
    )
    return _rewritten(code, details, constants, best, moves)


def _read(code: str) -> _Constants | None:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    values: dict[str, object] = {}
    lines: dict[str, tuple[int, int]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                values[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
            lines[node.targets[0].id] = (node.lineno, node.end_lineno or node.lineno)
    columns, rows = values.get("COLUMNS"), values.get("ROWS")
    if not isinstance(columns, dict) or "ADDRESS" not in values:
        return None
    named = {str(key): str(path) for key, path in columns.items()}
    return _Constants(named, str(rows) if rows is not None else None, lines)


def _moves(code: str, constants: _Constants, records: Records) -> list[_Move] | str:
    """Where each value stands now; the name of one that is nowhere."""
    columns = columns_of(records)
    free = list(columns)
    moves: dict[str, _Move] = {}
    for key, path in constants.columns.items():
        same = next((one for one in free if one.path == path), None)
        if same is not None:
            free.remove(same)
            moves[key] = _Move(key, path, path)
    for key, path in constants.columns.items():
        if key in moves:
            continue
        wanted = _wanted(code, key)
        scored = [
            (score, one) for one in free if (score := _likeness(key, path, one, wanted, free)) >= _LIKELY
        ]
        if not scored:
            return key
        best = max(scored, key=lambda one: one[0])[1]
        free.remove(best)
        moves[key] = _Move(key, path, best.path)
    return [moves[key] for key in constants.columns]


def _wanted(code: str, key: str) -> frozenset[Kind]:
    """What kind of value the program makes of it."""
    if f'row["{key}"] = number(' in code:
        return _NUMBERS
    return _DAYS if f'row["{key}"] = moment(' in code else frozenset()


def _likeness(key: str, path: str, one: Path, wanted: frozenset[Kind], free: Sequence[Path]) -> float:
    if wanted and one.kind not in wanted:
        return 0.0
    if not wanted and one.kind in _DAYS | _NUMBERS and fit(_plain(path), one.label) < 0.9:
        return 0.0
    before, now = _plain(path), _plain(one.path)
    score = max(fit(before, now), fit(key, now), 0.92 * fuzz.token_set_ratio(snake(before), snake(now)) / 100)
    for name in ("money", "title", "text", "link", "date"):
        usual = word_set("prefer", name)
        both = set(snake(before).split("_")) & usual and set(snake(now).split("_")) & usual
        score = max(score, 0.7 if both else 0.0)
    alone = [each for each in free if each.kind in wanted and each.key not in {"id", "nr"}]
    return max(score, 0.63) if wanted and len(alone) == 1 else score


def _plain(path: str) -> str:
    return name_of(path) if "." in path or '"' in path else path


def _names(records: Records) -> list[str]:
    return [one.label for one in columns_of(records)]


def _rewritten(
    code: str, details: BlockDetails, constants: _Constants, records: Records, moves: Sequence[_Move]
) -> Draft | Refusal:
    changes = {"COLUMNS": f"COLUMNS = {literal({one.key: one.now for one in moves}, used=10)}"}
    rows = f"values({records.rows})" if records.is_keyed else records.rows
    if constants.rows is not None and constants.rows != rows:
        changes["ROWS"] = f"ROWS = {literal(rows)}"
    lines = code.splitlines()
    for name in sorted(changes, key=lambda one: -constants.lines[one][0]):
        first, last = constants.lines[name]
        lines[first - 1 : last] = changes[name].splitlines()
    mended = "\n".join(lines) + "\n"
    if records.form == "csv":
        mended = re.sub(
            r'delimiter="(?:\\.|[^"])"', lambda _: f"delimiter={literal(records.delimiter)}", mended
        )
    if mended.strip() == code.strip():
        return Refusal(
            "What the address answers is still of the same shape, so there is nothing that I could mend."
        )
    told = [
        f"“{_plain(one.before)}” is read from “{_plain(one.now)}” now"
        for one in moves
        if one.before != one.now
    ]
    if "ROWS" in changes:
        told.append(f"the records stand at “{rows}” now")
    explanation = "; ".join(told) or "the sheet is written otherwise now"
    return Draft(mended, details, f"{explanation[:1].upper()}{explanation[1:]}.")
