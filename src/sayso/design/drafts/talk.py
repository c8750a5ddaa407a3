"""The part of a description that speaks of looks and of how software is made, which no thing is made of.

A sentence is such talk when its nouns are: ``Use a navy header with ivory cards``. So is what stands under a
heading or label of that kind, what is said of how something *looks*, and the end of a list of things
(``a lost and found with a search page in brand orange``). Sentences that name other things stay as they are.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.catalogue.words import word_list
from sayso.design.language.lemmas import is_plural, readings
from sayso.design.language.sentences import Shape, pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.design.looks import looks_of
from sayso.kit.words import singular

_LONGEST_TERM = 3
_LONGEST_LABEL = 3
_OUTWEIGHS = 3
_LABEL = re.compile(r"^\s*(?:[-*•#]+\s*)?(?:\*\*)?([A-Za-z][A-Za-z&/ -]{1,40}?)(?:\*\*)?\s*:(?:\*\*)?\s*")
_TAIL = re.compile(r",|;|\s[-–—]\s|\b(?:with|in|on|and|plus)\b")
_NOUNS = frozenset({"NOUN", "PROPN"})
_LOOKING = frozenset({"look", "looks", "feel", "feels"})
_ASKING = frozenset({"how", "what", "whether", "who", "where", "when"})


@dataclass(frozen=True, slots=True)
class _Weight:
    """How many words of a stretch of text speak of software for sure, perhaps, and of other things."""

    sure: int
    perhaps: int
    other: int

    @property
    def is_talk(self) -> bool:
        """Whether it says nothing of things to keep."""
        if not self.sure:
            return False
        return not self.other or (self.sure > 1 and self.sure + self.perhaps >= _OUTWEIGHS * self.other)


def without_software(text: str) -> tuple[str, str]:
    """A description without what it says of looks and technology, and that; as it is where that is all."""
    parts = list(_parts(text))
    rest = "".join(kept for kept, _ in parts)
    cut = "\n".join(gone for _, gone in parts if gone)
    return (rest, cut) if any(char.isalpha() for char in rest) else (text, cut)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The stretches of a text: what of each stays, and what does not."""
    end, section = 0, ""
    for piece in pieces(text):
        stop = piece.start + len(piece.text)
        between = text[end : piece.start]
        end = stop
        if piece.shape is Shape.HEADING:
            section = "talk" if _is_label(piece.text.strip(" :#*"), "surely") else ""
            if section:
                yield "", piece.text
                continue
        elif section and piece.shape is Shape.PROSE and "\n\n" in between:
            section = ""
        if section:
            yield "", piece.text
            continue
        kept = piece.text if piece.shape is Shape.ROW else _said(piece.text)
        yield between + kept, _behind(kept, piece.text)
    yield text[end:], ""


def _behind(kept: str, sentence: str) -> str:
    """What of a sentence stands behind that which stays of it, up to a sign at the end."""
    pairs = enumerate(zip(kept, sentence, strict=False))
    return sentence[next((at for at, (one, other) in pairs if one != other), len(kept)) :]


def _said(sentence: str) -> str:
    """What of a sentence is about things."""
    if looks_of(sentence).is_whole:
        return ""
    label = _LABEL.match(sentence)
    if label is not None and len(label.group(1).split()) > _LONGEST_LABEL:
        label = None
    if label is not None:
        name, rest = label.group(1), sentence[label.end() :]
        if _is_label(name, "surely") or (
            _is_label(name, "perhaps") and (_weight(rest).is_talk or _are_pages(rest))
        ):
            return ""
    tokens = tag(tokenize(sentence))
    if label is None and _is_about_looks(tokens):
        return ""
    if label is None and _weight_of(tokens).is_talk:
        return ""
    return _without_tail(_without_looking(sentence, tokens))


