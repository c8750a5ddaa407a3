"""The offline designer behind the seam that all who read words share."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from sayso.design.described import by_reading, second_reading
from sayso.design.drafts.answer import answer_outcome, answered, is_answer
from sayso.design.drafts.description_words import Said
from sayso.design.drafts.designed import accounted, designed
from sayso.design.drafts.find import names_a_design
from sayso.design.drafts.sifted import sifted
from sayso.design.drafts.widened import widened
from sayso.design.drafts.words import not_used
from sayso.design.earlier import EarlierSpecs
from sayso.design.languages import Foreign, foreign, without_foreign_parts
from sayso.design.messages.choices import nearest
from sayso.design.messages.custom import custom_wishes
from sayso.design.messages.focus import specs_of
from sayso.design.name_lookup.situation import Situation
from sayso.design.refinement import refine
from sayso.design.types import (
    Agent,
    Decided,
    Decision,
    Edited,
    Outcome,
    Question,
    Replied,
    Subject,
    Tell,
    Verdict,
    Wish,
    unheard,
)
from sayso.errors import TookTooLongError
from sayso.kit.ids import SeededIds
from sayso.kit.offload import Aside, in_thread
from sayso.spec.diagnostics import Diagnostic, has_errors
from sayso.spec.edits import Edit, diff, each_said
from sayso.spec.edits.language import SetLayout
from sayso.spec.model import AppSpec

from .designer import OfflineDesigner
from .readable import EXAMPLES

_BEGINNING = Verdict(Decision.NEW_REQUIREMENT, Subject.SCHEMA, Agent.SCHEMA)
_MOST_NEAR = 3
"""Wishes that are offered after a first build where none of its design's own can be done."""
_LAYOUT_KINDS = frozenset({"page", "component"})


class OfflineDesigning:
    """Reads words by rules and general knowledge; needs no model and no network."""

    def __init__(self, aside: Aside = in_thread) -> None:
        self._aside = aside

    async def work(self, wish: Wish, tell: Tell = unheard) -> Outcome:
        """Read the message aside, and tell of it as if it came piece by piece."""
        try:
            outcome = await self._aside(read_wish, travelling(wish))
        except TookTooLongError as error:
            verdict = Verdict(Decision.QUESTION, None, Agent.NOBODY)
            outcome = Outcome(verdict, f"{error.message} {error.hint}", wish.spec)
        if not outcome.edits:
            outcome = replace(outcome, spec=wish.spec)
        tell(Decided(outcome.verdict))
        outcome = replace(outcome, said=tuple(each_said(wish.spec, outcome.edits)))
        for edit, said in zip(outcome.edits, outcome.said, strict=True):
            tell(Edited(edit, said))
        tell(Replied(outcome.reply))
        return outcome


def travelling(wish: Wish) -> Wish:
    """A message as it goes to whoever reads it: with versions that travel lightly."""
    return replace(wish, versions=EarlierSpecs(specs_of(wish.versions)))


def read_wish(wish: Wish) -> Outcome:
    """What becomes of a message: of a description, or of a wish after it."""
    other = None if is_answer(wish.text) else foreign(wish.text)
    if other is None:
        return _next(wish) if wish.spec.entities else _first(wish)
    if other.is_whole or wish.spec.entities:
        return _not_english(wish, other)
    rest, left_out = without_foreign_parts(wish.text)
    outcome = _first(replace(wish, text=rest))
    return replace(outcome, notices=(*outcome.notices, *left_out))


def _not_english(wish: Wish, other: Foreign) -> Outcome:
    """The way out for a message in another language; its decision leaves it to a model where there is one."""
    if wish.spec.entities:
        return Outcome(Verdict(Decision.REFINEMENT, None, Agent.NOBODY), other.answer(), wish.spec)
    verdict = Verdict(Decision.QUESTION, Subject.SCHEMA, Agent.EXPLAIN)
    return Outcome(verdict, other.answer(), wish.spec, suggestions=EXAMPLES)


