"""Which shape words ask for, and the recipe of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sayso.bots.details import Question
from sayso.bots.facts import BotFacts
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.types import Draft
from sayso.phrases.said import Said
from sayso.phrases.things import things_of

from .collecting import Collect, has_collecting, read_collect, write_collect
from .events import Happening, take_happening
from .leftovers import unused
from .moving import Move, has_moving, read_move, write_move
from .reacting import React, read_react, write_react
from .reacting.reading import is_hooked
from .recipe import Told, trigger_words
from .refusing import refuse_unable
from .reminding import Remind, has_reminding, read_remind, write_remind
from .reporting import Report, read_report, write_report
from .rows import modules_of, named_things
from .saying import Say, has_saying, read_saying, write_saying
from .sentence import CannotError, Sentence, sentence_of
from .watching import Watch, read_watch, write_watch

Recipe: TypeAlias = Watch | Collect | Report | Move | React | Remind | Say
_MOST_LOST = 4
_STATES = " where "
_ADDRESSED = (
    r"\b(?:web\s?sites?|web\s?pages?|pages?|urls?|address|apis?|endpoints?|feeds?|rss"
    r"|atom|servers?|home\s?page|blog|online\s+shop|url|csv|json|domain|shop's\s+site|link)\b"
)
_WATCHED = (
    r"\b(?:watch|monitor|check|observe|track|look\s+at|keep\s+an\s+eye|collect|import"
    r"|fetch|download|scrape|poll|read|sync|down|unreachable|is\s+up)\b"
)
_OBSERVED = r"\b(?:watch|monitor|observe|keep\s+an\s+eye\s+on)\b"
_WHEN = r"\b(?:when(?:ever)?|as\s+soon\s+as|once|every\s+time|each\s+time)\b"
_OFTEN = (
    r"\b(?:every|each)\s+(?:day|week|month)\b"
    r"|\b(?:daily|weekly|monthly|summary|digest|overview|report)\b"
)
_WRITERS: dict[type, Callable[[Any], Draft]] = {
    Watch: write_watch,
    Collect: write_collect,
    Report: write_report,
    Move: write_move,
    React: write_react,
    Remind: write_remind,
    Say: write_saying,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What words come to: a recipe, and the sentence with its questions and assumptions."""

    recipe: Recipe
    sentence: Sentence

    def draft(self) -> Draft:
        """The bot."""
        return _WRITERS[type(self.recipe)](self.recipe)

    def told(self) -> Told:
        """What it comes to in sentences."""
        return self.recipe.told()

    def unused(self, said: Said | None = None) -> tuple[str, ...]:
        """What of the words became nothing in it: of its own, or of those that were ``said`` last."""
        told, common = self.told(), self.recipe.common
        triggers = trigger_words(getattr(self.draft().details, "triggers", ()), common.timing)
        lists = (told.sources, told.processing, told.outputs, told.features, told.integrations, triggers)
        sentences = [told.purpose, self.sentence.title, *(one for each in lists for one in each)]
        if any(_STATES in one for one in sentences):
            sentences += [f"un{state}" for state in self.sentence.states]
        return unused(said or self.sentence.said, sentences, type(self.recipe).__name__.lower())


def plan_of(text: str, facts: BotFacts) -> Plan:
    """The plan for words, of which every word of content was used.

    Raises:
        CannotError: when it cannot be done by rules, or a part of it was not understood.
        UnclearError: when something is missing that cannot be assumed.
    """
    plan = read_plan(text, facts)
    lost = plan.unused()
    if lost:
        quoted = ", ".join(f"“{part}”" for part in lost[:_MOST_LOST])
        raise CannotError(
            f"I understood: {plan.told().purpose} I did not understand: {quoted}. "
            "Say that in other words, or leave it out."
        )
    return plan


def read_plan(text: str, facts: BotFacts) -> Plan:
    """The plan for words of which some may not be used, as what was said later takes their place.

    Raises:
        CannotError: when it cannot be done by rules.
        UnclearError: when something is missing that cannot be assumed.
    """
    sentence = sentence_of(text, facts)
    recipe = _recipe(sentence)
    common = replace(recipe.common, notes=tuple(sentence.notes))
    return Plan(replace(recipe, common=common), sentence)


def _recipe(sentence: Sentence) -> Recipe:
    refuse_unable(sentence)
    _ask_address(sentence)
    if sentence.sources:
        if has_collecting(sentence):
            return read_collect(sentence)
        return read_watch(sentence)
    modules = modules_of(sentence)
    if has_saying(sentence, modules):
        return read_saying(sentence)
    if has_reminding(sentence) and things_of(modules):
        return read_remind(sentence, modules)
    happening = _happening(sentence, modules)
    if has_moving(sentence, modules, happening):
        return read_move(sentence, modules, happening)
    if happening is not None:
        return read_react(sentence, happening)
    if is_hooked(sentence) and not sentence.timing and things_of(modules):
        return _hook_without_event(sentence)
    return read_report(sentence, modules)


def _happening(sentence: Sentence, modules: list[ModuleFacts]) -> Happening | None:
    """What happens to rows; a schedule that was said wins over words such as “new orders”."""
    is_timed = sentence.timing is not None or re.search(_OFTEN, sentence.said.open) is not None
    if is_timed and not re.search(_WHEN, sentence.said.open):
        return None
    return take_happening(sentence, modules)


def _ask_address(sentence: Sentence) -> None:
    """An address that is spoken of and not named is asked for."""
    if sentence.sources:
        return
    text = sentence.said.open
    answer = sentence.answers.get("address", "")
    modules = sentence.facts.get("modules") or []
    is_spoken_of = re.search(_ADDRESSED, text) and re.search(_WATCHED, text)
    if not answer and not is_spoken_of and not re.search(_OBSERVED, text):
        return
    if (
        not answer
        and any(one.score >= 0.9 for one in named_things(sentence.said.words(), modules))
        and not re.search(r"\b(?:api|feed|rss|csv|website|web\s?page|url|endpoint|server)\b", text)
    ):
        return
    if not answer:
        answer = sentence.ask(
            Question(
                id="address",
                text="Which address is meant? It begins with https://.",
                why="The words speak of one and name none.",
            )
        )
    found = re.search(r"(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/\S*)?", answer, re.IGNORECASE)
    if found is None:
        raise CannotError(f"“{answer[:60]}” is no address. It begins with https://.")
    address = found[0].rstrip(".,;)")
    sentence.sources.append(address if "://" in address else f"https://{address}")


def _hook_without_event(sentence: Sentence) -> React:
    things = things_of(sentence.facts.get("modules") or [])
    answer = sentence.ask(
        Question(
            id="event",
            text="When should it be called?",
            suggestions=tuple(f"when a new {one.facts['label'].lower()} is created" for one in things[:4]),
            why="The words do not say what has to happen.",
        )
    )
    told = sentence_of(answer, sentence.facts)
    happening = take_happening(told, modules_of(told))
    if happening is None:
        raise CannotError(f"I do not know when “{answer[:60]}” is.")
    return read_react(sentence, happening)
