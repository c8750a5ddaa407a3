"""Sentences of several trades with what they mean, and whether they were read so."""

from collections.abc import Iterator
from pathlib import Path

from sayso.bots.offline.choosing import plan_of
from sayso.bots.offline.sentence import CannotError, UnclearError
from tests.bots.offline.brief import brief
from tests.bots.offline.modules import bot_facts

HERE = Path(__file__).parent


def spoken(name: str) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The applications, the sentence, and what must stand in the brief; “a|b” is either."""
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            apps, text, wanted = line.split(" | ", 2)
            yield tuple(apps.split()), text, tuple(one.strip() for one in wanted.split(";"))


def read(apps: tuple[str, ...], text: str) -> str:
    """What a sentence is read as; “!” begins what has to be asked, “no” what cannot be done."""
    try:
        return brief(plan_of(text, bot_facts(*apps, text=text)))
    except UnclearError as error:
        return f"!{error.question.id}"
    except CannotError as error:
        return f"no {error.message}"


def lacks(found: str, wanted: tuple[str, ...]) -> list[str]:
    """What is wanted and does not stand there."""
    return [one for one in wanted if not any(each.strip() in found for each in one.split("|"))]