def _first(wish: Wish) -> Outcome:
    """What was said, laid over the nearest designs of the catalogue.

    The trained reader tells talk about software and looks from things to keep; other texts are read by rules.
    """
    said = Said.of(wish.text)
    read = by_reading if said.written.is_about_software else OfflineDesigner().design
    proposal = read(said.text, wish.ids)
    problems = proposal.problems
    if not proposal.is_readable and not names_a_design(said):
        return _asking(wish, proposal.reply, proposal.questions)
    is_sound = bool(proposal.spec.entities) and not has_errors(problems)
    first = sifted(proposal.spec, said) if is_sound else None
    second = second_reading(first, said, wish.ids) if first else None
    wide = sifted(widened(first, second, said, wish.ids), said) if first and second else None
    made = designed(said, first, wide, wish.ids)
    if made is not None:
        edits = diff(wish.spec, made.spec)
        assumed = made.spec.assumptions
        offered = tuple(one for one in made.next if _works(one, made.spec))
        near = nearest(Situation(made.spec, wish.ids))
        offered = offered or tuple(islice((one for one in near if _works(one, made.spec)), _MOST_NEAR))
        return Outcome(_BEGINNING, made.reply, made.spec, edits, made.questions, assumed, offered)
    if wide is None:
        return _asking(wish, proposal.reply or _misfit(problems), proposal.questions)
    spec, left = accounted(wide, said, wish.ids)
    reply = " ".join(filter(None, (proposal.reply, not_used(left) if left else "")))
    edits = diff(wish.spec, spec)
    follow_ups = _follow_ups(proposal.questions)
    return Outcome(_BEGINNING, reply, spec, edits, proposal.questions, spec.assumptions, follow_ups)


def _works(text: str, spec: AppSpec) -> bool:
    """Whether a wish that is offered changes something when it is sent."""
    return bool(refine(spec, text, (), SeededIds(0)).edits)


def _asking(wish: Wish, reply: str, questions: tuple[Question, ...]) -> Outcome:
    verdict = Verdict(Decision.QUESTION, Subject.SCHEMA, Agent.EXPLAIN)
    return Outcome(verdict, reply, wish.spec, questions=questions)


def _next(wish: Wish) -> Outcome:
    if answer := answered(wish.text, wish.spec, wish.ids):
        return answer_outcome(wish, answer)
    done = refine(wish.spec, wish.text, wish.versions, wish.ids, wish.about)
    known = {assumption.id for assumption in wish.spec.assumptions}
    verdict = verdict_of(done.decision, done.edits)
    if not done.edits and done.decision is Decision.REFINEMENT and custom_wishes(wish.text, wish.spec):
        verdict = Verdict(done.decision, Subject.CODE, Agent.NOBODY)
    return Outcome(
        verdict,
        done.reply,
        done.spec,
        done.edits,
        done.questions,
        tuple(one for one in done.spec.assumptions if one.id not in known),
        _follow_ups(done.questions),
    )


def verdict_of(decision: Decision, edits: tuple[Edit, ...]) -> Verdict:
    """What a message was, judged by what became of it."""
    if decision is Decision.QUESTION:
        return Verdict(decision, None, Agent.EXPLAIN)
    if not edits or decision in {Decision.APPROVAL, Decision.OFF_TOPIC, Decision.UNDO}:
        return Verdict(decision, None, Agent.NOBODY)
    is_layout = all(isinstance(edit, SetLayout) or _kind_of(edit) in _LAYOUT_KINDS for edit in edits)
    if is_layout:
        return Verdict(decision, Subject.LAYOUT, Agent.LAYOUT)
    return Verdict(decision, Subject.SCHEMA, Agent.SCHEMA)


def _kind_of(edit: Edit) -> str | None:
    kind = getattr(edit, "kind", None)
    return None if kind is None else str(kind)


def _follow_ups(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """Answers to what is open, as what a person may send next."""
    return tuple(dict.fromkeys(answer for question in questions for answer in question.suggestions))


def _misfit(diagnostics: Sequence[Diagnostic]) -> str:
    problems = " ".join(one.message for one in diagnostics[:3])
    return f"This description gave no usable application. {problems}".strip()
