"""How much of a stretch of text speaks of software and looks, by the words of ``talk.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.catalogue.words import word_list
from sayso.design.language.lemmas import is_participle, is_plural, readings
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

_LONGEST_TERM = 3
_OUTWEIGHS = 3
_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"BE", "HAVE", "DO", "MODAL", "VERB"})


@dataclass(frozen=True, slots=True)
class Weight:
    """How many words of a stretch of text speak of software for sure, perhaps, and of other things."""

    sure: int
    perhaps: int
    other: int
    styles: int = 0
    is_sentence: bool = True

    @property
    def is_talk(self) -> bool:
        """Whether it says nothing of things to keep; of words without a verb fewer have to be of software."""
        if not self.sure:
            return False
        outweighs = _OUTWEIGHS if self.is_sentence else 1
        return not self.other or (self.sure > 1 and self.sure + self.perhaps >= outweighs * self.other)

    @property
    def is_item(self) -> bool:
        """Whether an item of a list speaks of software and is not one of several colours of a thing."""
        is_plain = self.styles == self.sure == 1 and not self.perhaps
        return bool(self.sure) and not self.other and not is_plain


def weight(text: str) -> Weight:
    """How much of a text speaks of software."""
    return weight_of(tag(tokenize(text)))


def weight_of(tokens: list[Token]) -> Weight:
    """The words of a stretch, terms of several words taken whole."""
    sure = perhaps = other = styles = place = 0
    while place < len(tokens):
        length = _term(tokens, place)
        token = tokens[place]
        if length:
            sure += 1
            styles += bool(terms()["style"].intersection(token.word.split("-")))
        elif singular(token.word) in terms()["maybe"]:
            perhaps += 1
        elif (
            token.tag in _NOUNS
            and token.is_word
            and not _is_general(token.word)
            and not _orders(token, place)
            and not (place and _is_name(token))
        ):
            other += 1
        place += length or 1
    return Weight(sure, perhaps, other, styles, _is_sentence(tokens))


def is_of_screen(name: str) -> bool:
    """Whether all words of a name are those of screens: *sticky_menu*, *map*."""
    known = terms()["screens"] | terms()["qualities"]
    if name in terms()["screens"]:
        return True
    parts = name.split("_")
    return all(singular(part) in known for part in parts) and singular(parts[-1]) in terms()["screens"]


def _is_sentence(tokens: list[Token]) -> bool:
    """Whether one of the words is a finite verb."""
    for place, token in enumerate(tokens):
        if token.word in terms()["looking"]:
            continue
        before = tokens[place - 1].tag if place else ""
        if token.tag in _FINITE - {"VERB"} or (token.tag == "VERB" and _is_finite(token, before)):
            return True
    return False


def _is_finite(token: Token, before: str) -> bool:
    """Whether a verb is one of a sentence, and not ``illustrated`` before a noun or ``to protect``."""
    if token.word.endswith("ing") or before == "TO":
        return False
    return before in {*_NOUNS, "PRON", "ADV", "WH"} or not is_participle(token.word)


def _is_name(token: Token) -> bool:
    """Whether a word is written as the name of a place or a product: *Azure*, *Germany*."""
    return token.text[:1].isupper() and not token.text.isupper()


def _term(tokens: list[Token], place: int) -> int:
    """How many words from here on are a term of screens, styles or technology."""
    if terms()["style"].intersection(tokens[place].word.split("-")):
        return 1
    for length in range(min(_LONGEST_TERM, len(tokens) - place), 0, -1):
        words = [token.word for token in tokens[place : place + length]]
        term = "_".join([*words[:-1], singular(words[-1])])
        if "_".join(words) in terms()["sure"] or (term in terms()["sure"] and term not in terms()["style"]):
            return length
    return 0


def _orders(token: Token, place: int) -> bool:
    """Whether a first word tells somebody to do something, though it could be a noun: ``Implement in …``."""
    return not place and "VERB" in readings(token.word) and not is_plural(token.word)


def _is_general(word: str) -> bool:
    known = word_list("software") | word_list("function") | terms()["qualities"] | terms()["neutral"]
    return word in known or singular(word) in known


@cache
def terms() -> dict[str, frozenset[str]]:
    """The lists of ``talk.toml``."""
    rows: dict[str, Any] = tomllib.loads((Path(__file__).parent / "talk.toml").read_text(encoding="utf-8"))
    labels = {
        sort: frozenset(one.strip() for one in text.split("|"))
        for sort, text in rows["labels"].items()
        if sort != "looking"
    }
    return {
        "style": frozenset(rows["surely"]["style"].split()),
        "sure": frozenset(word for text in rows["surely"].values() for word in text.split()),
        "maybe": frozenset(rows["maybe"]["words"].split()),
        "qualities": frozenset(rows["qualities"]["words"].split()),
        "neutral": frozenset(rows["neutral"]["words"].split()),
        "screens": frozenset(rows["screens"]["words"].split()),
        "sites": frozenset(rows["screens"]["sites"].split()),
        "parts": frozenset(rows["screens"]["parts"].split()),
        "pages": frozenset(rows["pages"]["words"].split()),
        "looking": frozenset(rows["labels"]["looking"].split()),
        **labels,
    }
