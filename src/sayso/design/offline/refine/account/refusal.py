"""The answer to a message of which a part could not be used: what was understood, what not, what is near."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sayso.design.offline.refine.types import Situation
from sayso.design.types import Decision, Question, Refinement
from sayso.spec.edits import Edit, each_said
from sayso.spec.model import AppSpec

from .choices import exact, nearest, without

_MOST = 4
_MOST_TRIED = 12
_MOST_SAID = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """A wish that was not done. ``left`` are the words that ``edits``, which fit ``spec``, did not use.

    ``asked`` is what has to be known before it could be done, with ``answers``; ``said`` is what was answered
    instead of doing it; ``is_fine`` says that it could be done alone, ``is_contrary`` that the result would
    not be what ``left`` says.
    """

    clause: str
    left: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    spec: AppSpec | None = None
    asked: str = ""
    answers: tuple[str, ...] = ()
    said: str = ""
    is_fine: bool = False
    is_contrary: bool = False


def refusal(situation: Situation, refused: Sequence[Refused], works: Callable[[str], bool]) -> Refinement:
    """Nothing changes; the question says what was understood and offers messages that would be done."""
    understood = [said for one in refused for said in _understood(one)]
    lost = [
        part
        for one in refused
        if not (one.is_fine or one.said or one.asked)
        for part in one.left or (one.clause,)
    ]
    said = ["I changed nothing yet.", *dict.fromkeys(one.said for one in refused if one.said)]
    if understood:
        said.append(f"I understood: {_quoted(understood)}.")
    if lost:
        said.append(f"I did not understand: {_quoted(lost)}.")
    chosen = offered(_choices(situation, refused, lost), situation.message, works)
    asked = next((one.asked for one in refused if one.asked), "")
    text = asked or ("Do you mean one of these?" if chosen else "How else can you put it?")
    return Refinement(
        Decision.QUESTION, " ".join([*said, text]), (), situation.spec, (Question(text, chosen),)
    )


def unread(done: Refinement, situation: Situation, works: Callable[[str], bool]) -> Refinement:
    """The answer to a message that was not understood, with wishes near it that would be."""
    chosen = offered(nearest(situation), situation.message, works)
    text = done.questions[0].text if done.questions else "Do you mean one of these?"
    return replace(done, questions=(Question(text, chosen),)) if chosen else done


def offered(candidates: Iterable[str], message: str, works: Callable[[str], bool]) -> tuple[str, ...]:
    """The first of these messages that would be understood; none is what was said already."""
    fresh = (one for one in dict.fromkeys(candidates) if one.lower() != message.lower())
    return tuple(islice((one for one in islice(fresh, _MOST_TRIED) if works(one)), _MOST))


def _understood(one: Refused) -> list[str]:
    if one.is_fine:
        return [one.clause]
    if one.edits and one.spec is not None:
        return list(dict.fromkeys(each_said(one.spec, one.edits)))[:_MOST_SAID]
    return []


def _quoted(parts: Sequence[str]) -> str:
    return ", ".join(f"“{part}”" for part in dict.fromkeys(parts))


def _choices(situation: Situation, refused: Sequence[Refused], lost: Sequence[str]) -> Iterator[str]:
    for one in refused:
        yield from one.answers
    for one in refused:
        if one.is_fine:
            yield one.clause[:1].upper() + one.clause[1:]
    for one in refused:
        if not (one.is_fine or one.answers):
            yield from exact(situation.spec, one.clause, one.edits)
            yield from without(one.clause, one.left if not one.is_contrary else ())
    yield from nearest(situation, lost)
