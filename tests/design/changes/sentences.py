"""Sentences to fifteen small applications, as people say them, and what becomes of them.

``sentences/`` holds a file for each application of ``specs``: a sentence (``say``) and what ``holds`` once it
is done, as functions of ``outcomes`` by name: ``field: [customer, email]`` calls ``field("customer",
"email")``, a mapping has ``args`` and keywords.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import apply
from sayso.spec.model import AppSpec

from . import outcomes, specs
from .outcomes import Outcome
from .scoring import Verdict

HERE = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to an application; ``number`` counts all of them from 1."""

    number: int
    spec: AppSpec
    say: str
    holds: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a sentence, with what does not hold, and whether the spec is sound."""

    sentence: Sentence
    verdict: Verdict
    reply: str
    amiss: tuple[str, ...]
    is_sound: bool


def sentences() -> Iterator[Sentence]:
    """All of them, in the order of the applications' names."""
    rows = [
        (getattr(specs, path.stem.upper()), row)
        for path in sorted(HERE.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    for number, (spec, row) in enumerate(rows, 1):
        yield Sentence(number, spec, row["say"], {str(one): _outcome(one) for one in row["holds"]})


def heard(sentence: Sentence) -> Heard:
    """What the product makes of a sentence: wrong is what changes something else than what was said."""
    done = refine(sentence.spec, sentence.say, (), SeededIds(sentence.say))
    amiss = tuple(told for told, is_so in sentence.holds.items() if not is_so(done, sentence.spec))
    is_sound = not has_errors(check(done.spec)) and apply(sentence.spec, done.edits).spec == done.spec
    is_same = done.spec == sentence.spec
    verdict = Verdict.DONE if not amiss else Verdict.ASKED if is_same else Verdict.WRONG
    return Heard(sentence, verdict, done.reply, amiss, is_sound)


def _outcome(told: str | Mapping[str, Any]) -> Outcome:
    if isinstance(told, str):
        found: Outcome = getattr(outcomes, told)
        return found
    ((name, values),) = told.items()
    keywords = dict(values) if isinstance(values, Mapping) else {"args": values}
    arguments: Sequence[Any] = keywords.pop("args")
    made: Outcome = getattr(outcomes, name)(*arguments, **keywords)
    return made
