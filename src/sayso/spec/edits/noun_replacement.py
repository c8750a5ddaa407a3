"""Swapping one noun for another in names, paths and labels, singular and plural, whole words only."""

import re

from sayso.kit.words import kebab, pascal, plural


class Rewording:
    """``ClientTable`` becomes ``CustomerTable``, ``New clients`` becomes ``New customers``."""

    def __init__(self, old: str, new: str, old_label: str, new_label: str) -> None:
        pairs = [(plural(old), plural(new)), (old, new)]
        self._snake = dict(pairs)
        self._pascal = {pascal(a): pascal(b) for a, b in pairs}
        self._kebab = {kebab(a): kebab(b) for a, b in pairs}
        words = [(old.replace("_", " "), new_label), (old_label.lower(), new_label)]
        self._words = {a: b for old_word, new_word in words for a, b in _both(old_word, new_word)}

    def name(self, name: str) -> str:
        """A snake_case name."""
        return re.sub(rf"(?<![a-z0-9])({_any(self._snake)})(?![a-z0-9])", lambda m: self._snake[m[0]], name)

    def component(self, name: str) -> str:
        """A PascalCase name."""
        return re.sub(rf"({_any(self._pascal)})(?![a-z])", lambda m: self._pascal[m[0]], name)

    def path(self, path: str) -> str:
        """The address of a page or endpoint."""
        return re.sub(rf"(?<![a-z0-9])({_any(self._kebab)})(?![a-z0-9])", lambda m: self._kebab[m[0]], path)

    def text(self, text: str) -> str:
        """A label, title or message; keeps capitals and mends ``a`` and ``an``."""
        return re.sub(rf"(?i)\b(an? )?({_any(self._words)})\b", self._said, text)

    def _said(self, match: re.Match[str]) -> str:
        article, old = match[1] or "", match[2]
        word = self._words[old.lower()]
        word = word[:1].upper() + word[1:] if old[:1].isupper() else _uncapitalised(word)
        if article:
            vowel = word[:1].lower() in "aeiou"
            article = article[0] + ("n " if vowel else " ")
        return article + word


def _both(old: str, new: str) -> list[tuple[str, str]]:
    return [(plural(old), plural(new)), (old, new)]


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _uncapitalised(word: str) -> str:
    """``Customer`` gives ``customer``; ``VIP`` stays."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]
