"""What rows are grouped by where nobody said, and how many groups a card can show."""

from collections.abc import Sequence

from sayso.devloop.programs.types import Refusal
from sayso.kit.words import sentence
from sayso.phrases.meaning import Group
from sayso.phrases.things import Thing

_MOST_SERIES = 8


def usual_group(thing: Thing) -> Group | None:
    """The state, else a choice, else what rows belong to."""
    if thing.state_field:
        return Group(field=thing.state_field, label=sentence(thing.state_field))
    choice = next((one for one in thing.fields if one["type"] == "enum"), None)
    if choice is not None:
        return Group(field=choice["name"], label=choice["label"])
    relation = next(iter(thing.relations), None)
    return Group(field=relation["name"], label=sentence(relation["name"])) if relation else None


def too_many_groups(groups: Sequence[Group], thing: Thing) -> Refusal | None:
    """Two groups work where one is a period and the other a short choice."""
    if len(groups) < 2:
        return None
    periods = [group for group in groups if group.period]
    others = [group for group in groups if not group.period]
    if (
        len(groups) == 2
        and len(periods) == 1
        and 1 <= len(choices_of(thing, others[0].field)) <= _MOST_SERIES
    ):
        return None
    return Refusal(
        "I can group by one thing at a time, or by a period together with a status or a choice of a "
        "few options.",
        (f"{thing.plural} by {groups[0].label.lower()}", f"{thing.plural} by {groups[-1].label.lower()}"),
    )


def choices_of(thing: Thing, name: str) -> list[tuple[str, str]]:
    """The values that a field of choices or a flow can have."""
    if name == thing.state_field:
        return [(one["name"], one["label"]) for one in thing.states]
    field = next((one for one in thing.fields if one["name"] == name), None)
    return [(one["name"], one["label"]) for one in (field or {}).get("options") or []] if field else []
