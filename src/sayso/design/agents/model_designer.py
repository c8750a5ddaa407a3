"""Models do what messages ask for; the offline designer stands behind them."""

import logging
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from sayso.design.drafts.answer import is_answer
from sayso.design.messages.conversation import approved, off_topic, undone
from sayso.design.messages.custom import custom_from, custom_wishes
from sayso.design.offline.designer_adapter import travelling
from sayso.design.types import Agent, Decision, Designing, Outcome, Subject, Tell, Verdict, Wish, unheard
from sayso.errors import TookTooLongError
from sayso.kit.offload import Aside, in_thread
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Models, Role
from sayso.spec.edits import Add, Kind, SetLayout, apply

from .custom import CustomPart, custom_part
from .explainer import Explainer
from .orchestrator import decide_reading
from .progress import Telling
from .rules import Reading, read, subjects_of, unread, without_custom

_log = logging.getLogger(__name__)
_MOST_PARTS = 3
_WISHES = frozenset({Decision.REFINEMENT, Decision.NEW_REQUIREMENT})


class ChangeDesigner(Protocol):
    """An agent that changes an application."""

    async def refine(self, wish: Wish, verdict: Verdict, tell: Tell) -> Outcome:
        """Do what the message asks for.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        ...


class FirstDesigner(ChangeDesigner, Protocol):
    """An agent that also makes an application of its first description."""

    async def design(self, wish: Wish, tell: Tell) -> Outcome:
        """Read a description.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        ...


