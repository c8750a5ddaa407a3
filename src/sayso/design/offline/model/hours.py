"""Starts and ends beside a day are times of that day: ``date, start, end`` of a rehearsal."""

from dataclasses import replace

from sayso.design.knowledge.known import known_thing
from sayso.spec.model import FieldType

from .business import Thing, ThingField

_DAYS = frozenset(("date", "day", "weekday", "day_of_week", "air_date", "work_date"))
_PARTS = (
    frozenset(("start", "end", "starts_at", "ends_at", "begin", "finish", "begins", "ended", "started"))
    | frozenset(("arrival", "departure", "arrived", "departed", "left", "check_in", "check_out"))
    | frozenset(("in", "out", "back", "clock_in", "clock_out", "opens", "closes", "opening", "closing"))
)
_SPANS = frozenset(("from", "to", "until"))
_WHENS = frozenset((FieldType.DATE, FieldType.DATETIME))


def as_hours(thing: Thing) -> None:
    """Read the start and the end of something that has its day as times of this day."""
    days = [f for f in thing.fields if f.guess.name in _DAYS and f.assumed is None]
    if not days:
        return
    by_clock = _PARTS | _SPANS if _is_within_a_day(thing, days) else _PARTS
    for value in thing.fields:
        guess = value.guess
        if guess.name in by_clock and guess.type in _WHENS and value.assumed is None:
            value.guess = replace(guess, type=FieldType.TIME)


def _is_within_a_day(thing: Thing, days: list[ThingField]) -> bool:
    """Whether *from* and *to* can only be hours: papers with a date may run for years."""
    known = known_thing(thing.name)
    happens = known is not None and known.kind == "event"
    return happens or any(day.guess.name in {"day", "weekday", "day_of_week"} for day in days)
