"""Reads words for looks: ``navy buttons on beige``, ``rounder corners``, ``less space between the rows``."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sayso.kit.colors import color_of
from sayso.spec.model.theme import Density, NeutralTone, Roundness, Theme

from .colors import Colored, Token, assigned, colored, tokens_of
from .vocabulary import vocabulary

_DARK, _LIGHT = "#15181e", "#ffffff"
_FREE = 2
"""As many colours may be told without what they are the colours of."""
_NEAR = 3
_BY_THEMSELVES = frozenset({"roundness", "density", "neutral"})


@dataclass(frozen=True, slots=True)
class Looks:
    """What a text says of looks.

    ``values`` are those of a theme, ``used`` the words they are from, ``left`` the words that mean nothing
    here; it ``is_told`` where a word shows that looks are meant, ``is_usual`` where the usual ones are.
    """

    values: Theme
    used: frozenset[str]
    left: tuple[str, ...]
    is_told: bool = False
    is_usual: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the text says that it speaks of looks, of nothing else, and all of it was understood."""
        return not self.left and (self.is_usual or (self.is_told and self.values != Theme()))

    def over(self, theme: Theme | None) -> Theme:
        """The looks of an application with these values in the place of those that it had."""
        before = Theme() if theme is None or self.is_usual else theme
        return before.model_copy(update=self.values.model_dump(exclude_none=True))


class _Found(NamedTuple):
    """A value of a theme, and the places of the words that give it."""

    name: str
    value: str
    places: frozenset[int]


def looks_of(text: str) -> Looks:
    """The values of a theme that a text gives."""
    every = list(tokens_of(text))
    tokens = _affirmed(every)
    words = [token.word for token in tokens]
    colors = colored(tokens)
    found = [
        _Found(name, one.color, frozenset(range(one.start, one.stop)))
        for name, one in (assigned(colors) if _are_of_parts(colors, words) else {}).items()
    ]
    named = {place for one in colors for place in range(one.start, one.stop)}
    more = (_mode(words, named), _roundness(words), _density(words), _tone(words, named))
    found += [one for one in more if one is not None]
    used = frozenset(words[place] for one in found for place in one.places)
    values: dict[str, Any] = {one.name: one.value for one in reversed(found)}
    is_usual = not values and _is_usual(words)
    known = used | vocabulary()["known"] | (vocabulary()["usual"] if is_usual else frozenset())
    kept = set(map(id, tokens))
    refused = [token for token in every if id(token) not in kept]
    left = [word for word in words if word not in known]
    left += [
        token.word for token in refused if token.word not in vocabulary()["any"] and not color_of(token.word)
    ]
    telling = vocabulary()["telling"].intersection(words)
    is_told = bool(telling or _BY_THEMSELVES.intersection(values))
    return Looks(Theme(**values), used | telling, tuple(left), is_told, is_usual)


def _are_of_parts(colors: list[Colored], words: list[str]) -> bool:
    """Whether colours are those of an application, and not choices: ``red, blue or green``."""
    return all(one.part for one in colors) or (len(colors) <= _FREE and "or" not in words)


def _affirmed(tokens: list[Token]) -> list[Token]:
    """The tokens without those that say how it is not to look: from ``no`` to the end of its clause."""
    found: list[Token] = []
    refused = -1
    for token in tokens:
        if token.word in vocabulary()["refusing"]:
            refused = token.clause
        elif token.word == "but":
            refused = -1
        if token.clause != refused:
            found.append(token)
    return found


def _mode(words: list[str], named: set[int]) -> _Found | None:
    """A dark or a light ground that is no colour: ``dark mode``, ``a darker look``."""
    for at, word in enumerate(words):
        if at in named or vocabulary()["modes"].isdisjoint(words[at + 1 : at + _NEAR]):
            continue
        for name, ground in (("dark", _DARK), ("light", _LIGHT)):
            if word in vocabulary()[name]:
                return _Found("ground", ground, frozenset({at}))
    return None


def _roundness(words: list[str]) -> _Found | None:
    for at, word in enumerate(words):
        near = words[max(0, at - _NEAR) : at + _NEAR + 1]
        corners = vocabulary()["corners"].intersection(near)
        if word in vocabulary()["round_alone"] or (corners and word in vocabulary()["round"]):
            is_little = bool(vocabulary()["little"].intersection(words[max(0, at - 2) : at]))
            value = Roundness.SLIGHT if is_little else Roundness.ROUND
            return _Found("roundness", value, _around(words, at, "little"))
        if word in vocabulary()["square_alone"] or (corners and word in vocabulary()["square"]):
            return _Found("roundness", Roundness.SQUARE, frozenset({at}))
    return None


def _density(words: list[str]) -> _Found | None:
    for at, word in enumerate(words):
        room = vocabulary()["room"].intersection(words[at + 1 : at + 1 + _NEAR])
        if word in vocabulary()["compact"] or (room and word in vocabulary()["less"]):
            return _Found("density", Density.COMPACT, _around(words, at, "room"))
        if word in vocabulary()["airy"] or (room and word in vocabulary()["more"]):
            return _Found("density", Density.AIRY, _around(words, at, "room"))
    return None


def _tone(words: list[str], named: set[int]) -> _Found | None:
    """``warmer`` is a tone by itself, and ``warm`` in the name of a colour; else something has to have it."""
    for at, word in enumerate(words):
        has_tone = bool(vocabulary()["tones"].intersection(words[at + 1 : at + 1 + _NEAR]))
        is_warm = word in vocabulary()["warm"] and (has_tone or at in named)
        if is_warm or word in vocabulary()["warm_alone"]:
            return _Found("neutral", NeutralTone.WARM, frozenset({at}))
        for name in ("cool", "neutral"):
            if has_tone and at not in named and word in vocabulary()[name]:
                return _Found("neutral", name, frozenset({at}))
    return None


def _around(words: list[str], at: int, sort: str) -> frozenset[int]:
    near = range(max(0, at - _NEAR), min(len(words), at + _NEAR + 1))
    return frozenset({at}) | {place for place in near if words[place] in vocabulary()[sort]}


def _is_usual(words: list[str]) -> bool:
    """``Go back to the usual colours``, ``reset the theme``."""
    known = vocabulary()
    back = known["again"].intersection(words) and known["back"].intersection(words)
    return bool(known["looks"].intersection(words) and (back or known["back_alone"].intersection(words)))
