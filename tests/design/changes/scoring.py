"""What became of a message: done, asked back, or wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec

from .application import Application
from .checks import CHECKS
from .facts import changes
from .messages import Message, specification
from .scope import Called, meant


class Verdict(StrEnum):
    """``done``: what was asked for, or rightly nothing; ``asked``: nothing, though it was clear enough;
    ``wrong``: something else than what was asked for, or more."""

    DONE = "done"
    ASKED = "asked"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judged:
    """A message, its verdict, the reply to it, and what is amiss."""

    message: Message
    verdict: Verdict
    reply: str
    amiss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shares:
    """The parts of some messages that were done, asked back and wrong; they add up to 1."""

    count: int
    done: float
    asked: float
    wrong: float

    def __str__(self) -> str:
        return f"{self.count:4}  done {self.done:.3f}  asked {self.asked:.3f}  wrong {self.wrong:.3f}"


def judge(message: Message, base: AppSpec, after: AppSpec) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on what a message made of an application, and what is amiss about it."""
    if after == base:
        return (Verdict.ASKED if message.checks else Verdict.DONE), ()
    before, now = Application(base), Application(after)
    wanted = (*meant(before, message.checks), *message.also)
    amiss = [f"not so: {check}" for check in message.checks if not holds(now, check)]
    amiss += [
        f"not meant: {change}"
        for change in changes(before, now)
        if not any(part.means(one) for part in wanted for one in change.parts)
    ]
    if not message.checks:
        amiss.append("was to be asked back")
    return (Verdict.WRONG if amiss else Verdict.DONE), tuple(amiss)


def holds(application: Application, check: Called) -> bool:
    """Whether a check is so in an application."""
    return CHECKS[check.name](application, *check.arguments, **dict(check.keywords))


def judged(messages: Iterable[Message]) -> list[Judged]:
    """What the product makes of each message, every one on its application as it was."""
    found = []
    for message in messages:
        base = specification(message.application)
        done = refine(base, message.say, (), SeededIds(message.number))
        verdict, amiss = judge(message, base, done.spec)
        found.append(Judged(message, verdict, done.reply, amiss))
    return found


def shares(rows: Sequence[Judged]) -> Shares:
    """The figures of some judged messages."""
    count = Counter(row.verdict for row in rows)
    done, asked, wrong = (count[verdict] / max(len(rows), 1) for verdict in Verdict)
    return Shares(len(rows), done, asked, wrong)


def figures(rows: Sequence[Judged]) -> str:
    """The figures of all messages, of odd and even ones, and by sort, a line each."""
    groups = {"all": rows, **halves(rows)}
    for sort in sorted({row.message.sort for row in rows}):
        groups[sort] = [row for row in rows if row.message.sort == sort]
    return "\n".join(f"{name:12}{shares(group)}" for name, group in groups.items())


def halves(rows: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Messages of odd and of even numbers."""
    found: dict[str, list[Judged]] = {"odd": [], "even": []}
    for row in rows:
        found["odd" if row.message.number % 2 else "even"].append(row)
    return found
