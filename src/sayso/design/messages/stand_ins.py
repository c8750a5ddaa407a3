"""Parts that have to be written as code, answered with what is built in and comes closest."""

from collections.abc import Iterator

from sayso.design.messages.custom import CustomWish
from sayso.design.name_lookup.nouns import many
from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import dated, grouping
from sayso.design.types import Decision, Question, Refinement
from sayso.kit.words import sentence, snake
from sayso.spec.model import ComponentType


def stand_in(wish: CustomWish, situation: Situation) -> Refinement:
    """``a seating plan I can click``: nothing built in draws that, and without a model nobody writes code."""
    what = sentence(snake(wish.name)).lower()
    said = (
        f"A {what} is no built-in part: its code has to be written by a language model, and none is at hand. "
        "Set one up (OPENAI_API_KEY or ANTHROPIC_API_KEY) and ask again, or take what comes closest."
    )
    closest = tuple(_closest(wish, situation))
    questions = (Question(f"What should stand in for the {what}?", closest),) if closest else ()
    return Refinement(Decision.REFINEMENT, said, (), situation.spec, questions)


def _closest(wish: CustomWish, situation: Situation) -> Iterator[str]:
    """Wishes that the built-in kinds fulfil."""
    if wish.entity is None:
        return
    shown = many(wish.entity)
    for kind in wish.like:
        match kind:
            case ComponentType.CALENDAR if dated(wish.entity):
                yield f"Show {shown} on a calendar"
            case ComponentType.KANBAN if grouping(situation, wish.entity):
                yield f"Show {shown} as a board"
            case ComponentType.CARDS:
                yield f"Show {shown} as cards"
            case ComponentType.TABLE:
                yield f"Show {shown} as a table"
            case ComponentType.STATS:
                yield f"Show the number of {shown} as a tile"
