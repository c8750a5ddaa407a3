"""What differs between two versions of a bot."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.bots.details import BotDetails, Reaches
from sayso.bots.types import Version
from sayso.bots.words import words_of
from sayso.devloop.programs.code_diff import code_lines, listed, reach_words
from sayso.devloop.programs.grants import ModuleGrant

_WAYS = {"product": "in the product", "email": "by letter", "webhook": "by a call to an address"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``code`` as lines of a unified diff, ``details`` in sentences."""

    code: tuple[str, ...]
    details: tuple[str, ...]


def compared(before: Version, after: Version) -> Comparison:
    """Lines of code, and everything else in sentences."""
    names = (f"version {before.number}", f"version {after.number}")
    return Comparison(
        code_lines(before.code, after.code, names), tuple(sentences(before.details, after.details))
    )


def sentences(before: BotDetails, after: BotDetails) -> Iterator[str]:
    """What differs in what two versions say of themselves; what it reaches comes first."""
    yield from _reaches(before.reaches, after.reaches)
    yield from _triggers(before, after)
    yield from _config(before, after)
    yield from _cases(before, after)
    if before.name != after.name:
        yield f"It is called “{after.name}” instead of “{before.name}”."
    if before.description != after.description:
        yield f"It is described as “{after.description}”." if after.description else "It is not described."


def _reaches(before: Reaches, after: Reaches) -> Iterator[str]:
    was, now = reach_words(before.reach, before.hosts), reach_words(after.reach, after.hosts)
    if was != now:
        yield f"It asks {now} instead of {was}."
    had = {grant.slug: grant for grant in before.modules}
    has = {grant.slug: grant for grant in after.modules}
    for slug, grant in has.items():
        if slug not in had:
            yield f"It may {_does(grant)} in {slug}, which it did not reach before."
        elif set(grant.actions) != set(had[slug].actions):
            yield f"In {slug} it may {_does(grant)} instead of {_does(had[slug])}."
        if slug in had and set(grant.entities) != set(had[slug].entities):
            yield f"In {slug} it reaches {_entities(grant)} instead of {_entities(had[slug])}."
    for slug in had:
        if slug not in has:
            yield f"It does not reach {slug} any more."
    if set(before.secrets) != set(after.secrets):
        yield f"It names the secrets {listed(after.secrets)} instead of {listed(before.secrets)}."
    if set(before.notifies) != set(after.notifies):
        ways = [_WAYS[one] for one in after.notifies], [_WAYS[one] for one in before.notifies]
        yield f"It tells people {_ways(ways[0])} instead of {_ways(ways[1])}."


def _triggers(before: BotDetails, after: BotDetails) -> Iterator[str]:
    for spec in after.triggers:
        if spec not in before.triggers:
            yield f"It runs {words_of(spec)}."
    for spec in before.triggers:
        if spec not in after.triggers:
            yield f"It does not run {words_of(spec)} any more."


def _config(before: BotDetails, after: BotDetails) -> Iterator[str]:
    had = {field.name: field for field in before.config}
    has = {field.name: field for field in after.config}
    for name, field in has.items():
        if name not in had:
            yield f"There is a new setting “{field.label}”."
        elif field != had[name]:
            yield f"The setting “{field.label}” is different."
    for name, field in had.items():
        if name not in has:
            yield f"The setting “{field.label}” is gone."


def _cases(before: BotDetails, after: BotDetails) -> Iterator[str]:
    had = {case.name: case for case in before.cases}
    has = {case.name: case for case in after.cases}
    for name, case in has.items():
        if name not in had:
            yield f"There is a new case “{name}”."
        elif case != had[name]:
            yield f"The case “{name}” is different."
    for name in had:
        if name not in has:
            yield f"The case “{name}” is gone."


def _does(grant: ModuleGrant) -> str:
    return ", ".join(sorted(action.value for action in grant.actions)) or "do nothing"


def _entities(grant: ModuleGrant) -> str:
    return listed(sorted(grant.entities)) if grant.entities else "everything"


def _ways(ways: list[str]) -> str:
    return ", ".join(ways) or "nothing"