def _is_label(name: str, sort: str) -> bool:
    known = _words()[sort]
    plain = " ".join(name.lower().split())
    return plain in known or plain.removeprefix("the ") in known or plain.split()[-1] in _words()["looking"]


def _are_pages(rest: str) -> bool:
    """Whether most of a list are pages that every website has."""
    items = [item.strip(" .").lower().replace(" ", "_") for item in rest.split(",")]
    return 2 * sum(item in _words()["pages"] for item in items) > len(items)


def _weight(text: str) -> _Weight:
    return _weight_of(tag(tokenize(text)))


def _weight_of(tokens: list[Token]) -> _Weight:
    """The words of a stretch, terms of several words taken whole."""
    sure = perhaps = other = place = 0
    while place < len(tokens):
        length = _term(tokens, place)
        token = tokens[place]
        if length:
            sure += 1
        elif singular(token.word) in _words()["maybe"]:
            perhaps += 1
        elif (
            token.tag in _NOUNS
            and token.is_word
            and not _is_general(token.word)
            and not _orders(token, place)
        ):
            other += 1
        place += length or 1
    return _Weight(sure, perhaps, other)


def _term(tokens: list[Token], place: int) -> int:
    """How many words from here on are a term of screens, styles or technology."""
    if _words()["style"].intersection(tokens[place].word.split("-")):
        return 1
    for length in range(min(_LONGEST_TERM, len(tokens) - place), 0, -1):
        words = [token.word for token in tokens[place : place + length]]
        term = "_".join([*words[:-1], singular(words[-1])])
        if "_".join(words) in _words()["sure"] or (
            term in _words()["sure"] and term not in _words()["style"]
        ):
            return length
    return 0


def _orders(token: Token, place: int) -> bool:
    """Whether a first word tells somebody to do something, though it could be a noun: ``Implement in …``."""
    return not place and "VERB" in readings(token.word) and not is_plural(token.word)


def _is_general(word: str) -> bool:
    known = word_list("software") | word_list("function") | _words()["qualities"] | _words()["neutral"]
    return word in known or singular(word) in known


def _is_about_looks(tokens: list[Token]) -> bool:
    """Whether a sentence is about a colour or a part of a screen: ``Green would be lovely``."""
    verb = next((at for at, token in enumerate(tokens) if token.tag in {"MODAL", "BE", "VERB", "HAVE"}), 0)
    if not verb or tokens[verb].tag not in {"MODAL", "BE"}:
        return False
    weight = _weight_of(tokens[:verb])
    return bool(weight.sure) and not weight.other and not weight.perhaps


def _without_looking(sentence: str, tokens: list[Token]) -> str:
    """A sentence without how something is to look: ``it just looks good on my phone``."""
    for place, token in enumerate(tokens[:-1]):
        following = tokens[place + 1]
        if token.word not in _LOOKING or any(one.word in _ASKING for one in tokens[:place]):
            continue
        if following.word != "like" and following.word not in _words()["qualities"]:
            continue
        cut = max((one.end for one in tokens[:place] if one.word in {",", ";", "but", "and"}), default=0)
        before = sentence[:cut].rstrip(" ,;")
        return f"{before.removesuffix(' and').removesuffix(' but')}." if cut else ""
    return sentence


def _without_tail(sentence: str) -> str:
    """A sentence without words on looks at its end."""
    for match in reversed(list(_TAIL.finditer(sentence))):
        tail = sentence[match.end() :]
        if not tail.strip(" .!)"):
            continue
        if ")" in tail.rstrip(" .") or _weight(tail).other:
            break
        if not _weight(tail).is_talk:
            continue
        sentence = sentence[: match.start()].rstrip(" ,;") + tail[len(tail.rstrip(" .!")) :].strip(" ")
    return sentence


@cache
def _words() -> dict[str, frozenset[str]]:
    rows: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
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
        "pages": frozenset(rows["pages"]["words"].split()),
        "looking": frozenset(rows["labels"]["looking"].split()),
        **labels,
    }
