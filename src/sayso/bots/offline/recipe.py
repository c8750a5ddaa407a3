"""What words come down to, whatever the shape: when a bot begins, whom it tells, what was assumed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sayso.bots.details import ByCron, ByInterval, ByRow, ConfigField, TriggerSpec
from sayso.bots.triggers.words import with_article
from sayso.phrases.meaning import Condition, Span
from sayso.phrases.things import Thing
from sayso.schedules.recurrence import Every, Timing
from sayso.schedules.words import in_words

Channel = Literal["product", "email", "webhook"]
CHANGEABLE = frozenset(("gt", "gte", "lt", "lte"))
"""Comparisons whose number an owner may change without changing the code."""


@dataclass(frozen=True, slots=True)
class Tell:
    """One way to tell people: ``to`` are addresses, ``of_row`` is who stands in the row."""

    channel: Channel = "product"
    to: tuple[str, ...] = ()
    of_row: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """What all shapes have. ``asks_first``: a person approves before anything is sent or written."""

    asked: str
    name: str
    timing: Timing | None = None
    tells: tuple[Tell, ...] = ()
    asks_first: bool = False
    secret: str = ""
    notes: tuple[str, ...] = ()
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a thing are meant, and which days their ``date`` lies in where a ``span`` was said."""

    thing: Thing
    conditions: tuple[Condition, ...] = ()
    span: Span | None = None
    date: str = ""
    is_moment: bool = False

    @property
    def words(self) -> str:
        """``orders of Shop where total is over 100``."""
        told = f"{self.thing.plural.lower()} of {self.thing.module['name']}"
        if self.conditions:
            told += f" where {' and '.join(one.words for one in self.conditions)}"
        if self.span is not None:
            told += f", {self.date_label} {self.span.words}"
        return told

    @property
    def date_label(self) -> str:
        """What the date is called."""
        found = next((one["label"] for one in self.thing.fields if one["name"] == self.date), "Created")
        return found.lower()


@dataclass(slots=True)
class Told:
    """What a recipe comes to in plain sentences, for requirements."""

    purpose: str
    sources: list[str] = field(default_factory=list)
    processing: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    security: list[str] = field(default_factory=list)
    integrations: list[str] = field(default_factory=list)


def triggers_of(timing: Timing | None) -> tuple[TriggerSpec, ...]:
    """What sets a bot off at these times."""
    if timing is None:
        return ()
    if isinstance(timing, Every):
        return (ByInterval(seconds=timing.seconds),)
    return (ByCron(cron=timing.text, time_zone=timing.zone),)


def trigger_words(triggers: Sequence[TriggerSpec], timing: Timing | None) -> tuple[str, ...]:
    """When it begins, in sentences."""
    found = [f"Runs {in_words(timing)}."] if timing is not None else []
    for one in triggers:
        if isinstance(one, ByRow):
            what = {"created": "is created", "changed": "changes", "deleted": "is deleted"}
            events = " or ".join(
                f"becomes {' or '.join(one.to) or 'something else'}" if on == "transition" else what[on]
                for on in one.on
            )
            found.append(f"Runs when {with_article(one.entity.replace('_', ' '))} {events}.")
    return tuple(found) or ("Runs by hand.",)


def threshold_name(one: Condition) -> str:
    """The name in ``ctx.config`` of the number that a condition compares with."""
    side = {"gt": "over", "gte": "at_least", "lt": "under", "lte": "at_most"}[one.op]
    return f"{one.field.replace('.', '_')}_{side}"[:40]


def threshold_fields(conditions: Sequence[Condition], labels: dict[str, str]) -> list[ConfigField]:
    """A field for each number that rows are compared with."""
    side = {"gt": "over", "gte": "at least", "lt": "under", "lte": "at most"}
    return [
        ConfigField(
            name=threshold_name(one),
            label=f"{labels.get(one.field, one.field)} {side[one.op]}"[:80],
            type="number",
            default=one.value,
        )
        for one in conditions
        if one.op in CHANGEABLE and isinstance(one.value, int | float)
    ]
