"""Texts in other languages than English: told by their small words, and answered with the way out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.llm.types import Role

from .knowledge.load import load, word_set
from .language.lemmas import readings
from .language.tags import closed_class

MODEL = "openai:gpt-6.1-sol"
"""The model that the way out names; a test holds it to the one that is asked where nobody names another."""
_LONGEST = 20_000
_LEAST = 2
_LONG = 5
_WEIGHT = 2
"""Of an English word among foreign ones: many names are of other languages, few of English small words."""
_LEAST_OF_PART = 3
_MANY = 3
_MOST_IN_NAME = 3
"""Small words inside a name, such as ``Casa de las Flores``."""
_LONGEST_QUOTE = 80
_ENGLISH = "english"
_LARGE = frozenset(("german",))
"""Languages that write every noun large."""
_NOT_SAID = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\w+(?:[._]\w+)+|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"\n]*\"|(?<!\w)'[^'\n]*'(?!\w)"
)
"""Addresses and quoted text: they may be in any language."""
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'][^\W\d_]+)*(?!\w)")
_ELIDED = frozenset(
    ("c", "d", "j", "l", "m", "n", "qu", "s", "t", "un", "all", "dell", "dall", "nell", "sull"),
)
"""What French and Italian put before an apostrophe; in English the word stands before it."""
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]*")
_OPENS = re.compile(r"(?:^|[.!?:;\n¿¡])[\s\-*•–—]*\Z")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in small letters; ``can_hold`` where it may hold a sentence together: no name has it large."""

    text: str
    can_hold: bool
    is_large: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """What of a text is not English: ``text`` in the language ``key``; ``is_whole`` says it is most of it."""

    key: str
    text: str
    is_whole: bool = True

    def answer(self, role: Role = Role.SCHEMA) -> str:
        """What is said instead of doing it; ``role`` is the one that a model is needed for."""
        said = self._said
        text = " ".join(self.text.split())
        text = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
        what = str(said["whole" if self.is_whole else "part"]).format(text=text, name=self.name)
        return str(said["answer"]).format(what=what, role=role.value, model=MODEL)

    @property
    def name(self) -> str:
        """The language in English, or how the text is written."""
        known = load("languages")["languages"].get(self.key)
        return str(known["name"] if known else load("languages")["scripts"][self.key])

    @property
    def _said(self) -> dict[str, str]:
        """The words of the answer: those of its own language where there are any and all is in it."""
        own = load("languages")["languages"].get(self.key, {})
        return dict(own) if self.is_whole and "answer" in own else dict(load("languages")[_ENGLISH])


def foreign(text: str) -> Foreign | None:
    """What of a text is in another language: all of it, or else the first sentence that plainly is."""
    bare = _without_quotes(text[:_LONGEST])
    key = _language(bare)
    if key is not None:
        return Foreign(key, text)
    return next(_parts(text, bare), None)


def without_foreign_parts(text: str) -> tuple[str, tuple[str, ...]]:
    """An English text with blanks for sentences in other languages, and what tells of each."""
    bare = _without_quotes(text[:_LONGEST])
    rest, told = text, []
    for part in _parts(text, bare):
        rest = rest.replace(part.text, " " * len(part.text), 1)
        quote = " ".join(part.text.split())
        told.append(str(load("languages")[_ENGLISH]["left_out"]).format(text=quote, name=part.name))
    return rest, tuple(told)


def _parts(text: str, bare: str) -> Iterator[Foreign]:
    """Sentences that are plainly in another language, without a word of English."""
    for sentence in _SENTENCE.finditer(bare):
        words = _words(sentence.group())
        key, score = _best(words)
        if score >= _LEAST_OF_PART and not _english_in(words, key):
            yield Foreign(key, text[slice(*sentence.span())].strip(), is_whole=False)


