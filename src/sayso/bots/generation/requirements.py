"""Reads what a description says a bot must do, and what important it leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from sayso.bots.details import Question, Requirements
from sayso.bots.facts import BotFacts
from sayso.bots.generation.conversation import Heard, assumed
from sayso.bots.offline import read_requirements
from sayso.bots.types import Bot
from sayso.design.agents.prompt_fence import fenced, limited
from sayso.design.agents.prompts import prompt
from sayso.design.replies import as_own, question_in
from sayso.devloop.programs.disclosure import Disclosure
from sayso.devloop.programs.json_sample import as_json
from sayso.devloop.programs.writers.details_coercion import fitted
from sayso.devloop.programs.writers.requests import request
from sayso.kit.offload import Aside, in_thread
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models, Role

MOST_QUESTIONS = 3
MOST_ROUNDS = 2
"""How often something is asked about one wish; then it is assumed."""
_MOST_WORDS = 8_000


@dataclass(frozen=True, slots=True)
class Understood:
    """What is wanted, and what is to be asked first; ``answers`` hold those that were assumed, too."""

    requirements: Requirements
    questions: tuple[Question, ...]
    answers: dict[str, str]


class _Answer(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="ignore")

    requirements: Requirements = Requirements()
    questions: tuple[Question, ...] = ()


async def understand(
    bot: Bot, heard: Heard, facts: BotFacts, models: Models, aside: Aside = in_thread
) -> Understood:
    """The requirements, and questions unless enough was asked or the person wants it built."""
    requirements, questions = await _read(bot, heard, facts, models, aside)
    asked = _new(questions, heard)
    if not heard.is_hurried and heard.rounds < MOST_ROUNDS and asked:
        return Understood(requirements, asked, dict(heard.answers))
    taken, said = assumed((*_unanswered(heard.open, heard), *asked))
    assumptions = tuple(dict.fromkeys((*requirements.assumptions, *said)))
    kept = requirements.model_copy(update={"assumptions": assumptions})
    return Understood(kept, (), {**taken, **heard.answers})


async def _read(
    bot: Bot, heard: Heard, facts: BotFacts, models: Models, aside: Aside
) -> tuple[Requirements, Sequence[Question]]:
    """By a model where there is one that answers, by rules otherwise."""
    if models.has(Role.CODE):
        try:
            may_see_rows = models.may_see_rows(Role.CODE)
            reply = await models.ask(ask_for(bot, heard, facts, may_see_rows=may_see_rows))
        except ModelsUnavailableError:
            return await _by_rules(bot, heard, facts, aside)
        answer = reply.data if isinstance(reply.data, dict) else {}
        found, _ = fitted(_Answer, answer)
        if isinstance(found, _Answer) and found.requirements.purpose:
            return _with_own_words_marked(found)
    return await _by_rules(bot, heard, facts, aside)


def _with_own_words_marked(answer: _Answer) -> tuple[Requirements, tuple[Question, ...]]:
    """What a model took for granted, marked as its words; and of what it asks the questions alone."""
    taken = tuple(as_own(one) for one in answer.requirements.assumptions)
    asked = ((one, question_in(one.text)) for one in answer.questions)
    return (
        answer.requirements.model_copy(update={"assumptions": taken}),
        tuple(one.model_copy(update={"text": text}) for one, text in asked if text),
    )


async def _by_rules(
    bot: Bot, heard: Heard, facts: BotFacts, aside: Aside
) -> tuple[Requirements, Sequence[Question]]:
    """What rules read of a description; a wish to change a bot leaves it what it is for."""
    if facts.get("code"):
        return bot.requirements, ()
    return await aside(read_requirements, heard.wish or " ".join(heard.before), facts)


def ask_for(bot: Bot, heard: Heard, facts: BotFacts, *, may_see_rows: bool = False) -> Ask:
    """The request for requirements; what people said stands apart from what it is to do with it."""
    before: list[str] = []
    if heard.told:
        answers = "\n".join(f"- {one}" for one in heard.told)
        before.append(f"Asked before, with the answers:\n{fenced('answers', answers)}")
    if bot.requirements != Requirements():
        known = as_json(bot.requirements.model_dump(mode="json", exclude_defaults=True))
        before.append(f"Understood so far:\n{fenced('requirements', known)}")
    left_out = {"answers", "requirements", "code"}
    return request(
        prompt("programs/requirements"),
        limited(heard.wish, _MOST_WORDS).text,
        {name: value for name, value in facts.items() if name not in left_out},
        Disclosure.of_wish(heard.wish, facts, may_see_rows=may_see_rows),
        before=before,
        shape=_schema(),
    )


@cache
def _schema() -> dict[str, Any]:
    return _Answer.model_json_schema()


def _new(questions: Sequence[Question], heard: Heard) -> tuple[Question, ...]:
    """Questions that were not answered yet, each once."""
    fresh = {one.id: one for one in reversed(questions) if one.id not in heard.answers}
    return tuple(one for one in questions if fresh.get(one.id) is one)[:MOST_QUESTIONS]


def _unanswered(questions: Sequence[Question], heard: Heard) -> tuple[Question, ...]:
    return tuple(one for one in questions if one.id not in heard.answers)
