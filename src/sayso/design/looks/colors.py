"""Colours that a text names, and what they are to be the colours of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.kit.colors import color_of

from .vocabulary import vocabulary

_TOKEN = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|[A-Za-z]+(?:['’][A-Za-z]+)?")
_LONGEST_NAME = 3
_GRAY = 40
"""How far the channels of a colour that counts as a grey stand apart at most."""
_SHARE = {"black": 0.35, "white": 0.5}
_ONTO = frozenset({"on", "over", "against"})
_JOINTS = frozenset({"and", "with", "but", "plus"})
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, and the number of the clause that it stands in."""

    word: str
    clause: int


@dataclass(frozen=True, slots=True)
class Colored:
    """A colour that is named in a text.

    Its name are the tokens from ``start`` to ``stop``; ``part`` is a group of the vocabulary that says what
    it is the colour of, empty where the text does not.
    """

    color: str
    start: int
    stop: int
    part: str


def tokens_of(text: str) -> Iterator[Token]:
    """The words and ``#rrggbb`` of a text."""
    end, clause = 0, 0
    for match in _TOKEN.finditer(text):
        clause += bool(re.search(r"[.,;:!?\n]", text[end : match.start()]))
        end = match.end()
        yield Token(match.group().lower().replace("’", "'"), clause)


def colored(tokens: list[Token]) -> list[Colored]:
    """The colours that are named, in their order."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(tokens):
        named = _named(tokens, at)
        if named is None:
            at += 1
            continue
        found.append((named[0], at, named[1]))
        at = named[1]
    taken = {place for _, start, stop in found for place in range(start, stop)}
    return [Colored(color, start, stop, _part(tokens, start, stop, taken)) for color, start, stop in found]


def _named(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """The colour that is named from here on, and where its name ends."""
    for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
        some = tokens[at : at + length]
        if len({token.clause for token in some}) == 1 and (color := color_of("".join(t.word for t in some))):
            return color, at + length
    shade = next(
        (name for name in ("black", "white", "plain") if tokens[at].word in vocabulary()[name]), None
    )
    if shade is None or at + 1 == len(tokens) or tokens[at + 1].clause != tokens[at].clause:
        return None
    named = _named(tokens, at + 1)
    return named and (_mixed(named[0], shade), named[1])


def _mixed(color: str, shade: str) -> str:
    share = _SHARE.get(shade, 0)
    other = 255 if shade == "white" else 0
    return "#" + "".join(f"{round((1 - share) * one + share * other):02x}" for one in _channels(color))


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _part(tokens: list[Token], start: int, stop: int, taken: set[int]) -> str:
    """What a colour is the colour of: what stands behind it in its clause, else what stands before it."""
    clause = tokens[start].clause
    for at in range(stop, len(tokens)):
        if tokens[at].clause != clause or at in taken or tokens[at].word in _JOINTS | _ONTO:
            break
        if part := _part_named(tokens[at].word):
            return part
    if _is_onto(tokens, start) and any(at < start for at in taken):
        return "ground"
    for at in range(start - 1, -1, -1):
        if tokens[at].clause != clause or at in taken or tokens[at].word in _JOINTS:
            break
        if part := _part_named(tokens[at].word):
            return part
    return ""


def _is_onto(tokens: list[Token], start: int) -> bool:
    """Whether ``on`` stands before a colour, with or without an article."""
    before = [token.word for token in tokens[max(0, start - 2) : start] if token.word not in _ARTICLES]
    return bool(before) and before[-1] in _ONTO


def _part_named(word: str) -> str:
    return next((part for part in ("ground", "strong", "accent", "text") if word in vocabulary()[part]), "")


def assigned(colors: list[Colored]) -> dict[str, Colored]:
    """The colours that become accent and ground."""
    found: dict[str, Colored] = {}
    for name, parts in (("ground", ("ground",)), ("accent", ("strong", "accent"))):
        for part in parts:
            one = next((one for one in colors if one.part == part), None)
            if one is not None:
                found.setdefault(name, one)
    free = sorted((one for one in colors if not one.part), key=lambda one: -_chroma(one.color))
    is_gray = bool(free) and _chroma(free[0].color) <= _GRAY
    if free and "accent" not in found and (not is_gray or len(free) > 1 or "ground" in found):
        found["accent"] = free.pop(0)
    if free and "ground" not in found:
        found["ground"] = free.pop()
    return found


def _chroma(color: str) -> int:
    return max(_channels(color)) - min(_channels(color))