def _language(text: str) -> str | None:
    """The language that most of the small words of a text are of, unless they are English."""
    words = _words(text)
    script = _script(text)
    if script is not None and len(_english_in(words)) < _LEAST:
        return script
    key, score = _best(words)
    if score >= _LEAST and score > _WEIGHT * len(_english_in(words, key)):
        return key
    return None


def _best(words: list[_Word]) -> tuple[str, int]:
    """The language that speaks most out of words, and how many words speak for it."""
    scores = {key: _score(words, key) for key in load("languages")["languages"]}
    return max(scores.items(), key=lambda one: one[1])


def _score(words: list[_Word], key: str) -> int:
    """How many different words speak for a language; others than its small words do so beside these alone."""
    ours = _held(key) - _english()
    has_english = bool(_english_in(words, key))
    if has_english or key not in _LARGE:
        words = _outside_names(words)
    held = {word.text for word in words if word.can_hold and word.text in ours}
    said = {word.text for word in words if word.text in word_set("languages", "languages", key, "nouns")}
    if not held:
        return len(said) if not has_english and len(said) > len(words) / 2 else 0
    if has_english and len(held) < _MANY:
        return len(held)
    score = len(held) + min(len(said), len(held))
    if score < _LEAST and _is_unknown({word.text for word in words if word.can_hold or key in _LARGE}):
        return _LEAST
    return score


def _is_unknown(words: set[str]) -> bool:
    """Whether no dictionary of English has most of these words, at least two long ones or the only one."""
    strange = [word for word in words if not readings(word)]
    long = [word for word in strange if len(word) >= _LONG]
    return len(strange) > len(words) / 2 and len(long) >= min(_LEAST, len(words))


def _english_in(words: list[_Word], key: str = "") -> set[str]:
    """Words that hold English together, without those that a language has, too."""
    shared = _held(key) if key else frozenset()
    return {word.text for word in words if word.text in _english() and word.text not in shared}


@cache
def _english() -> frozenset[str]:
    return frozenset(closed_class()) | word_set("languages", _ENGLISH, "words")


def _held(key: str) -> frozenset[str]:
    """The small words of a language."""
    return word_set("languages", "languages", key, "words")


@cache
def _all_held() -> frozenset[str]:
    return frozenset().union(*map(_held, load("languages")["languages"]))


def _words(text: str) -> list[_Word]:
    plain = text.lower() if text.isupper() else text
    found = []
    for match in _WORD.finditer(plain):
        head, _, rest = match.group().replace("’", "'").partition("'")
        opens = _OPENS.search(plain, max(0, match.start() - 9), match.start()) is not None
        is_bare = len(head) > 1 or rest or not plain[match.end() : match.end() + 1].strip()
        can_hold = bool(is_bare) and (opens or head[0].islower())
        is_large = head[0].isupper() and not (opens and head.lower() in _all_held())
        found.append(_Word(head.lower(), can_hold, is_large))
        if rest and head.lower() in _ELIDED:
            found.append(_Word(rest.lower(), rest[0].islower(), rest[0].isupper()))
    return found


def _outside_names(words: list[_Word]) -> list[_Word]:
    """Words without the few small ones that stand between large ones, as in names of places and houses."""
    kept: list[_Word] = []
    small: list[_Word] = []
    after_large = False
    for word in words:
        if not word.is_large:
            small.append(word)
            continue
        is_name = after_large and len(small) <= _MOST_IN_NAME
        kept += [word] if is_name else [*small, word]
        small, after_large = [], True
    return [*kept, *small]


def _without_quotes(text: str) -> str:
    """The text with blanks for addresses and for what is quoted."""
    return _NOT_SAID.sub(lambda match: " " * len(match.group()), text)


def _script(text: str) -> str | None:
    """The letters that most of a text is written in, as Unicode names them; none where these are Latin."""
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        script = unicodedata.name(letter, "").partition(" ")[0].lower()
        counts[script] = counts.get(script, 0) + 1
    most = max(counts, key=lambda one: counts[one], default="latin")
    return most if most in load("languages")["scripts"] else None
