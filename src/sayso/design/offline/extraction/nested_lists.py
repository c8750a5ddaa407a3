"""Lists within lists: what is indented below a name belongs to it, and what a list of things stands under."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.design.language.phrases import noun_phrases
from sayso.design.language.sentences import Piece, Shape
from sayso.design.language.tokens import Token

from .evidence import Topic
from .label_sign import label_sign
from .list_phrases import field_share
from .topics import topic_of

_LONGEST_NAME = 5
_LONGEST_HEAD = 6
_CELLS = frozenset(("fields", "columns", "values", "attributes", "properties", "note", "details", "data"))
_LEAST_VALUES = 2
_SIGNS = frozenset((":", "-", "–", "—", "=", "."))


@dataclass(frozen=True, slots=True)
class Line:
    """A piece with its tokens."""

    piece: Piece
    tokens: list[Token]


def nested(lines: list[Line]) -> list[Line]:
    """The lines with every bullet that only names something joined with what is indented below it."""
    lines = [line for line in lines if not _heads_cells(line.tokens)]
    result: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        below = _below(lines, place)
        if below and line.piece.shape is Shape.BULLET and _is_name(line.tokens):
            result.append(replace(line, tokens=_joined(line.tokens, below)))
            place += len(below) + 1
        else:
            titled = below and line.piece.shape is Shape.BULLET and _announces(line.tokens)
            piece = replace(line.piece, shape=Shape.HEADING) if titled else line.piece
            result.append(Line(piece, line.tokens))
            place += 1
    return result


def _heads_cells(tokens: list[Token]) -> bool:
    """``Tool | Fields`` above rows of two cells names neither."""
    place = next((i for i, t in enumerate(tokens) if t.word == "|"), None)
    return place is not None and place + 1 < len(tokens) <= _LONGEST_HEAD and tokens[-1].word in _CELLS


def _announces(tokens: list[Token]) -> bool:
    """Whether a line only says that roles or reports come below it."""
    bare = [t for t in tokens if t.word not in _SIGNS]
    return 0 < len(bare) <= _LONGEST_NAME and topic_of(bare) in {Topic.ROLE, Topic.REPORT, Topic.LATER}


def _below(lines: list[Line], place: int) -> list[Line]:
    """The bullets indented deeper than the line at ``place``, right below it."""
    indent = lines[place].piece.indent
    end = place + 1
    while end < len(lines) and lines[end].piece.shape is Shape.BULLET and lines[end].piece.indent > indent:
        end += 1
    return lines[place + 1 : end]


def _is_name(tokens: list[Token]) -> bool:
    """Whether a line names one thing and says nothing of it yet."""
    bare = [t for t in tokens if t.word not in _SIGNS]
    named = len(noun_phrases(bare)) <= 1 and 0 < len(bare) <= _LONGEST_NAME
    said = any(t.word in {",", ";", "(", "/"} or t.tag in {"PRON", "MODAL", "WH"} for t in bare)
    return named and not said and topic_of(bare) is Topic.BODY


def _joined(name: list[Token], below: list[Line]) -> list[Token]:
    """``Children`` with ``name`` and ``group: bees, bears`` as ``children: name, group (bees, bears)``."""
    bare = [t for t in name if t.word not in _SIGNS]
    joined = [*bare, _sign(":", bare[-1])]
    outer = min(line.piece.indent for line in below)
    own = [number for number, line in enumerate(below) if line.piece.indent == outer]
    for number, first in enumerate(own):
        last = own[number + 1] if number + 1 < len(own) else len(below)
        if number:
            joined.append(_sign(",", joined[-1]))
        joined += value_with_options(below[first].tokens, [line.tokens for line in below[first + 1 : last]])
    return joined


def value_with_options(tokens: list[Token], deeper: Sequence[list[Token]] = ()) -> list[Token]:
    """One value: what stands after its colon, or is indented below it, goes into brackets."""
    while tokens and tokens[-1].word in {".", ",", ";", ":"}:
        tokens = tokens[:-1]
    sign = label_sign(tokens, bullet=True, first=False)
    inside = [tokens[sign + 1 :]] if sign is not None else []
    name = tokens[:sign] if sign is not None else tokens
    inside += deeper
    if not inside or not name:
        return tokens
    if sign is not None and not deeper and not _are_options(inside[0]):
        return name
    written = [*name, _sign("(", name[-1])]
    for number, part in enumerate(inside):
        written += [*([_sign(",", part[0])] if number and part else []), *part]
    return [*written, _sign(")", written[-1])]


def _are_options(tokens: list[Token]) -> bool:
    """Whether what stands after a value's colon are choices or limits rather than a remark."""
    return any(t.word in {",", "/", "|", "or"} or t.word[0].isdigit() for t in tokens)


def _sign(word: str, at: Token) -> Token:
    return Token(word, word, at.start, at.end, "PUNCT", word)


def lists_things(lines: list[Line], place: int) -> bool:
    """Whether most bullets right below the line at ``place`` are things that bring values of their own."""
    bullets: list[list[Token]] = []
    for line in lines[place + 1 :]:
        if line.piece.shape is not Shape.BULLET:
            break
        bullets.append(line.tokens)
    bearing = sum(_bears_values(tokens) for tokens in bullets)
    return bearing >= _LEAST_VALUES and bearing * 2 > len(bullets)


def _bears_values(tokens: list[Token]) -> bool:
    """``room (number, size, price)`` and ``band: name, phone`` bring values of their own."""
    opened = next((i for i, t in enumerate(tokens) if t.word == "("), None)
    sign = label_sign(tokens, bullet=True, first=False)
    if opened is not None and (sign is None or opened < sign):
        name, inside = tokens[:opened], [t for t in tokens[opened + 1 :] if t.word != ")"]
    elif sign is not None:
        name, inside = tokens[:sign], tokens[sign + 1 :]
    else:
        return False
    several = sum(t.word in {",", ";"} for t in inside) >= _LEAST_VALUES - 1
    return 0 < len(name) <= _LONGEST_NAME and several and field_share(inside) >= 0.5
