"""Which values of rows a table or a list shows."""

from collections.abc import Sequence

from sayso.blocks.offline.question import Shown
from sayso.devloop.programs.facts import FieldFacts
from sayso.kit.words import sentence
from sayso.phrases.formats import Format
from sayso.phrases.things import CREATED, DATES, Thing, format_of, is_shown

_MOST_COLUMNS = 6


def columns_of(
    thing: Thing, conditions: Sequence[object], day: FieldFacts, sort: FieldFacts | None = None
) -> tuple[Shown, ...]:
    """What a table of rows shows: the name, what it belongs to, its state, dates, money, then the rest."""
    found: dict[str, Shown] = {}

    def add(
        field: str, label: str, shown: Format, key: str = "", options: dict[str, str] | None = None
    ) -> None:
        if field not in found and len(found) < _MOST_COLUMNS:
            found[field] = Shown(
                field=field, key=key or field, label=label[:80], format=shown, options=options or {}
            )

    by_name = {one["name"]: one for one in thing.fields}
    if thing.title_field in by_name:
        one = by_name[thing.title_field]
        add(one["name"], one["label"], format_of(one))
        if one["name"] == "first_name" and "last_name" in by_name:
            add("last_name", by_name["last_name"]["label"], Format.TEXT)
    for relation in thing.relations[:2]:
        label = relation.get("label") or sentence(relation["name"])
        add(relation["name"], label, Format.TEXT, key=f"{relation['name']}_title")
    if thing.state_field:
        add(
            thing.state_field,
            sentence(thing.state_field),
            Format.TEXT,
            options={one["name"]: one["label"] for one in thing.states},
        )
    chosen = [
        by_name[getattr(one, "field", "")] for one in conditions if getattr(one, "field", "") in by_name
    ]
    wanted = [one for one in (sort, day, *chosen) if one is not None and one["name"] != "created_at"]
    rest = [*wanted, *thing.of_type(DATES), *thing.money, *thing.fields]
    for each in rest:
        if is_shown(each):
            named = {choice["name"]: choice["label"] for choice in each.get("options") or []}
            add(each["name"], each["label"], format_of(each), options=named)
    if day["name"] == "created_at" and len(found) < _MOST_COLUMNS:
        add(CREATED["name"], CREATED["label"], Format.DATETIME)
    return tuple(found.values())
