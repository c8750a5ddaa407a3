"""Refinement from the message to the checked spec."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.design.types import Decision, HasSpec, Question, Refinement
from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Edit, apply
from sayso.spec.model import AppSpec

from .account import Refused, Step, content, is_remark, refusal, refused_by, unread
from .clauses import bare, clauses, sentences, tidy
from .commands import command
from .conversation import answer, is_approval, off_topic, reread
from .focus import focus_of, focus_on, specs_of
from .intents import INTENTS
from .rewording import rewordings
from .showing_new import edits_that_show
from .types import Change, Focus, Situation

_LONGEST = 20_000
_LONGEST_SENTENCE = 1_000
_MOST_SENTENCES = 40
_WORD = re.compile(r"[A-Za-z]{2,}")


def refine(
    spec: AppSpec,
    text: str,
    history: Sequence[AppSpec | HasSpec],
    ids: IdSource,
    about: str | None = None,
) -> Refinement:
    """Do what a message asks of a spec, or answer it; what cannot be done changes nothing and is explained.

    A message is done as a whole or not at all: where a part of it was not understood, or a word of it was
    not used, the answer says so and offers what could be meant. ``history`` holds the versions before
    ``spec``, oldest first; *undo* and *that* refer to it. ``about`` is the id of what the person points at,
    which *that* means first of all. The edits in the result lead from ``spec`` to the spec in the result,
    which has no errors that ``spec`` did not have.
    """
    message = tidy(text[:_LONGEST])
    versions = specs_of(history)
    if not _WORD.search(message):
        return _asked(spec, "I could not read that. What would you like to change?")
    focus = focus_on(spec, about) or focus_of(spec, versions)

    def works(said: str) -> bool:
        """Whether this would be done or answered, sent as a message."""
        found = _read(spec, tidy(said), versions, focus, ids)
        if not isinstance(found, Refinement):
            return False
        is_answered = said.endswith("?") and found.decision is Decision.QUESTION and not found.questions
        return bool(found.edits) or is_answered or found.decision is Decision.APPROVAL

    situation = Situation(spec, ids, message[:_LONGEST_SENTENCE], "", focus)
    found = _read(spec, message, versions, focus, ids)
    if not isinstance(found, Refinement):
        return refusal(situation, found, works)
    is_unread = found.decision is Decision.OFF_TOPIC or any(not one.suggestions for one in found.questions)
    return unread(found, situation, works) if is_unread else found


def _read(
    spec: AppSpec, message: str, versions: list[AppSpec], focus: Focus, ids: IdSource
) -> Refinement | tuple[Refused, ...]:
    """What becomes of a message, or what of it could not be used."""
    answered = answer(message, spec, versions)
    if answered is not None and answered.rest is None:
        return answered.refinement
    start = answered.refinement.spec if answered else spec
    rest = message if answered is None or answered.rest is None else answered.rest
    run = _Run(start, rest, focus, ids)
    state = run.read()
    if run.is_refused or (answered is not None and not state.edits):
        return tuple(run.refused) or (Refused(rest),)
    if answered is not None:
        done = answered.refinement
        reply = " ".join((done.reply, *state.said))
        return replace(done, reply=reply, edits=(*done.edits, *state.edits), spec=state.spec)
    if state.understood:
        return Refinement(state.decision, " ".join(state.said), state.edits, state.spec, state.questions)
    return reread(message, spec) or off_topic(message, spec)


def _asked(spec: AppSpec, text: str) -> Refinement:
    question = Question(text, ("Add a field", "Change the layout", "Undo the last change"))
    return Refinement(Decision.QUESTION, text, (), spec, (question,))


@dataclass(frozen=True, slots=True)
class _State:
    """How far a message was read; ``open`` are wishes that were answered or asked about, not done."""

    spec: AppSpec
    focus: Focus
    edits: tuple[Edit, ...] = ()
    said: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    open: tuple[Refused, ...] = ()
    understood: bool = False
    decision: Decision = Decision.REFINEMENT


class _Run:
    """One message being worked through, wish by wish."""

    def __init__(self, spec: AppSpec, message: str, focus: Focus, ids: IdSource) -> None:
        self.message, self._ids, self._start = message, ids, spec
        self.refused: list[Refused] = []
        self._state = _State(spec, focus)
        self._before = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing may be done, since part of what is understood would be left out."""
        is_partly = any(one.edits or one.is_fine for one in self.refused)
        return bool(self.refused) and (self._state.understood or is_partly)

    def read(self) -> _State:
        """Take every sentence; one that makes sense as a whole is not taken apart."""
        for number, sentence in enumerate(sentences(self.message)):
            if len(sentence) > _LONGEST_SENTENCE or number >= _MOST_SENTENCES:
                self.refused.append(Refused(sentence))
            else:
                self._read_sentence(sentence)
            self._before = f"{self._before} {sentence}".strip()
        state = self._state
        if state.edits:
            self.refused = [one for one in self.refused if not self._is_context(one, state)]
            self.refused += state.open
        return state

    def _is_context(self, one: Refused, state: _State) -> bool:
        """Whether a sentence that asks for nothing itself says what another one, which was done, is about."""
        is_unread = bool(state.edits) and not (one.edits or one.said or one.is_fine)
        step = Step(self._start, state.spec, state.edits)
        return is_unread and refused_by(one.clause, self.message, step, state.focus) is None

    def _read_sentence(self, sentence: str) -> None:
        whole = bare(sentence)
        parts = clauses(whole)
        refused: list[Refused] = []
        for way in (parts, [whole]) if len(parts) > 1 else ([whole],):
            state, lost = self._read_way(way)
            if not lost:
                self._state = state
                return
            if not refused or (not any(one.edits for one in refused) and any(one.edits for one in lost)):
                refused = [
                    *lost,
                    *(
                        Refused(part, is_fine=True)
                        for part in way
                        if part not in {one.clause for one in lost}
                    ),
                ]
        self.refused += refused

    def _read_way(self, parts: list[str]) -> tuple[_State, list[Refused]]:
        """The wishes of a sentence one after the other, with those that could not be read."""
        state, before = self._state, self._before
        lost: list[Refused] = []
        for part in parts:
            clause = bare(part)
            found = self._read_one(state, clause, before)
            if isinstance(found, _State):
                state = found
            elif found.edits or not (
                is_approval(part) or not content(clause) or is_remark(clause, state.spec)
            ):
                lost.append(found)
            before = f"{before} {part}".strip()
        return state, [one for one in lost if not self._is_context(one, state)]

    def _read_one(self, state: _State, clause: str, before: str) -> "_State | Refused":
        """What the most particular reading of a clause does, if it uses all of its words."""
        situation = Situation(state.spec, self._ids, self.message, before, state.focus)
        change = _change(clause, situation)
        return self._taken(state, change, clause) if change is not None else Refused(clause)

    def _taken(self, state: _State, change: Change, clause: str) -> "_State | Refused":
        """The spec with the edits, if it stays sound and they use all words; else what stands in the way."""
        if not change.edits:
            return _noted(state, change, clause)
        problem = ""
        for edits in filter(None, (change.edits, change.instead)):
            result = apply(state.spec, edits)
            problem = next((d.message for d in result.diagnostics if d.level is Level.ERROR), "")
            found = _errors(result.spec) if not problem else set()
            fresh = found - _errors(self._start) if found else found
            if not problem and not fresh:
                refused = refused_by(clause, self.message, Step(state.spec, result.spec, edits), state.focus)
                if refused is not None:
                    return refused
                shown = apply(result.spec, edits_that_show(state.spec, result.spec))
                done = replace(state, spec=shown.spec, edits=(*state.edits, *edits, *shown.edits))
                return _noted(done, change, clause)
            problem = problem or min(fresh)
        said = f"I left that out: {problem}"
        return _noted(state, replace(change, said=said, edits=(), questions=()), clause, is_open=True)


def _change(clause: str, situation: Situation) -> Change | None:
    """What the first intent makes of a clause; a command that names its thing needs none."""
    exact = command(clause, situation.spec)
    if exact is not None:
        return exact
    changes = (intent(wording, situation) for wording in rewordings(clause) for intent in INTENTS)
    return next((change for change in changes if change is not None), None)


def _noted(state: _State, change: Change, clause: str, *, is_open: bool = False) -> _State:
    decision = state.decision
    is_open = is_open or (
        not change.edits and (bool(change.questions) or change.decision is Decision.QUESTION)
    )
    said = (*state.said, change.said)
    if change.decision is Decision.NEW_REQUIREMENT or (
        change.decision is Decision.QUESTION and not state.edits and len(said) == 1
    ):
        decision = change.decision
    elif change.edits and decision is Decision.QUESTION:
        decision = Decision.REFINEMENT
    return replace(
        state,
        focus=change.focus or state.focus,
        said=said,
        questions=(*state.questions, *change.questions),
        open=(*state.open, Refused(clause, said=change.said)) if is_open else state.open,
        understood=True,
        decision=decision,
    )


def _errors(spec: AppSpec) -> set[str]:
    return {d.message for d in check(spec) if d.level is Level.ERROR}
