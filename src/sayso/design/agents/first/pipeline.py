"""A first description on its way to an application: asked, repaired, completed, told."""

import asyncio
from dataclasses import replace

from sayso.design.agents.answers import Answer
from sayso.design.agents.context import MOST_DESCRIPTION, description_content
from sayso.design.agents.execution import Carrier
from sayso.design.agents.language.items import new_item
from sayso.design.agents.model_refinement import usual_edits
from sayso.design.agents.prompts import prompt
from sayso.design.agents.rounds import Taken, converse, explained
from sayso.design.agents.shape import description_shape
from sayso.design.drafts.page import draft_page
from sayso.design.offline.build.identity import slug_of
from sayso.design.offline.build.public import with_public
from sayso.design.offline.build.questions import open_questions
from sayso.design.offline.extraction.read import read
from sayso.design.replies import reply_of
from sayso.design.types import (
    Agent,
    Decision,
    Outcome,
    Question,
    Replied,
    Subject,
    Tell,
    Verdict,
    Wish,
)
from sayso.kit.words import plural, sentence
from sayso.llm.types import Ask, Models, Role
from sayso.spec.edits import Kind, apply, diff
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec

from .defaults import complete
from .description_items import described_items
from .provenance import traced

_MOST_ITEMS = 1_500
_ASK = Question(
    "Which things should it keep records of, and what should it know about each?",
    ("Clients with name and phone, and appointments with a date", "Projects, tasks and who does them"),
)


async def design(models: Models, wish: Wish, tell: Tell) -> Outcome:
    """The application that a description asks for.

    Raises:
        ModelsUnavailableError: when no model answers.
    """
    content = description_content(wish.text)
    carrier = Carrier(wish.spec, wish.ids, lambda *_: None)

    def take(answer: Answer) -> Taken:
        items = tuple(described_items(answer.data, carrier.spec)[:_MOST_ITEMS])
        return Taken(items, carrier.take(items))

    drafts = await asyncio.to_thread(draft_page, wish.text[:MOST_DESCRIPTION])
    asked = "\n\n".join(filter(None, (content.text, drafts)))
    ask = Ask(Role.SCHEMA, prompt("description"), asked, description_shape())
    talk = await converse(models, ask, take, lambda _: None)
    notices = (*filter(None, (content.notice,)), *talk.notices, *explained(talk.left))
    if not carrier.spec.entities:
        return _asking(wish, talk.answer, notices, tell)
    spec = await asyncio.to_thread(_whole, wish, carrier, talk.answer)
    edits = await asyncio.to_thread(diff, wish.spec, spec)
    questions = talk.answer.questions or open_questions(spec)
    reply = reply_of(wish.spec, spec, edits, is_partial=bool(notices))
    tell(Replied(reply))
    return Outcome(
        Verdict(Decision.NEW_REQUIREMENT, Subject.SCHEMA, Agent.SCHEMA),
        reply,
        spec,
        edits,
        questions,
        spec.assumptions,
        talk.answer.suggestions or tuple(answer for one in questions for answer in one.suggestions)[:6],
        talk.answer.reasoning,
        tuple(dict.fromkeys(notices)),
    )


def _whole(wish: Wish, carrier: Carrier, answer: Answer) -> AppSpec:
    """What was understood with all that follows from it; never less than what was understood."""
    text = wish.text[:MOST_DESCRIPTION]
    carrier.take(
        new_item("add", Kind.ASSUMPTION, "assumptions", element=dict(one)) for one in answer.assumptions
    )
    understood = traced(carrier.spec, text)
    said = str(answer.data.get("name") or "").strip()[:60]
    name = said or sentence(plural(understood.entities[0].name))
    whole = complete(understood, text, wish.ids, name)
    if whole is understood:
        whole = changed(understood, name=name, slug=slug_of(name))
        whole = apply(whole, usual_edits(replace(wish, spec=wish.spec), whole)).spec
    return with_public(whole, read(text).public, wish.ids)


def _asking(wish: Wish, answer: Answer, notices: tuple[str, ...], tell: Tell) -> Outcome:
    """Nothing could be made of it, so the person is asked; an answer that says nothing asks nothing."""
    if not answer.data:
        notices = (*notices, "The model gave an answer that cannot be read.")
    questions = answer.questions or ((_ASK,) if answer.data else ())
    reply = reply_of(wish.spec, wish.spec, (), asks=bool(questions))
    tell(Replied(reply))
    return Outcome(
        Verdict(Decision.QUESTION, Subject.SCHEMA, Agent.EXPLAIN),
        reply,
        wish.spec,
        questions=questions,
        suggestions=answer.suggestions or tuple(way for one in questions for way in one.suggestions),
        reasoning=answer.reasoning,
        notices=tuple(dict.fromkeys(notices)),
    )
