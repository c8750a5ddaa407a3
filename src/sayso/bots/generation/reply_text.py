"""What is said of a bot in its conversation: what was made, and what it will be allowed to reach."""

from collections.abc import Iterator, Sequence

from sayso.bots.details import BotDetails, Question, Reaches, Requirements
from sayso.bots.types import Report
from sayso.devloop.programs.code_diff import listed
from sayso.spec.model import Action

READING = "Reading what it is to do"
LOOKING = "Looking at what there is to work with"
UNDONE = "Your change was not made, and the bot is as it was."
STOPPED = "It was stopped."
SAY_AGAIN = "Say it again to have it made."
_WAYS = {"product": "in the product", "email": "by letter", "webhook": "by a call to an address"}
_DOES = {Action.CREATE: "add", Action.UPDATE: "change", Action.DELETE: "delete"}


def asking(questions: Sequence[Question]) -> str:
    """What stands above questions."""
    what = "One thing" if len(questions) == 1 else f"{len(questions)} things"
    return f"{what} before I build it. Answer, or say “just build it” and I take the first suggestions."


def made(explanation: str, details: BotDetails, report: Report, requirements: Requirements) -> str:
    """That it was made, with what a person should know before they activate it."""
    count = len(report.results)
    tried = "Its case passes." if count == 1 else f"All of its {count} cases pass."
    taken = [f"I assumed: {one}" for one in requirements.assumptions]
    parts = [
        explanation,
        *taken,
        tried,
        *sentences(details.reaches),
        "It does nothing until you activate it.",
    ]
    return "\n\n".join(part for part in parts if part)


def sentences(reaches: Reaches) -> Iterator[str]:
    """What it will be allowed to reach."""
    if reaches.reach == "public":
        yield "It may ask any public address."
    elif reaches.reach == "listed" and reaches.hosts:
        yield f"It may ask {listed(reaches.hosts)}."
    for grant in reaches.modules:
        does = [word for action, word in _DOES.items() if action in grant.actions]
        what = f" and {_and(does)}" if does else ""
        of = f"{listed(grant.entities)} of {grant.slug}" if grant.entities else f"everything in {grant.slug}"
        yield f"It may read{what} {of}."
    if reaches.secrets:
        yield f"It may use the secrets {listed(reaches.secrets)} without seeing them."
    if reaches.notifies:
        yield f"It may tell people {_and([_WAYS[way] for way in reaches.notifies])}."


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
