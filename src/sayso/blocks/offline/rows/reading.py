"""The reading of words about rows that explains them best, or why none does."""

from collections.abc import Sequence
from datetime import date

from sayso.blocks.offline.refusing import ambiguous, lacking, nothing_found, unable, unconnected, unknown
from sayso.blocks.offline.wording import Wording, take_wording
from sayso.devloop.programs.facts import BlockFacts, ModuleFacts
from sayso.devloop.programs.types import Refusal
from sayso.phrases.matching import find
from sayso.phrases.modules import take_module
from sayso.phrases.said import Said
from sayso.phrases.things import Thing, things_of
from sayso.phrases.trying import Attempt, names_of
from sayso.phrases.wording import refused_words


def read_rows(text: str, facts: BlockFacts, today: date) -> Attempt[Wording] | Refusal:
    """The reading of the words that explains them best."""
    modules = facts.get("modules") or []
    if not modules:
        return nothing_found(text, modules)
    zone = facts.get("time_zone") or "UTC"
    said = Said(text)
    chosen = take_module(said, modules)
    wording = take_wording(said, today, zone)
    words = said.words()
    attempts = [Attempt(thing, words, wording).run() for thing in things_of(chosen)]
    absent = next((found for one in attempts if (found := _absent(one)) is not None), None)
    if absent is not None:
        return absent
    fitting = [one for one in attempts if _fits(one)]
    word = refused_words(" ".join(one.lower for one in words))
    if not fitting:
        if word:
            return unable(word, max(attempts, key=lambda one: one.thing.earns(spent=False)).thing)
        return _why_not(text, attempts, chosen)
    whole = [one for one in fitting if not one.left and not one.unknown_groups and not one.others]
    best = max(whole or fitting, key=lambda one: one.score)
    if word and any(word.split()[-1] in part.lower() for part in [*best.left, *best.unknown_groups]):
        return unable(word, best.thing)
    if best.others and best.left == [] and not best.groups and not _is_related(best):
        return unconnected(best.thing, best.others[0])
    if best.unknown_groups or best.left:
        return unknown((best.unknown_groups or best.left)[0], best.thing, is_group=bool(best.unknown_groups))
    rivals = [
        one for one in fitting
        if one.thing.module["slug"] != best.thing.module["slug"]
        and one.score >= best.score - 0.15
        and not one.left
    ]  # fmt: skip
    if rivals:
        return ambiguous(text, [best, *rivals])
    return best


def _fits(one: Attempt[Wording]) -> bool:
    has_number = one.measure is not None and bool(one.measure.field)
    return (one.is_named or has_number or one.is_pivot or one.is_implied) and not one.why_not


def _is_related(one: Attempt[Wording]) -> bool:
    return any(other.name in {parent.name for _, parent in one.thing.paths()} for other in one.others)


def _absent(one: Attempt[Wording]) -> Refusal | None:
    """``candidates without an interview``: rows to which no row of another thing belongs."""
    for place, word in enumerate(one.words):
        if word.lower not in {"without", "no", "lacking"} or not one.free[place]:
            continue
        others = [Thing(one.thing.module, each, one.thing.others) for each in one.thing.others]
        missed = find(
            one.words[place + 1 : place + 4], [(other, names_of(other)) for other in others], least=0.9
        )
        if missed and find(one.words[:place], [(one.thing, names_of(one.thing))], least=0.9):
            return lacking(one.thing, missed[0].target)
    return None


def _why_not(text: str, attempts: Sequence[Attempt[Wording]], modules: Sequence[ModuleFacts]) -> Refusal:
    named = [one for one in attempts if one.is_named]
    if named:
        best = max(named, key=lambda one: one.score)
        if best.why_not == "money":
            return unknown("money", best.thing, is_group=False)
        return unknown("a number to work out", best.thing, is_group=False)
    return nothing_found(text, modules)
