"""What is read for a question, and what is told with it."""

from collections.abc import Sequence

from sayso.blocks.offline.question import RowsSource
from sayso.blocks.offline.wording import Wording
from sayso.devloop.programs.facts import BlockFacts
from sayso.phrases.formats import Format
from sayso.phrases.meaning import Group, Measure
from sayso.phrases.things import Thing
from sayso.phrases.trying import Attempt


def source_of(
    thing: Thing, facts: BlockFacts, groups: Sequence[Group], measure: Measure | None, one: Attempt[Wording]
) -> RowsSource:
    """The rows, with all entities that paths lead to."""
    module = thing.module
    paths = [
        *(group.field for group in groups),
        *([measure.field] if measure else []),
        *(each.field for each in one.conditions),
    ]
    reached = {path: parent.name for path, parent in thing.paths(3)}
    touched = {thing.name, *(reached[lead] for path in paths for lead in _leads(path) if lead in reached)}
    if measure is None:
        touched |= {parent.name for path, parent in thing.paths(1)}
    return RowsSource(
        slug=module["slug"],
        module=module["name"],
        role=module["role"],
        entity=thing.name,
        collection=thing.collection,
        label=thing.plural,
        currency=str(module.get("currency") or facts.get("currency") or "")[:3],
        touched=tuple(sorted(touched)),
    )


def _leads(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def notes_of(one: Attempt[Wording], day: object, *, said_date: bool, used: bool) -> list[str]:
    """What was decided without being said."""
    notes = list(one.notes)
    if used and not said_date and isinstance(day, dict):
        label = "when they were entered" if day["name"] == "created_at" else str(day["label"]).lower()
        notes.append(
            f"Times are about {label}." if day["name"] == "created_at" else f"Times are about “{label}”."
        )
    notes += [f"{sentence_of(each.words)}." for each in one.conditions if "left out" in each.words]
    return notes


def sentence_of(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def better_of(one: Attempt[Wording]) -> str:
    """Which way of a trend is good news."""
    if one.measure is not None and one.measure.format is Format.MONEY:
        words = {word.lower for word in one.words}
        return "down" if words & {"expense", "expenses", "cost", "costs", "spending"} else "up"
    return ""
