"""Which rows words are about: the thing they name, in which application, with which conditions."""

from collections.abc import Mapping, Sequence

from sayso.bots.details import Question
from sayso.devloop.programs.facts import ModuleFacts
from sayso.phrases.filters import Filters
from sayso.phrases.matching import Match, find
from sayso.phrases.modules import take_module, told_apart
from sayso.phrases.said import Word, words_of
from sayso.phrases.things import Thing, things_of
from sayso.phrases.trying.findings import names_of

from .recipe import RowFilter
from .sentence import CannotError, Sentence


def modules_of(sentence: Sentence) -> list[ModuleFacts]:
    """The applications that are meant: the one that is named, else all."""
    return take_module(sentence.said, list(sentence.facts.get("modules") or []))


def named_things(
    words: Sequence[Word], modules: Sequence[ModuleFacts], free: Sequence[bool] | None = None
) -> list[Match[Thing]]:
    """All mentions of things, the best first."""
    found = find(words, [(one, names_of(one)) for one in things_of(modules)], free)
    return sorted(found, key=lambda one: (-round(one.score, 2), -one.size, one.first))


def thing_of(
    sentence: Sentence, words: Sequence[Word], modules: Sequence[ModuleFacts], *, what: str
) -> Match[Thing]:
    """The thing that words name first among the surest; asked for where several applications have one.

    Raises:
        CannotError: where there are no rows at all.
        UnclearError: where nothing is named.
    """
    found = named_things(words, modules)
    sure = [one for one in found if found and one.score >= found[0].score - 0.06]
    if not sure:
        return Match(_asked_thing(sentence, modules, what), 1.0, 0, 0)
    sure = [one for one in sure if not _is_possessive(words, one, sure)] or sure
    first = min(sure, key=lambda one: (one.first, -one.size, -one.score))
    rivals = [one.target for one in sure if one.first == first.first and one.target.name == first.target.name]
    apart = {one.module["slug"]: one for one in rivals}
    if len(apart) > 1:
        thing = which_application(sentence, apart)
        return Match(thing, first.score, first.first, first.after)
    return first


def which_application(sentence: Sentence, rivals: Mapping[str, Thing]) -> Thing:
    """The one of several that is meant, by slug: things of the same name in different applications."""
    called = told_apart([one.module for one in rivals.values()])
    some = next(iter(rivals.values()))
    answer = sentence.ask(
        Question(
            id="module",
            text=f"Which application’s {some.plural.lower()} are meant?",
            suggestions=tuple(called.values())[:6],
            why="More than one application has them.",
        )
    ).lower()
    longest_first = sorted(rivals, key=lambda slug: -len(called[slug]))
    named = (slug for slug in longest_first if called[slug].lower() in answer or slug in answer)
    return rivals[next(named, next(iter(rivals)))]


def _is_possessive(words: Sequence[Word], one: Match[Thing], others: Sequence[Match[Thing]]) -> bool:
    """Whether a thing only says whose the next one is, as in “a student’s absence”."""
    is_owner = one.after > one.first and words[one.after - 1].text.endswith(("'s", "’s", "s'", "s’"))
    return is_owner and any(other.first == one.after for other in others)


def _asked_thing(sentence: Sentence, modules: Sequence[ModuleFacts], what: str) -> Thing:
    things = things_of(modules)
    if not things:
        raise CannotError(
            (
                "There is no application with rows yet. Without one I can watch an address and tell "
                "you about it."
            ),
            ("every hour check https://example.org and tell me when it does not answer",),
        )
    likely = sorted(things, key=lambda one: -one.earns(spent=False))
    answer = sentence.ask(
        Question(
            id="rows",
            text=what,
            suggestions=tuple(f"{one.plural} of {one.module['name']}" for one in likely)[:6],
            why="The words name none that I know.",
        )
    )
    found = named_things(words_of(answer), modules)
    if not found:
        listed = ", ".join(dict.fromkeys(one.plural for one in things[:8]))
        raise CannotError(f"I do not find “{answer[:60]}” in your applications. There are {listed}.")
    best = [one for one in found if one.target.module["name"].lower() in answer.lower()]
    return (best or found)[0].target


def filtered(thing: Thing, words: Sequence[Word], free: list[bool], notes: list[str]) -> RowFilter:
    """The conditions that words put on rows of a thing; words that were understood are marked as taken."""
    reading = Filters(thing, words, free)
    reading.run()
    notes += reading.notes
    return RowFilter(thing, tuple(reading.conditions))