class ModelDesigning:
    """Hands each message to the agent it is for; what no model does, the offline designer does.

    What needs no model costs no tokens: undo, approval, small talk, and plain orders that the offline
    designer fulfils to the letter (a rename, a move, something required). Where an agent changes nothing and
    asks nothing, but the offline designer understood every word, the offline designer's edits count.
    """

    def __init__(
        self,
        models: Models,
        offline: Designing,
        *,
        schema: FirstDesigner | None = None,
        layout: ChangeDesigner | None = None,
        aside: Aside = in_thread,
    ) -> None:
        self._aside = aside
        self._models = models
        self._offline = offline
        self._given_schema = schema
        self._given_layout = layout
        self._explainer = Explainer(models)

    @cached_property
    def _schema(self) -> FirstDesigner:
        if self._given_schema is not None:
            return self._given_schema
        from .schema import SchemaDesigner

        return SchemaDesigner(self._models)

    @cached_property
    def _layout(self) -> ChangeDesigner:
        if self._given_layout is not None:
            return self._given_layout
        from .layout import LayoutDesigner

        return LayoutDesigner(self._models)

    async def work(self, wish: Wish, tell: Tell = unheard) -> Outcome:
        """Work on a message; never fails for what a person wrote or a model answered."""
        telling = Telling(tell)
        if is_answer(wish.text) and wish.spec.entities:
            return telling.finish(wish.spec, await self._offline.work(wish))
        reading = await self._read(wish)
        verdict = await decide_reading(reading, self._models)
        telling.decided(verdict)
        turn = _Turn(reading, verdict, telling)
        try:
            outcome = await self._act(turn)
        except ModelsUnavailableError as error:
            telling.notice(_instead(error))
            outcome = replace(await self._by_rules(turn), is_fallback=True)
        except Exception:  # noqa: BLE001 - whatever a model wrote, the person gets an answer
            _log.exception("An agent failed on a message; the offline designer takes it.")
            telling.notice("The answer of the model could not be used, so the offline designer did this.")
            outcome = replace(await self._by_rules(turn), is_fallback=True)
        return telling.finish(wish.spec, outcome)

    async def _read(self, wish: Wish) -> Reading:
        """What rules make of a message; what takes them too long, they leave to the models."""
        try:
            reading = await self._aside(read, travelling(wish))
        except TookTooLongError:
            return unread(wish)
        offline = reading.offline if reading.offline.edits else replace(reading.offline, spec=wish.spec)
        return replace(reading, wish=wish, offline=offline)

    async def _act(self, turn: "_Turn") -> Outcome:
        match turn.verdict.agent:
            case Agent.NOBODY:
                return await self._still(turn)
            case Agent.EXPLAIN:
                return await self._explain(turn)
            case Agent.CODE:
                return await self._code(turn)
            case _ if not turn.wish.spec.entities:
                return await self._first(turn)
            case _:
                return await self._change(turn)

    async def _by_rules(self, turn: "_Turn") -> Outcome:
        outcome = await self._offline.work(turn.wish)
        return replace(outcome, verdict=turn.verdict)

    async def _still(self, turn: "_Turn") -> Outcome:
        """Undo, approval and small talk: what rules do with them, also where a model recognised them."""
        wish, verdict = turn.wish, turn.verdict
        if verdict.by_rule or not wish.spec.entities:
            return await self._by_rules(turn)
        match verdict.decision:
            case Decision.UNDO:
                done = undone(wish.spec, wish.versions)
            case Decision.APPROVAL:
                done = approved(wish.spec)
            case _:
                done = off_topic(wish.text, wish.spec)
        return Outcome(verdict, done.reply, done.spec, done.edits, done.questions)

    async def _explain(self, turn: "_Turn") -> Outcome:
        known = await self._by_rules(turn)
        if known.edits or not self._models.has(Role.EXPLAIN):
            return replace(known, edits=(), spec=turn.wish.spec)
        says = known if known.verdict.decision is Decision.QUESTION and not known.questions else None
        return await self._explainer.answer(turn.wish, turn.verdict, says, turn.telling.relay)

    async def _first(self, turn: "_Turn") -> Outcome:
        outcome = await self._schema.design(turn.wish, turn.telling.relay)
        outcome = await self._better(turn, replace(outcome, verdict=turn.verdict))
        return self._with_drawn_parts(turn.wish, outcome)

    def _with_drawn_parts(self, wish: Wish, outcome: Outcome) -> Outcome:
        """Room for what a first description wants drawn, such as a floor plan to click on."""
        if not outcome.edits or not self._models.has(Role.CODE):
            return outcome
        for _, custom in custom_wishes(wish.text, outcome.spec)[:_MOST_PARTS]:
            if custom.is_drawn and custom.existing is None:
                outcome = _with_part(outcome, custom_part(custom, custom.asked, outcome.spec, wish.ids))
        return outcome

    async def _change(self, turn: "_Turn") -> Outcome:
        """Let the agents that a message concerns work on it in turn, the data before the pages."""
        if turn.reading.is_exact:
            return await self._by_rules(turn)
        both = len(subjects_of(turn.wish.text)) > 1
        outcome = await self._ask(turn, Agent.SCHEMA if both else turn.verdict.agent, turn.wish)
        outcome = await self._better(turn, replace(outcome, verdict=turn.verdict))
        if both and not outcome.questions and not _has_layout(outcome):
            outcome = await self._laid_out(turn, outcome)
        return outcome

    async def _ask(self, turn: "_Turn", agent: Agent, wish: Wish) -> Outcome:
        subject = Subject.LAYOUT if agent is Agent.LAYOUT else Subject.SCHEMA
        verdict = replace(turn.verdict, subject=subject, agent=Agent(subject.value))
        is_layout = agent is Agent.LAYOUT and self._models.has(Role.LAYOUT)
        designer = self._layout if is_layout else self._schema
        return await designer.refine(wish, verdict, turn.telling.relay)

    async def _laid_out(self, turn: "_Turn", outcome: Outcome) -> Outcome:
        """The same message for the pages, after its data is there; what was done so far stays in any case."""
        wish = replace(turn.wish, spec=outcome.spec, versions=(*turn.wish.versions, turn.wish.spec))
        verdict = replace(turn.verdict, subject=Subject.LAYOUT, agent=Agent.LAYOUT)
        if not self._models.has(Role.LAYOUT):
            return outcome
        try:
            more = await self._layout.refine(wish, verdict, unheard)
        except ModelsUnavailableError as error:
            turn.telling.notice(_instead(error, "the pages stay as they are"))
            return outcome
        return _joined(outcome, more) if more.edits else outcome

    async def _better(self, turn: "_Turn", outcome: Outcome) -> Outcome:
        """The outcome, unless it does nothing where the offline designer understood every word."""
        if (
            outcome.edits
            or outcome.questions
            or not turn.reading.understood
            or turn.verdict.decision not in _WISHES
        ):
            return outcome
        instead = await self._by_rules(turn)
        return replace(instead, notices=(*outcome.notices, *instead.notices)) if instead.edits else outcome

    async def _code(self, turn: "_Turn") -> Outcome:
        """Make room for the parts that are asked for, and do what else a message wishes for."""
        if not self._models.has(Role.CODE):
            return await self._by_rules(turn)
        wish, reading = turn.wish, turn.reading
        wishes = [custom for _, custom in reading.custom] or [custom_from(wish.text, wish.spec)]
        rest = without_custom(reading) if reading.custom else None
        other = await self._read(rest) if rest is not None else None
        if other is not None and other.understood:
            done = await self._offline.work(other.wish)
            outcome, asked = replace(done, verdict=turn.verdict), None
        else:
            outcome, asked = Outcome(turn.verdict, "", wish.spec), wish.text
        for custom in wishes:
            part = custom_part(custom, asked or custom.asked, outcome.spec, wish.ids)
            outcome = _with_part(outcome, part)
        return outcome


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message being worked on."""

    reading: Reading
    verdict: Verdict
    telling: Telling

    @property
    def wish(self) -> Wish:
        return self.reading.wish


def _instead(error: ModelsUnavailableError, what: str = "the offline designer did this instead") -> str:
    """Why no model did it, who did, and the way out."""
    why = error.message.strip().rstrip(".")
    return f"{why}; {what}. {error.hint or 'Try again later for the work of a model.'}".strip()


def _has_layout(outcome: Outcome) -> bool:
    """Whether edits show something on a page already."""
    shown = {Kind.COMPONENT, Kind.PAGE}
    return any(isinstance(e, SetLayout) or (isinstance(e, Add) and e.kind in shown) for e in outcome.edits)


def _joined(first: Outcome, second: Outcome) -> Outcome:
    return replace(
        second,
        verdict=first.verdict,
        reply=f"{first.reply}\n\n{second.reply}".strip(),
        edits=(*first.edits, *second.edits),
        questions=(*first.questions, *second.questions),
        assumptions=(*first.assumptions, *second.assumptions),
        suggestions=tuple(dict.fromkeys((*first.suggestions, *second.suggestions))),
        reasoning=f"{first.reasoning}\n\n{second.reasoning}".strip(),
        notices=tuple(dict.fromkeys((*first.notices, *second.notices))),
        components=first.components | second.components,
    )


def _with_part(outcome: Outcome, part: CustomPart) -> Outcome:
    return replace(
        outcome,
        reply=f"{outcome.reply} {part.said}".strip(),
        spec=apply(outcome.spec, part.edits).spec,
        edits=(*outcome.edits, *part.edits),
        components={**outcome.components, part.component: part.asked},
    )
