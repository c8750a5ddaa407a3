"""What is asked back where a message was not understood: what was, what was not, and what is near it."""

from collections.abc import Callable, Sequence

from sayso.design.messages.answers import answer_question, mentions_spec
from sayso.design.messages.choices import exact, nearest, offered
from sayso.design.messages.clauses import bare, clauses, sentences
from sayso.design.messages.conversation import off_topic
from sayso.design.messages.limitations import beyond
from sayso.design.name_lookup.situation import Situation
from sayso.design.resolver import SO_ALREADY, Resolved
from sayso.design.types import Decision, Question, Refinement
from sayso.spec.edits import each_said
from sayso.spec.model import AppSpec

_NOTHING_YET = "I changed nothing yet."
_WHICH = "Do you mean one of these?"
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
    known = beyond(message, situation) or _answered(situation)
    if known is not None:
        return known
    problems = found.problems if found is not None else ()
    whys = list(dict.fromkeys(one.why for one in problems if one.why))
    if whys == [SO_ALREADY] and found is not None and not found.edits:
        return Refinement(Decision.QUESTION, f"{SO_ALREADY} Nothing changed.", (), spec)
    told = offered((choice for one in problems for choice in one.choices), message, works)
    if told:
        return asked(spec, next(one.why for one in problems if one.choices) or _WHICH, told)
    lost = [] if whys else list(dict.fromkeys(one.words for one in problems if one.words))
    chosen = offered((*_parts(message), *exact(situation), *nearest(situation, lost)), message, works)
    is_read = found is not None and bool(found.edits or whys)
    if not is_read and mentions_spec(message, spec) is None:
        done = off_topic(message, spec)
        text = done.questions[0].text if done.questions else _WHICH
        return Refinement(done.decision, done.reply, (), spec, (Question(text, chosen),) if chosen else ())
    said = [_NOTHING_YET, *whys]
    if found is not None and found.edits:
        said.append(f"I understood: {_quoted(_understood(spec, found))}.")
    if lost:
        said.append(f"I did not understand: {_quoted(lost[:_MOST_LOST])}.")
    text = _WHICH if chosen else "How else can you put it?"
    return Refinement(Decision.QUESTION, " ".join((*said, text)), (), spec, (Question(text, chosen),))


def _answered(situation: Situation) -> Refinement | None:
    """The answer to a question about what is there."""
    message = situation.message.rstrip()
    if not message.endswith("?") or mentions_spec(message, situation.spec) is None:
        return None
    reply = answer_question(message, situation.spec)
    return Refinement(Decision.QUESTION, reply, (), situation.spec) if reply else None


def _parts(message: str) -> list[str]:
    """The wishes of a message one by one, where there are several."""
    parts = [bare(part) for one in sentences(message) for part in clauses(bare(one))]
    return [f"{part[:1].upper()}{part[1:]}" for part in parts] if len(parts) > 1 else []


def _understood(spec: AppSpec, found: Resolved) -> list[str]:
    return list(dict.fromkeys(each_said(spec, found.edits)))[:_MOST_SAID]


def _quoted(parts: Sequence[str]) -> str:
    return ", ".join(f"“{part}”" for part in parts)
