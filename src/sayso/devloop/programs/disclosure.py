"""What of rows is told to a language model: types and invented values of the same shape.

Values themselves go only where an administrator of the agency allowed it for each model that may answer. A
program that reads rows of applications meets real people. What it was given, gave and wrote, and why it
failed, all pass here on their way into a request: values become invented ones, and of texts only words stay
that the model knows anyway, from the request, the program and Python.
"""

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.devloop.programs.json_sample import as_json, sampled
from sayso.devloop.programs.types import NoDetails, Task, Trial
from sayso.sandbox.types import Outcome

_WORD = re.compile(r"\w+")
_LINE_OR_WORD = re.compile(r"(?P<line>\bline \d{1,4}\b)|\w+")
"""A place in the program stays."""
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REAL_FACTS = frozenset({"shown", "rows", "input", "output", "failure"})
"""Facts that may hold values of rows; all others are words of people, of specs, and of addresses."""
_OF_PEOPLE = frozenset({"email"})
"""Facts about people, for writers in this process: no model is told them, whatever it may see of rows."""
_ANSWERED = frozenset({"sample", "sources"})
"""What addresses answered, which are no rows; words of it are no reason to tell the same of rows."""
_PYTHON = """
a all an and any argument arguments as at attribute attributes base be been before but by call called can
cannot character characters code column compare concatenate convert could data date datetime decimal decode
default determine dict did does during empty end error exception exceptions expected expects failed field
fields file for format found from function generator got has have host identifier in index input instance
instances int integer invalid is isoformat item items iterable iteration its key keyword last length line
list literal long many mapping maximum method missing module month more most must name named no nonetype not
number object objects of on one only operand operands or out outcome output parse perhaps permission
position positional program range read recent required requires result return returned row rows run second
seconds sequence set shape size slice some step string supported take takes text than that the there this
time timezone to too traceback tuple type types unexpected unhashable unknown unpack unsupported use value
values was were what when which while with without wrong year you
"""
_KNOWN = frozenset(
    word.lower()
    for word in (*dir(builtins), *keyword.kwlist, *_PYTHON.split(), "ctx", "py", "program", "main", "utc")
)


@dataclass(frozen=True, slots=True)
class Invented:
    """Text of a request with nothing of rows that its models may not see; ``Disclosure`` makes it."""

    text: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Turns what may hold values of rows into what a model is told; ``known`` are words that stay.

    ``seen`` are words that came with what a program was given and gave: no advice repeats them.
    """

    known: frozenset[str]
    seen: frozenset[str]
    is_needed: bool

    @classmethod
    def of(cls, task: Task, trials: Iterable[Trial], *, may_see_rows: bool) -> "Disclosure":
        """For all requests about a task: one that reads rows of applications, or is given any."""
        tried = [*trials, *([task.before] if task.before else [])]
        told, seen = _told(task.asked, task.facts), [as_json(task.input), *_seen(task.facts)]
        reads_rows = bool(task.facts.get("modules")) or task.input is not None
        for one in tried:
            told.append(one.draft.code)
            if not isinstance(one.draft.details, NoDetails):
                details = one.draft.details.model_dump(mode="json")
                told.append(as_json(details))
                reads_rows = reads_rows or _names_modules(details)
            seen += _came_with(one.outcome)
        return cls(_KNOWN | frozenset(_words(told)), frozenset(_words(seen)), reads_rows and not may_see_rows)

    @classmethod
    def of_wish(cls, asked: str, facts: Mapping[str, Any], *, may_see_rows: bool) -> "Disclosure":
        """For requests about what somebody wants, before there is a program."""
        known = _KNOWN | frozenset(_words(_told(asked, facts)))
        return cls(known, frozenset(_words(_seen(facts))), bool(facts.get("modules")) and not may_see_rows)

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What is known, without people; of what may hold values of rows the shape with invented ones."""
        return {
            name: self.value(one) if name in _REAL_FACTS else one
            for name, one in facts.items()
            if name not in _OF_PEOPLE
        }

    def data(self, value: Any, most: int) -> Invented:
        """JSON of values as a sample."""
        return Invented(as_json(sampled(self.value(value), most)))

    def value(self, value: Any) -> Any:
        """The same shape with invented values; names of fields stay."""
        if not self.is_needed or value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(str(key)): self.value(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        if isinstance(value, int):
            return int("1234567890123456789"[: len(str(abs(value)))])
        return 1.5 if isinstance(value, float) else self._text(str(value))

    def text(self, text: str) -> Invented:
        """Words of a program, or about it, without those that only rows could have brought."""
        return Invented(self._text(text))

    def advice(self, text: str) -> Invented:
        """Words of ours about a program, without those of values that they name."""
        if not self.is_needed:
            return Invented(text)
        return Invented(_WORD.sub(lambda found: self._named(found[0]), text))

    def _named(self, word: str) -> str:
        is_of_rows = word.lower() in self.seen or (any(map(str.isdigit, word)) and len(word) > 1)
        return self._word(word) if is_of_rows else word

    def _text(self, text: str) -> str:
        if not self.is_needed:
            return text
        dated = _DAY.sub("2026-01-15", text)
        return _LINE_OR_WORD.sub(lambda found: found["line"] or self._word(found[0]), dated)

    def _word(self, word: str) -> str:
        if word in {"2026", "01", "15"} or word.lower() in self.known:
            return word
        parts = word.replace("_", " ").split()
        if len(parts) > 1 and all(part.lower() in self.known for part in parts):
            return word
        return "".join("0" if one.isdigit() else "X" if one.isupper() else "x" for one in word)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in _WORD.findall(text):
            yield word.lower()
            yield from (part.lower() for part in _PARTS.findall(word))


def _told(asked: str, facts: Mapping[str, Any]) -> list[str]:
    """Words that a model is told anyway."""
    hidden = _REAL_FACTS | _ANSWERED | _OF_PEOPLE
    return [asked, *(as_json(value) for name, value in facts.items() if name not in hidden)]


def _seen(facts: Mapping[str, Any]) -> list[str]:
    return [as_json(facts.get(name)) for name in sorted(_REAL_FACTS)]


def _came_with(outcome: Outcome | None) -> Iterator[str]:
    """Everything of a run that may hold values of rows."""
    if outcome is not None:
        error = outcome.error
        yield from (as_json(outcome.result), outcome.output, *(as_json(one.sample) for one in outcome.steps))
        yield from (error.message, error.trace) if error else ()


def _names_modules(details: Any) -> bool:
    """Whether a draft wants to read rows of applications."""
    if isinstance(details, Mapping):
        return bool(details.get("modules")) or any(_names_modules(one) for one in details.values())
    return isinstance(details, list) and any(_names_modules(one) for one in details)
