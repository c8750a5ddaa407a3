"""Asking a model until its answer fits: what is wrong goes back to it, all at once, at most twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models

from .answers import Answer, read_answer
from .execution import Left
from .language.items import Item

REPAIRS = 2
_MOST_LEFT, _MOST_SAID = 25, 6_000
_AGAIN = (
    "Some of it does not fit. What is not named below was kept; do not send it again. Answer in the same "
    "shape with these only, corrected; leave out what cannot be done."
)
_UNREADABLE = "This was not one JSON object of the asked shape. Answer with the JSON object alone."


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done of an answer: its items, and those of them that were left out."""

    items: tuple[Item, ...] = ()
    left: tuple[Left, ...] = ()


Take = Callable[[Answer], Taken]
"""Does what an answer asks for as far as it fits."""
More = Callable[[tuple[str, ...]], str | None]
"""The request again with what a model needs to see in full; none where there is nothing more to show."""


@dataclass(slots=True)
class Talk:
    """What came of asking: the answer, and what is still left out of it."""

    answer: Answer = field(default_factory=Answer)
    left: tuple[Left, ...] = ()
    notices: list[str] = field(default_factory=list)


async def converse(models: Models, ask: Ask, take: Take, more: More) -> Talk:
    """Ask, show what else is needed once, and have repaired what does not fit.

    Raises:
        ModelsUnavailableError: when not even the first answer came.
    """
    talk = Talk()
    is_first, may_need, repairs = True, True, 0
    while True:
        try:
            reply = await models.ask(ask, _unshown)
        except ModelsUnavailableError as error:
            if is_first:
                raise
            talk.notices.append(f"{error.message} What had been understood until then was kept.")
            return talk
        answer = read_answer(reply.data)
        talk.answer = answer if is_first else talk.answer.and_then(answer)
        shown = more(answer.needs) if answer.needs and may_need else None
        is_first = False
        taken = await asyncio.to_thread(take, answer)
        if shown is not None and not taken.left:
            may_need, ask = False, replace(ask, content=shown, exchange=())
            continue
        problem = _problem(answer, taken.left)
        talk.left = (*given_up(talk.left, taken.items), *taken.left)
        if not problem or repairs == REPAIRS:
            return talk
        repairs += 1
        ask = replace(ask, exchange=(*ask.exchange, (reply.text[:_MOST_SAID], problem)))


def _unshown(piece: str) -> None:
    """Pieces are read so that a slow answer is seen to be alive; nothing of it is shown."""
    del piece


def given_up(left: tuple[Left, ...], again: tuple[Item, ...]) -> tuple[Left, ...]:
    """What was sent back and did not come again: of each kind of edit, those beyond the number that came."""
    came = Counter((item.op, item.kind) for item in again)
    missing = []
    for one in left:
        way = (one.item.op, one.item.kind)
        if came[way]:
            came[way] -= 1
        elif one.item.is_told:
            missing.append(one)
    return tuple(missing)


def _problem(answer: Answer, left: tuple[Left, ...]) -> str:
    """What is wrong with an answer, in one message; empty where nothing is."""
    if not answer.data:
        return _UNREADABLE
    if not left:
        return ""
    lines = [f"- {one.item.spoken}: {_reasons(one)}" for one in left[:_MOST_LEFT]]
    more = [f"- and {len(left) - _MOST_LEFT} more"] if len(left) > _MOST_LEFT else []
    return "\n".join([_AGAIN, *lines, *more])


def _reasons(left: Left) -> str:
    said = [f"{problem.message} {problem.hint}".strip() for problem in left.problems[:4]]
    return " ".join(dict.fromkeys(said))[:600] or "It does not fit."


def explained(left: tuple[Left, ...]) -> tuple[str, ...]:
    """What was left out in the end, for the person."""
    said = [
        f"I left out “{one.item.spoken}”: {one.problems[0].message if one.problems else ''}" for one in left
    ]
    shown = [text.strip().removesuffix(":") for text in dict.fromkeys(said)]
    more = [f"{len(shown) - 5} more changes did not fit and were left out."] if len(shown) > 6 else []
    return (*(shown[:5] if more else shown), *more)
