"""Refinement from the message to the checked spec."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.design.types import Decision, HasSpec, Question, Refinement
from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Edit, apply
from sayso.spec.model import AppSpec

from .clauses import bare, clauses, sentences, tidy
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

    ``history`` holds the versions before ``spec``, oldest first; *undo* and *that* refer to it. ``about`` is
    the id of what the person points at, which *that* means first of all. The edits in the result lead from
    ``spec`` to the spec in the result, which has no errors that ``spec`` did not have.
    """
    message = tidy(text[:_LONGEST])
    versions = specs_of(history)
    if not _WORD.search(message):
        return _asked(spec, "I could not read that. What would you like to change?")
    answered = answer(message, spec, versions)
    if answered is not None and answered.rest is None:
        return answered.refinement
    start = answered.refinement.spec if answered else spec
    run = _Run(
        start,
        message if answered is None or answered.rest is None else answered.rest,
        focus_on(spec, about) or focus_of(spec, versions),
        ids,
    )
    run.read()
    if answered is not None:
        done = answered.refinement
        return replace(
            done, reply=" ".join([done.reply, *run.said]), edits=(*done.edits, *run.edits), spec=run.spec
        )
    if run.understood:
        return Refinement(run.decision, " ".join(run.said), tuple(run.edits), run.spec, tuple(run.questions))
    return reread(message, spec) or off_topic(message, spec)


def _asked(spec: AppSpec, text: str) -> Refinement:
    question = Question(text, ("Add a field", "Change the layout", "Undo the last change"))
    return Refinement(Decision.QUESTION, text, (), spec, (question,))


class _Run:
    """One message being worked through, wish by wish."""

    def __init__(self, spec: AppSpec, message: str, focus: Focus, ids: IdSource) -> None:
        self.spec, self.message, self.focus, self._ids = spec, message, focus, ids
        self.edits: list[Edit] = []
        self.said: list[str] = []
        self.questions: list[Question] = []
        self.understood = False
        self.decision = Decision.REFINEMENT
        self._start = spec

    def read(self) -> None:
        """Take every sentence; one that makes sense as a whole is not taken apart."""
        before = ""
        for sentence in sentences(self.message)[:_MOST_SENTENCES]:
            if len(sentence) > _LONGEST_SENTENCE:
                continue
            parts = clauses(bare(sentence))
            whole = bare(sentence)
            if not (len(parts) > 1 and self._read_all(parts, before)) and not self._read_one(whole, before):
                self._read_some(parts, before)
            before = f"{before} {sentence}".strip()

    def _read_all(self, parts: list[str], before: str) -> bool:
        """Whether each of several wishes of a sentence could be read; else nothing of it is done."""
        kept = (
            self.spec,
            self.focus,
            list(self.edits),
            list(self.said),
            list(self.questions),
            self.understood,
            self.decision,
        )
        for part in parts:
            if not self._read_one(bare(part), before) and not is_approval(part):
                (
                    self.spec,
                    self.focus,
                    self.edits,
                    self.said,
                    self.questions,
                    self.understood,
                    self.decision,
                ) = kept
                return False
            before = f"{before} {part}".strip()
        return True

    def _read_some(self, parts: list[str], before: str) -> None:
        """Do what can be understood of a sentence, and say what could not."""
        understood = [part for part in parts if self._read_one(bare(part), before)]
        if understood and len(understood) < len(parts):
            lost = [f"“{part}”" for part in parts if part not in understood and len(part.split()) > 3]
            self.said += [f"I did not understand {' and '.join(lost)}."] if lost else []

    def _read_one(self, clause: str, before: str) -> bool:
        situation = Situation(self.spec, self._ids, self.message, before, self.focus)
        for wording in rewordings(clause):
            for intent in INTENTS:
                change = intent(wording, situation)
                if change is not None and self._take(change):
                    return True
        return False

    def _take(self, change: Change) -> bool:
        """Apply the edits if the spec stays sound; else say what stands in the way."""
        if not change.edits:
            self._note(change, change.said)
            return True
        problem = ""
        for edits in filter(None, (change.edits, change.instead)):
            result = apply(self.spec, edits)
            problem = next((d.message for d in result.diagnostics if d.level is Level.ERROR), "")
            found = _errors(result.spec) if not problem else set()
            fresh = found - _errors(self._start) if found else found
            if not problem and not fresh:
                shown = apply(result.spec, edits_that_show(self.spec, result.spec))
                self.spec = shown.spec
                self.edits += (*edits, *shown.edits)
                self._note(change, change.said)
                return True
            problem = problem or min(fresh)
        self._note(replace(change, questions=()), f"I left that out: {problem}")
        return True

    def _note(self, change: Change, said: str) -> None:
        self.understood = True
        self.said.append(said)
        self.questions += change.questions
        self.focus = change.focus or self.focus
        if change.decision is Decision.NEW_REQUIREMENT or (
            change.decision is Decision.QUESTION and not self.edits and len(self.said) == 1
        ):
            self.decision = change.decision
        elif change.edits and self.decision is Decision.QUESTION:
            self.decision = Decision.REFINEMENT


def _errors(spec: AppSpec) -> set[str]:
    return {d.message for d in check(spec) if d.level is Level.ERROR}
