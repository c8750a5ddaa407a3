"""What a first description says, word by word, as far as the catalogue has to know."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sayso.catalogue.words import is_weightless, listed, stem, word_list, words_of
from sayso.design.looks import Looks, looks_of
from sayso.kit.words import plural, singular
from sayso.spec.model.theme import Theme

from .asides import without_asides
from .nonparticipants import strangers_in
from .talk import without_software

_WORD = re.compile(r"[A-Za-z0-9]+(?:[’'][A-Za-z]+)?(?:-[A-Za-z0-9]+)*")
_BREAK = re.compile(r"[.,;:!?()\n–—]")
_MUCH_TALK = 3
_END = re.compile(r"[.!?;\n]+(?=\s|$)")
_LONGEST = 400
_SENTENCE = re.compile(r"[^.!?;\n]+")
_REFUSING = re.compile(r"\b(?:no|not|never|nobody|no one|nothing|without)\b|n[’']t\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]{1,40}[\"”]")


def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[.!?]\s+)(?:the|this|our)\s+{re.escape(name)}\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def _parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, in the singular."""
    return tuple(singular(word) for word in words_of(phrase))


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; ``stem`` is empty for words that say nothing about what is kept."""

    text: str
    start: int
    end: int
    stem: str
    is_looks: bool = False


@dataclass(frozen=True)
class Said:
    """A description in words, without its talk about looks and technology.

    ``whole`` is all of it, ``looks`` is what that talk says of looks, ``refused`` has nouns of what is turned
    down in asides.
    """

    text: str
    words: tuple[Word, ...] = field(default=())
    whole: "Said | None" = None
    looks: Looks | None = None
    refused: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Said":
        """What a description says, sentences about software and asides left out."""
        asides = without_asides(text)
        told, talk = without_software(asides.text)
        return cls._of(told, None if told == text else cls._of(text), looks_of(talk), asides.refused)

    @classmethod
    def _of(
        cls, text: str, whole: "Said | None" = None, looks: Looks | None = None, refused: tuple[str, ...] = ()
    ) -> "Said":
        found = []
        for match in _WORD.finditer(text):
            for part in re.finditer(r"[A-Za-z0-9]+(?:[’'][A-Za-z]+)?", match.group()):
                plain = part.group().lower().replace("’", "'").removesuffix("'s")
                start = match.start() + part.start()
                said = "" if is_weightless(plain) or plain.isdigit() else stem(plain)
                end = start + len(part.group())
                found.append(Word(plain, start, end, said, plain in word_list("looks")))
        return cls(text, tuple(found), whole, looks, refused)

    @property
    def written(self) -> "Said":
        """The description as it was written."""
        return self.whole or self

    @cached_property
    def spoken(self) -> str:
        """The description without its talk about looks and technology, asides and all."""
        return without_software(self.written.text)[0]

    @property
    def theme(self) -> Theme | None:
        """The looks that were said; none where none were."""
        return self.looks.values if self.looks and self.looks.values != Theme() else None

    @property
    def colored(self) -> set[str]:
        """The stems of words for looks that became a theme."""
        return {stem(word) for word in self.looks.used} if self.looks else set()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, also of those that point to nothing by themselves."""
        return frozenset(stem(word.text) for word in self.words)

    @cached_property
    def negated(self) -> tuple[Word, ...]:
        """Words of what is not wanted: ``no invoices``, ``dont need a web shop``."""
        found: list[Word] = []
        turning = frozenset(str(listed()["turning"]).split())
        openings = [one.split() for one in listed()["negations"]]
        for at in range(len(self.words)):
            lengths = [
                len(one) for one in openings if [word.text for word in self.words[at : at + len(one)]] == one
            ]
            if lengths:
                found += self._scope(at + max(lengths), turning)
        return tuple(dict.fromkeys((*found, *self._not_called())))

    def _not_called(self) -> Iterable[Word]:
        """Words that are quoted, in a sentence that says not to: ``nobody is ever called a "guest"``."""
        for sentence in _SENTENCE.finditer(self.text):
            if not _REFUSING.search(sentence.group()):
                continue
            for quoted in _QUOTED.finditer(self.text, *sentence.span()):
                yield from (word for word in self.words if quoted.start() < word.start < quoted.end())

    def _scope(self, at: int, turning: frozenset[str]) -> Iterable[Word]:
        before = self.words[at - 1].end
        for word in self.words[at : at + 6]:
            if _BREAK.search(self.text[before : word.start]) or word.text in turning:
                return
            yield word
            before = word.end

    @cached_property
    def unwanted(self) -> frozenset[str]:
        """The stems of what is not wanted and is not spoken of otherwise."""
        gone = {id(word) for word in self.negated}
        wanted = {word.stem for word in self.words if id(word) not in gone}
        refused = (stem(word) for word in self.refused if not is_weightless(word))
        return frozenset([*(word.stem for word in self.negated if word.stem), *refused]) - wanted

    @cached_property
    def is_about_software(self) -> bool:
        """Whether much of it speaks of websites, pages and looks, which a reader of things misreads."""
        words = self.written.words
        talk = {singular(word.text) for word in words if word.text in word_list("talk")}
        looks = {word.text for word in words if word.is_looks}
        return min(len(talk), len(looks)) >= 1 and len(talk) + len(looks) >= _MUCH_TALK

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Relatives and others that it speaks of, who have no part in the work."""
        return strangers_in(self.text)

    def is_software(self, name: str) -> bool:
        """Whether a word for software means what is to be built: *The application stores …*."""
        if name not in word_list("software"):
            return False
        return bool(_opening(name).search(self.text)) and not re.search(
            rf"\b{plural(name)}\b", self.text, re.IGNORECASE
        )

    def after(self, joints: Iterable[str]) -> frozenset[str]:
        """The stems of the few words after each of these."""
        found: set[str] = set()
        for at, word in enumerate(self.words):
            if word.text in joints:
                found |= {one.stem for one in self.words[at + 1 : at + 5]}
        return frozenset(found - {""})

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Words that stand beside each other and say something, without words for keeping records."""
        found: list[list[str]] = [[]]
        gone = {id(word) for word in self.negated}
        before = 0
        for word in self.words:
            is_beside = not self.text[before : word.start].strip(" -")
            if not is_beside or not word.stem or word.text in word_list("written") or id(word) in gone:
                found.append([])
            if word.stem and word.text not in word_list("written") and id(word) not in gone:
                found[-1].append(word.text)
            before = word.end
        return tuple(tuple(run) for run in found if run)

    def says(self, name: str) -> bool:
        """Whether all words of a name stand in the text, and it is wanted."""
        stems = [stem(part) for part in name.replace("_", " ").split()]
        return bool(stems) and all(one in self.stems for one in stems) and not self.refuses(name)

    def has_several(self, name: str) -> bool:
        """Whether it speaks of several of a thing: *goals* are things, a *goal tracker* is the whole."""
        several = plural(name.rsplit("_", maxsplit=1)[-1])
        return "_" not in name and any(word.text == several != name for word in self.words)

    def has_phrase(self, phrase: str) -> bool:
        """Whether several words stand beside each other in the text as they are, but for their number."""
        parts = _parts(phrase)
        return len(parts) > 1 and f" {' '.join(parts)} " in self._plain

    def is_just(self, phrase: str) -> bool:
        """Whether the text is a phrase and nothing else, but for words that say nothing."""
        parts = _parts(phrase)
        return list(parts) == [
            one for word in self.words if (one := singular(word.text)) in parts or word.stem
        ]

    @cached_property
    def _plain(self) -> str:
        return f" {' '.join(singular(word.text) for word in self.words)} "

    def refuses(self, name: str) -> bool:
        """Whether the text does not want what a name's last word means."""
        parts = [stem(part) for part in name.replace("_", " ").split()]
        return (
            bool(parts)
            and parts[-1] in self.unwanted
            and all(part in self.unwanted or part not in self.stems or is_weightless(part) for part in parts)
        )

    def sentence_of(self, name: str) -> str:
        """The words of the text around the first that a name is made of."""
        last = stem(name.rsplit("_", maxsplit=1)[-1])
        word = next((one for one in self.words if stem(one.text) == last), None)
        if word is None:
            return self.text[:_LONGEST]
        start = max((match.end() for match in _END.finditer(self.text, 0, word.start)), default=0)
        end = _END.search(self.text, word.end)
        return self.text[start : end.start() if end else len(self.text)].strip()[:_LONGEST]
