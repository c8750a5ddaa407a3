"""Why something cannot be written without a model, and what to say instead, in the person's own terms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.types import Refusal
from sayso.kit.words import sentence
from sayso.phrases.modules import told_apart
from sayso.phrases.things import Thing, things_of

if TYPE_CHECKING:
    from sayso.phrases.trying import Attempt

    from .wording import Wording

ADDRESSES = "give an address that answers JSON, CSV, RSS or a page with a table"


def suggestions_for(thing: Thing) -> tuple[str, ...]:
    """Questions about a thing that can be answered."""
    found = []
    if thing.state_field:
        found.append(f"{thing.plural} by {thing.state_field.replace('_', ' ')}")
    elif choice := next((one for one in thing.fields if one["type"] == "enum"), None):
        found.append(f"{thing.plural} by {choice['label'].lower()}")
    elif thing.relations:
        found.append(f"{thing.plural} by {thing.relations[0]['name'].replace('_', ' ')}")
    if thing.money and thing.kind in {"event", "document", ""}:
        found.append(f"{thing.money[0]['label']} of {thing.plural.lower()} per month")
    found.append(f"How many {thing.plural.lower()} this month")
    return tuple(found[:3])


def nothing_found(text: str, modules: Sequence[ModuleFacts]) -> Refusal:
    """Neither an address nor anything of a module is named."""
    things = things_of(modules)
    if not things:
        return Refusal(
            "Without a model I can show what an address answers, or rows of your applications; "
            "there is no application yet. "
            f"You can {ADDRESSES}.",
            ("https://example.com/data.json as a table",),
        )
    names = list(dict.fromkeys(thing.plural for thing in things))
    listed = ", ".join(names[:8]) + (" and more" if len(names) > 8 else "")
    first = [
        suggestions_for(thing)[0] for thing in sorted(things, key=lambda one: -one.earns(spent=False))[:3]
    ]
    return Refusal(
        f"I did not find what “{_short(text)}” is about. You can ask about {listed}, or {ADDRESSES}.",
        tuple(dict.fromkeys(first)),
    )


def unknown(word: str, thing: Thing, *, is_group: bool) -> Refusal:
    """A word that means nothing for a thing."""
    if is_group:
        names = [*([sentence(thing.state_field)] if thing.state_field else [])]
        names += [sentence(one["name"]) for one in thing.relations]
        names += [one["label"] for one in thing.fields if one["type"] in {"enum", "boolean", "text"}]
        listed = ", ".join(name.lower() for name in dict.fromkeys(names)) or "a period such as month"
        return Refusal(
            f"{thing.plural} of {thing.module['name']} cannot be grouped by “{_short(word)}”. "
            f"They can be grouped by {listed}, or per day, week or month.",
            suggestions_for(thing),
        )
    names = [one["label"] for one in thing.fields] + [sentence(one["name"]) for one in thing.relations]
    return Refusal(
        f"I do not know what “{_short(word)}” means for {thing.plural.lower()} of {thing.module['name']}. "
        f"They have {', '.join(name.lower() for name in names[:12])}"
        + (f", and are {', '.join(one['label'].lower() for one in thing.states)}." if thing.states else "."),
        suggestions_for(thing),
    )


def unable(word: str, thing: Thing) -> Refusal:
    """Something that only a model can work out."""
    return Refusal(
        f"Without a model I cannot work out “{word}”. I can count {thing.plural.lower()}, add up or "
        "average their numbers, "
        "group them by one thing or a period, and compare a number with the time before.",
        suggestions_for(thing),
    )


def unconnected(one: Thing, other: Thing) -> Refusal:
    """Two things that would have to be joined."""
    return Refusal(
        f"I can ask about {one.plural.lower()} or about {other.plural.lower()}, but not join the "
        "two here. Ask for each in a block of its own.",
        (*suggestions_for(one)[:1], *suggestions_for(other)[:1]),
    )


def lacking(one: Thing, other: Thing) -> Refusal:
    """Rows to which none of another thing belongs."""
    empty = next((field["label"].lower() for field in one.fields), "")
    missed = other.facts["label"].lower()
    return Refusal(
        f"Without a model I cannot look for {one.plural.lower()} that have no {missed}. "
        "I can look for those that lack something of their own.",
        (*((f"{one.plural} without {empty}",) if empty else ()), *suggestions_for(one)[:1]),
    )


def ambiguous(text: str, attempts: Sequence["Attempt[Wording]"]) -> Refusal:
    """Several modules have what is named."""
    bare = text.strip().rstrip(".")
    by_slug: dict[str, Thing] = {attempt.thing.module["slug"]: attempt.thing for attempt in attempts}
    called = told_apart([thing.module for thing in by_slug.values()])
    listed = " and ".join(f"{thing.plural} of {called[slug]}" for slug, thing in by_slug.items())
    return Refusal(
        f"More than one application fits: {listed}. Which one is meant?",
        tuple(f"{bare} in {name}" for name in called.values()),
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else f"{plain[:77]}…"
