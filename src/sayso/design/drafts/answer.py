"""Questions of a design, and what a yes to one changes."""

import re
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.described import changes
from sayso.catalogue.index import catalogue
from sayso.catalogue.recast import as_made
from sayso.catalogue.soundness import wording
from sayso.catalogue.types import Blueprint, Choice, EntryKind
from sayso.design.agents.execution import Carrier
from sayso.design.agents.first.description_items import described_items
from sayso.design.agents.language.items import Item, new_item
from sayso.design.agents.model_refinement import usual_edits
from sayso.design.replies import reply_of
from sayso.design.types import Agent, Decision, Outcome, Question, Subject, Verdict, Wish
from sayso.kit.ids import IdSource
from sayso.spec.edits import Edit, Kind, Remove, apply
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_YES, _NO = "Yes", "No"
_ANSWER = re.compile(r"([^?]+)\?\s*(yes|no)\b[.!]?\s*", re.IGNORECASE)
_MOST = 3


def questions_of(blueprint: Blueprint, spec: AppSpec) -> tuple[Question, ...]:
    """What is worth asking about an application made of a design; what it has already is not asked."""
    return tuple(Question(one.ask, (_YES, _NO)) for one in blueprint.questions if not _is_so(one, spec))[
        :_MOST
    ]


def _is_so(choice: Choice, spec: AppSpec) -> bool:
    names = {entity.name for entity in spec.entities}
    return bool(choice.brings) and set(choice.brings) <= names


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a question of a design: the edits of a yes, none of a no."""

    edits: tuple[Edit, ...]
    spec: AppSpec
    is_yes: bool
    problems: tuple[str, ...] = ()


def is_answer(text: str) -> bool:
    """Whether a message is questions of designs with yes or no behind each."""
    return bool(_given(text))


def answered(text: str, spec: AppSpec, ids: IdSource) -> Answered | None:
    """What answers change, one after the other; none where the text is anything else.

    A question that several designs ask is that of the one which is most like this application.
    """
    given = _given(text)
    if not given:
        return None
    edits: list[Edit] = []
    problems: list[str] = []
    for asked, is_yes in given:
        if not is_yes:
            continue
        names = {entity.name for entity in spec.entities}
        slugs = sorted(
            _asked()[asked],
            key=lambda slug: -len(names & set(card.entities)) if (card := catalogue().card(slug)) else 0,
        )
        blueprint = as_made(catalogue(), slugs[0], names)
        choice = next(one for one in blueprint.questions if wording(one.ask) == asked)
        done = taken(choice, blueprint, spec, ids)
        edits += done.edits
        problems += done.problems
        spec = done.spec
    return Answered(tuple(edits), spec, any(is_yes for _, is_yes in given), tuple(problems))


def _given(text: str) -> list[tuple[str, bool]]:
    """The questions that a message answers, and whether with yes; none, if it says more.

    It is read once from its start, and only as far as it is answers: messages can be of 100,000 characters.
    """
    found: list[tuple[str, bool]] = []
    text = text.strip()
    end = 0
    while end < len(text):
        answer = _ANSWER.match(text, end)
        asked = wording(answer[1]) if answer else ""
        if answer is None or asked not in _asked():
            return []
        found.append((asked, answer[2].lower() == "yes"))
        end = answer.end()
    return found


def answer_outcome(wish: Wish, answer: Answered) -> Outcome:
    """What becomes of a message that answers a question of a design."""
    verdict = Verdict(Decision.REFINEMENT, Subject.SCHEMA, Agent.SCHEMA)
    if not answer.is_yes:
        return Outcome(verdict, "Then it stays as it is.", wish.spec)
    spec, edits = with_pages(wish, answer.spec, answer.edits)
    return Outcome(verdict, reply_of(wish.spec, spec, edits), spec, edits, notices=answer.problems)


def with_pages(wish: Wish, spec: AppSpec, edits: tuple[Edit, ...]) -> tuple[AppSpec, tuple[Edit, ...]]:
    """The application with pages and rights for new things, and all edits that lead to it."""
    usual = usual_edits(wish, spec)
    result = apply(spec, usual)
    return (result.spec, (*edits, *usual)) if result.ok else (spec, edits)


def taken(choice: Choice, blueprint: Blueprint, spec: AppSpec, ids: IdSource) -> Answered:
    """The application after a yes."""
    carrier = Carrier(spec, ids, lambda *_: None, source=f"{choice.ask} {_YES}")
    left = carrier.take([*_anew(choice, spec), *described_items(_fresh(choice, blueprint, spec), spec)])
    for name in choice.removes:
        if edit := _removed(name, carrier.spec):
            carrier.add([edit])
    problems = tuple(problem.message for one in left for problem in one.problems)
    return Answered(tuple(carrier.edits), carrier.spec, is_yes=True, problems=problems)


def _anew(choice: Choice, spec: AppSpec) -> list[Item]:
    """Values that are there already get the expression or the limits that a yes gives them."""
    found = []
    index = SpecIndex(spec)
    for entity, entries in choice.adds.items():
        if entity not in index.entities:
            continue
        for entry in entries:
            if entry.kind is EntryKind.COMPUTED and entry.name in index.computed(entity):
                expression = entry.text.split("=", 1)[1].strip()
                target, values = f"{entity}.{entry.name}", {"expression": expression}
                found.append(new_item("set", Kind.COMPUTED, target, target=target, values=values))
    return found


def _fresh(choice: Choice, blueprint: Blueprint, spec: AppSpec) -> dict[str, object]:
    """What a yes brings that is not there yet."""
    index = SpecIndex(spec)
    adds = {
        entity: tuple(
            entry
            for entry in entries
            if entity not in index.entities or entry.name not in index.computed(entity)
        )
        for entity, entries in choice.adds.items()
    }
    return changes(Choice(choice.ask, choice.brings, adds, choice.new, choice.removes), blueprint)


def _removed(name: str, spec: AppSpec) -> Remove | None:
    entity, _, part = name.partition(".")
    found = next((one for one in spec.entities if one.name == entity), None)
    if found is None:
        return None
    if not part:
        return Remove(kind=Kind.ENTITY, target=found.id)
    kinds = ((Kind.FIELD, found.fields), (Kind.COMPUTED, found.computed))
    return next((Remove(kind=k, target=e.id) for k, parts in kinds for e in parts if e.name == part), None)


@cache
def _asked() -> dict[str, tuple[str, ...]]:
    """The designs that ask a question."""
    found: dict[str, tuple[str, ...]] = {}
    for card in catalogue().cards:
        for ask in card.asks:
            found[wording(ask)] = (*found.get(wording(ask), ()), card.slug)
    return found
