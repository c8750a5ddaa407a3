"""Refinement by a model: edits of what is there, carried out as far as they fit and are wished for."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sayso.design.name_lookup.situation import Situation
from sayso.design.replies import reply_of
from sayso.design.spec_edits.components import main_entity
from sayso.design.spec_edits.entities import access_to, screen_of
from sayso.design.spec_edits.visibility import edits_that_show
from sayso.design.types import Outcome, Replied, Tell, Verdict, Wish
from sayso.llm.types import Ask, Models
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Edit, Kind, add, apply
from sayso.spec.model import AppSpec, Assumption
from sayso.spec.public import public_surface

from .answers import Answer
from .context import Content
from .execution import Carrier, Left
from .guard import Guard, opens_more
from .language.edit_context import THERE_ALREADY
from .language.items import Item, items_of, new_item
from .rounds import Taken, converse, explained

_MOST_FAULTS, _MOST_ITEMS = 4, 200
_LAYOUT_OPS = frozenset({"add", "remove", "rename", "set", "move", "set_layout"})
Contents = Callable[[Wish, Iterable[str]], Content]


@dataclass
class Refining:
    """One wish being worked on by a model; ``kinds`` are those that it may change, all without."""

    wish: Wish
    verdict: Verdict
    tell: Tell
    kinds: frozenset[Kind] | None = None

    def __post_init__(self) -> None:
        self._guard = Guard(self.wish)
        source = " ".join(self.wish.text.split())[:400] or None
        self._is_again = False
        self._carrier = Carrier(self.wish.spec, self.wish.ids, self._guard, source)

    async def outcome(self, models: Models, ask: Ask, contents: Contents) -> Outcome:
        """Ask with what the wish touches, and do what fits of the answer.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        content = contents(self.wish, ())

        def more(names: tuple[str, ...]) -> str | None:
            further = contents(self.wish, names)
            return further.text if further.text != content.text else None

        ask = replace(ask, content=content.text)
        talk = await converse(models, ask, self._take, more)
        await asyncio.to_thread(self._finish, talk.answer)
        talk.notices += [] if talk.answer.data else ["The model gave an answer that cannot be read."]
        notices = (*filter(None, (content.notice,)), *talk.notices, *explained(talk.left), *self._faults())
        return self._told(talk.answer, notices)

    def _take(self, answer: Answer) -> Taken:
        items = tuple(items_of(answer.data.get("edits"), self._carrier.spec)[:_MOST_ITEMS])
        beyond = tuple(_beyond(item) for item in items if not self._is_in_reach(item))
        known = len(self._carrier.faults)
        left = self._carrier.take(item for item in items if self._is_in_reach(item))
        if self._is_again:
            fresh = self._carrier.faults[known:]
            self._carrier.faults[known:] = [one for one in fresh if one.code != THERE_ALREADY]
        self._is_again = True
        return Taken(items, (*beyond, *left))

    def _is_in_reach(self, item: Item) -> bool:
        """Whether this agent may do it; what an op means without a kind is found out later."""
        if self.kinds is None:
            return True
        return item.op in _LAYOUT_OPS and (item.kind is None or item.kind in self.kinds)

    def _assume(self, answer: Answer) -> None:
        """What was assumed becomes part of the application, if anything was changed."""
        if not self._carrier.edits:
            return
        said = [
            new_item("add", Kind.ASSUMPTION, "assumptions", element=dict(one)) for one in answer.assumptions
        ]
        self._carrier.take(said)
        if opens_more(self.wish.spec, self._carrier.spec):
            self._carrier.add(self._opened())

    def _opened(self) -> list[Edit]:
        """What became public says so, for the person to confirm or take back."""
        before, after = self.wish.spec, self._carrier.spec
        fresh = public_surface(after).beyond(public_surface(before).keys)
        if not fresh.openings:
            return []
        role = after.permissions.public_role
        rules = [rule.id for rule in after.permissions.rules if rule.role == role]
        text = " ".join(fresh.sentences)[:4000]
        alternatives = ("Only people who sign in",)
        return [
            add(
                Assumption(
                    id=self.wish.ids.new("asm"), text=text, elements=tuple(rules), alternatives=alternatives
                )
            )
        ]  # fmt: skip

    def _round_off(self) -> None:
        """What is new can be seen, entered and used, also where the model did not think of it."""
        self._carrier.add(usual_edits(self.wish, self._carrier.spec))
        if self._carrier.edits:
            self._carrier.add(edits_that_show(self.wish.spec, self._carrier.spec))

    def _faults(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_said(fault) for fault in self._carrier.faults))[:_MOST_FAULTS]

    def _finish(self, answer: Answer) -> None:
        """Take in what was assumed, and round everything off."""
        self._assume(answer)
        self._round_off()

    def _told(self, answer: Answer, notices: tuple[str, ...]) -> Outcome:
        spec, edits = self._carrier.spec, tuple(self._carrier.edits)
        questions = (*self._carrier.questions, *answer.questions)
        reply = reply_of(
            self.wish.spec, spec, edits, asks=bool(questions), is_partial=bool(edits and notices)
        )
        self.tell(Replied(reply))
        known = {one.id for one in self.wish.spec.assumptions}
        return Outcome(
            self.verdict,
            reply,
            spec,
            edits,
            questions,
            tuple(one for one in spec.assumptions if one.id not in known),
            answer.suggestions,
            answer.reasoning,
            tuple(dict.fromkeys(notices)),
        )


def usual_edits(wish: Wish, spec: AppSpec) -> tuple[Edit, ...]:
    """Screens and access for new entities that got none."""
    known = {entity.id for entity in wish.spec.entities}
    edits: list[Edit] = []
    for entity in spec.entities:
        if entity.id in known:
            continue
        situation = Situation(apply(spec, edits, checked=False).spec, wish.ids)
        if all(component.entity != entity.name for component in spec.components):
            edits += screen_of(situation, entity)
        if all(rule.entity != entity.name for rule in spec.permissions.rules):
            parents = [link.parent for link in situation.index.parents(entity.name).values()]
            main = main_entity(Situation(wish.spec, wish.ids))
            like = next(iter(parents), main.name if main else None)
            edits += access_to(situation, entity.name, like) or access_to(situation, entity.name, None)
    return tuple(edits)


def _said(fault: Diagnostic) -> str:
    return fault.message if fault.code == THERE_ALREADY else f"{fault.message} That part was left out."


def _beyond(item: Item) -> Left:
    """What is not for this agent."""
    problem = Diagnostic(
        code="out-of-reach",
        level=Level.ERROR,
        path=item.place,
        message="Here only pages, components and reports change.",
        hint="Leave it out.",
    )
    return Left(item, (problem,))
