"""What a conversation about a bot comes to: the wish it is about now, what was said before, and answers.

A wish begins with what a person says and ends with an answer that asks nothing: that it was made, or why
not. In between there may be questions, days apart.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.bots.details import Question
from sayso.bots.types import Message

_HURRY = re.compile(
    r"\s*(?:please\s+|just\s+|ok(?:ay)?[,.]?\s+|bitte\s+)*"
    r"(?:just\s+)?(?:build|make|write|create|do|start)\s+(?:it|that)(?:\s+(?:now|anyway|already|like that))?"
    r"(?:[,.]?\s+please)?[.!]*\s*|\s*go\s+ahead[.!]*\s*|\s*(?:that['’]?s|that is)\s+(?:all|enough)[.!]*\s*"
    r"|\s*(?:no\s+more\s+questions|skip(?:\s+(?:it|this|that|the questions))?)[.!]*\s*"
    r"|\s*(?:bau|mach)(?:e|\s+es|\s+ihn)?\s*(?:einfach|jetzt)?[.!]*\s*|\s*einfach\s+(?:bauen|machen)[.!]*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is wished for now: ``wish``, after ``before``, with ``answers`` by the id of their question.

    ``told`` are the answers together with what was asked. ``open`` are questions that wait for an answer,
    ``rounds`` is how often something was asked about this wish. ``is_hurried``: whatever is open is to be
    assumed.
    """

    wish: str
    before: tuple[str, ...]
    answers: Mapping[str, str]
    told: tuple[str, ...]
    open: tuple[Question, ...]
    rounds: int
    is_hurried: bool

    @property
    def said(self) -> list[str]:
        """All words of people, the first first: what may be named in them was named by a person."""
        return [*self.before, self.wish, *self.answers.values()]


def heard(messages: Sequence[Message]) -> Heard:
    """What a conversation comes to."""
    wishes: list[list[Message]] = [[]]
    for one in messages:
        wishes[-1].append(one)
        if one.role == "assistant" and not one.questions:
            wishes.append([])
    spoken = [wish for wish in wishes if any(one.role == "user" for one in wish)]
    now = spoken[-1] if spoken else []
    asked = [one for one in now if one.questions]
    answers = {key: text for one in messages for key, text in one.answers.items()}
    questions = {question.id: question for one in messages for question in one.questions}
    return Heard(
        wish="\n".join(_texts(now)),
        before=tuple(text for wish in spoken[:-1] for text in _texts(wish)),
        answers=answers,
        told=tuple(f"{questions[key].text} {text}" for key, text in answers.items() if key in questions),
        open=open_questions(messages),
        rounds=len(asked),
        is_hurried=any(is_hurried(one.text) for one in now if one.role == "user"),
    )


def open_questions(messages: Sequence[Message]) -> tuple[Question, ...]:
    """Questions that were asked last and that nobody has answered."""
    last = next((one for one in reversed(messages) if one.role == "assistant"), None)
    if last is None:
        return ()
    return tuple(question for question in last.questions if question.id not in last.answers)


def is_hurried(text: str) -> bool:
    """Whether it says no more than to go on with what is known."""
    return _HURRY.fullmatch(text) is not None


def assumed(questions: Sequence[Question]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is taken for granted where nobody answers: the first suggestions, by id and in sentences."""
    taken = {one.id: one.suggestions[0] for one in questions if one.suggestions}
    said = tuple(f"{one.text} Taken: {taken[one.id]}" for one in questions if one.id in taken)
    return taken, said


def _texts(messages: Sequence[Message]) -> list[str]:
    return [
        one.text for one in messages if one.role == "user" and one.text.strip() and not is_hurried(one.text)
    ]
