"""What is asked back where a message was not understood: what was, what was not, and what is near it."""

from collections.abc import Callable, Iterator, Sequence

from sayso.design.messages.answers import mentions_spec
from sayso.design.messages.beyond import beyond
from sayso.design.messages.choices import exact, nearest, offered
from sayso.design.messages.conversation import off_topic
from sayso.design.naming.situation import Situation
from sayso.design.resolver import Problem, Resolved
from sayso.design.types import Decision, Question, Refinement
from sayso.spec.edits import each_said
from sayso.spec.model import AppSpec

_NOTHING_YET = "I changed nothing yet."
_MOST_SAID = 2
_MOST_LOST = 4
_UNREADABLE = ("Add a field", "Change the layout", "Undo the last change")


def unreadable(spec: AppSpec, text: str) -> Refinement:
    """The answer to what no reader gets through."""
    return Refinement(Decision.QUESTION, text, (), spec, (Question(text, _UNREADABLE),))


def asked(spec: AppSpec, text: str, choices: Sequence[str] = ()) -> Refinement:
    """A question, with which nothing changes."""
    question = Question(text, tuple(choices))
    return Refinement(Decision.QUESTION, f"{_NOTHING_YET} {text}", (), spec, (question,))


def asked_back(situation: Situation, found: Resolved | None, works: Callable[[str], bool]) -> Refinement:
    """The question about a message that was not done; every choice is a message that ``works``."""
    spec, message = situation.spec, situation.message
    told = beyond(message, situation)
    if told is not None:
        return told
    problems = found.problems if found is not None else ()
    choices = [choice for one in problems for choice in one.choices]
    lost = list(dict.fromkeys(_lost(problems)))
    chosen = offered([*choices, *exact(situation), *nearest(situation, lost)], message, works)
    is_read = found is not None and (found.edits or any(one.why for one in problems))
    if not is_read and mentions_spec(message, spec) is None:
        done = off_topic(message, spec)
        text = done.questions[0].text if done.questions else "Do you mean one of these?"
        return Refinement(done.decision, done.reply, (), spec, (Question(text, chosen),) if chosen else ())
    said = [_NOTHING_YET, *dict.fromkeys(one.why for one in problems if one.why)]
    if found is not None and found.edits:
        said.append(f"I understood: {_quoted(_understood(spec, found))}.")
    if lost:
        said.append(f"I did not understand: {_quoted(lost[:_MOST_LOST])}.")
    text = "Do you mean one of these?" if chosen else "How else can you put it?"
    return Refinement(Decision.QUESTION, " ".join((*said, text)), (), spec, (Question(text, chosen),))


def _lost(problems: Sequence[Problem]) -> Iterator[str]:
    """The words that were not understood, other than those of which it is said what is amiss."""
    explained = {one.words for one in problems if one.why}
    yield from (one.words for one in problems if one.words and one.words not in explained and not one.why)


def _understood(spec: AppSpec, found: Resolved) -> list[str]:
    return list(dict.fromkeys(each_said(spec, found.edits)))[:_MOST_SAID]


def _quoted(parts: Sequence[str]) -> str:
    return ", ".join(f"“{part}”" for part in parts)
