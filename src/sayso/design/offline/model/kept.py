"""The values kept about each accepted thing: of one row, each once, of the type its owner suggests."""

from collections import defaultdict
from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.offline.extraction.evidence import Evidence, FieldClue
from sayso.kit.words import singular
from sayso.spec.model import FieldType, Validation

from .names import Names

_ONE_EACH = frozenset((FieldType.MONEY, FieldType.DATE, FieldType.TIME, FieldType.DATETIME))


def fields_of(evidence: Evidence, names: Names) -> dict[str, list[FieldClue]]:
    """Field clues by the accepted thing they belong to."""
    found: dict[str, list[FieldClue]] = defaultdict(list)
    for clue in evidence.fields:
        owner = names.resolve(clue.owner)
        if owner is not None:
            found[owner].append(clue)
    return {
        owner: [_acidity(owner, _of_one_row(clue)) for clue in clues if not _says_again(clue, clues)]
        for owner, clues in found.items()
    }


def _says_again(clue: FieldClue, clues: list[FieldClue]) -> bool:
    """Whether amounts of many rows are those that each of them has: ``bikes and prices``, a daily price."""
    return _is_amounts(clue) and any(
        other.guess.type is clue.guess.type and other.guess.head == clue.guess.head and not other.guess.plural
        for other in clues
    )


def _of_one_row(clue: FieldClue) -> FieldClue:
    """Amounts and days of many rows are one amount or day in each."""
    guess = clue.guess
    if not guess.plural or guess.type not in _ONE_EACH:
        return clue
    return replace(clue, guess=replace(guess, name=singular(guess.name), label=singular(guess.label)))


def _acidity(owner: str, clue: FieldClue) -> FieldClue:
    """``ph`` is the phone of people and bodies; samples and pools have none."""
    known = known_thing(owner)
    called = is_person_word(owner) or known is None or known.kind in {"customer", "staff", "group", "place"}
    if called or clue.guess.source.lower() != "ph":
        return clue
    limits = Validation(min=0, max=14)
    guess = replace(clue.guess, name="ph", label="pH", type=FieldType.DECIMAL, validation=limits)
    return replace(clue, guess=guess)


def _is_amounts(clue: FieldClue) -> bool:
    return clue.guess.plural and clue.guess.type is FieldType.MONEY
