"""The same message with other nouns, other spelling or fewer known names, so that structure is learned."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sayso.catalogue.lexicon.lookup import things
from sayso.kit.words import plural, singular

from .annotations import Marked, Message

_NOUNS = ("thing", "one", "many")
_POOLED = ("attr", "option", "state")
_PLAIN = re.compile(r"[a-zA-Z][a-zA-Z -]*")


class Exchange:
    """Varies messages; what takes the place of values, options and states comes from other messages."""

    def __init__(self, known: Sequence[Message]) -> None:
        self._things = [name.replace("_", " ") for name in sorted(things())]
        pool: dict[str, set[str]] = defaultdict(set)
        for one in known:
            for span in one.spans:
                words = one.text[span.start : span.end]
                if span.role in _POOLED and _PLAIN.fullmatch(words) and len(words) < 30:
                    pool[span.role].add(words)
        self._pool = {role: sorted(words) for role, words in pool.items()}

    def varied(self, one: Message, chance: random.Random) -> Message:
        """A variant of a message, itself now and then."""
        if chance.random() < 0.6:
            one = self._other_nouns(one, chance)
        if chance.random() < 0.15:
            one = replace(one, text=one.text.lower())
        if chance.random() < 0.15:
            one = _slipped(one, chance)
        names = one.names
        if names and chance.random() < 0.25:
            lost = chance.random()
            names = tuple(pair for pair in names if chance.random() > lost)
        return replace(one, names=names)

    def _other_nouns(self, one: Message, chance: random.Random) -> Message:
        swaps: dict[str, str] = {}
        for span in one.spans:
            words = one.text[span.start : span.end]
            key = singular(words.lower())
            if key in swaps or not _PLAIN.fullmatch(words):
                continue
            if span.role in _NOUNS and chance.random() < 0.7:
                swaps[key] = chance.choice(self._things)
            elif span.role in _POOLED and chance.random() < 0.35 and self._pool.get(span.role):
                swaps[key] = chance.choice(self._pool[span.role])
        if not swaps:
            return one
        texts = [_swapped(one.text[span.start : span.end], swaps) for span in one.spans]
        names = tuple((sort, _renamed(name, swaps)) for sort, name in one.names)
        return replace(_with_texts(one, texts), names=names)


def _swapped(words: str, swaps: dict[str, str]) -> str:
    key = singular(words.lower())
    if key not in swaps:
        return words
    new = swaps[key]
    if words.lower() != key:
        new = plural(new)
    return new.capitalize() if words[:1].isupper() else new


def _renamed(name: str, swaps: dict[str, str]) -> str:
    found = _swapped(name, swaps)
    if found != name:
        return found
    for key, new in swaps.items():
        name = re.sub(rf"(?i)\b({re.escape(key)}|{re.escape(plural(key))})\b", new, name)
    return name


def _with_texts(one: Message, texts: list[str]) -> Message:
    """The message with other words in its spans."""
    order = sorted(range(len(one.spans)), key=lambda at: one.spans[at].start)
    text, at, moved = "", 0, {}
    for number in order:
        span = one.spans[number]
        text += one.text[at : span.start]
        moved[number] = Marked(len(text), len(text) + len(texts[number]), span.role, span.head)
        text += texts[number]
        at = span.end
    return replace(one, text=text + one.text[at:], spans=tuple(moved[n] for n in range(len(texts))))


def _slipped(one: Message, chance: random.Random) -> Message:
    """The message with a slip of the fingers in one or two words of spans."""
    texts = [one.text[span.start : span.end] for span in one.spans]
    for _ in range(chance.choice((1, 1, 2))):
        long = [at for at, words in enumerate(texts) if len(words) > 4 and words.isalpha()]
        if not long:
            break
        at = chance.choice(long)
        word, spot = texts[at], chance.randrange(1, len(texts[at]) - 1)
        texts[at] = chance.choice(
            (
                word[:spot] + word[spot + 1 :],
                word[:spot] + word[spot] + word[spot:],
                word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :],
            )
        )
    return _with_texts(one, texts)
