"""When something is due: every so often, or at the times of a cron expression in a time zone.

Each key has its own small delay, always the same, so that what is due at once does not begin at once. Times
of the clock follow PostgreSQL's and cron's own custom where clocks are put forward or back: what falls into
the hour that is left out is due right after it, and what falls into the hour that comes twice is due once,
unless it is due in every hour anyway.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from croniter import CroniterError, croniter

from sayso.errors import InputError

LEAST_SECONDS = 10
MOST_SECONDS = 31_622_400
MOST_DELAY = timedelta(seconds=30)
DELAY_SHARE = 0.5
"""Of the time between two ticks of a cron expression; an interval is spread over the whole of itself."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXAMPLE = (
    "Five parts, as in “0 8 * * 1-5” for 08:00 from Monday to Friday: minute, hour, day, month, weekday."
)
_NAMED = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat|l"
_PART = re.compile(rf"(?:[0-9*/,#?-]|{_NAMES})+", re.IGNORECASE)


class TimingError(InputError):
    """Nothing can be due by this; the hint says how to write it."""

    code = "invalid_timing"


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, so many seconds apart."""

    seconds: int

    def __post_init__(self) -> None:
        if not LEAST_SECONDS <= self.seconds <= MOST_SECONDS:
            raise TimingError(
                f"{self.seconds} seconds is no interval that can be kept.",
                hint=f"Choose between {LEAST_SECONDS} seconds and a year.",
            )

    def next_after(self, moment: datetime, key: str) -> datetime:
        """The first time after a moment; all times of a key lie on one grid."""
        size = timedelta(seconds=self.seconds)
        start = _EPOCH + size * _share(key)
        return start + ((moment - start) // size + 1) * size

    def as_json(self) -> dict[str, Any]:
        """How it is kept."""
        return {"kind": "interval", "seconds": self.seconds}


@dataclass(frozen=True, slots=True)
class Cron:
    """At the times of a cron expression of five parts, as clocks in a time zone show them.

    ``is_sharp``: at that very moment, for what waits in a queue of its own anyway.
    """

    text: str
    zone: str = "UTC"
    is_sharp: bool = False

    def __post_init__(self) -> None:
        parts = self.parts
        if len(parts) != 5 or not all(_PART.fullmatch(part) for part in parts):
            raise TimingError(f"“{self.text}” is no cron expression.", hint=_EXAMPLE)
        _zone(self.zone)
        try:
            croniter(" ".join(parts), datetime(2024, 1, 1, tzinfo=UTC)).get_next(datetime)
        except CroniterError as error:
            raise TimingError(f"“{self.text}” names no time that ever comes.", hint=_EXAMPLE) from error

    @property
    def parts(self) -> list[str]:
        """Minute, hour, day of the month, month and day of the week."""
        return _NAMED.get(self.text.strip().lower(), self.text).split()

    def ticks(self, moment: datetime) -> Iterator[datetime]:
        """The times after a moment, in UTC."""
        is_hourly = self.parts[1].startswith("*")
        found = croniter(" ".join(self.parts), moment.astimezone(_zone(self.zone)))
        while True:
            tick: datetime = found.get_next(datetime)
            if is_hourly or not tick.fold:
                yield tick.astimezone(UTC)

    def next_after(self, moment: datetime, key: str) -> datetime:
        """The first time after a moment, with the delay of this key."""
        if self.is_sharp:
            return next(self.ticks(moment))
        ticks = self.ticks(moment - MOST_DELAY)
        tick = next(ticks)
        for following in ticks:
            due = tick + min(MOST_DELAY, (following - tick) * DELAY_SHARE) * _share(key)
            if due > moment:
                return due
            tick = following
        raise AssertionError("ticks go on for ever")

    def as_json(self) -> dict[str, Any]:
        """How it is kept."""
        kept: dict[str, Any] = {"kind": "cron", "cron": self.text, "time_zone": self.zone}
        return {**kept, "is_sharp": True} if self.is_sharp else kept


Timing: TypeAlias = Every | Cron


def timing_of(kept: Mapping[str, Any]) -> Timing:
    """A timing as it was kept.

    Raises:
        TimingError: when it cannot be kept to, such as in a time zone that is not known any more.
    """
    if kept.get("kind") == "interval":
        return Every(int(kept["seconds"]))
    zone = str(kept.get("time_zone", "UTC"))
    return Cron(str(kept.get("cron", "")), zone, is_sharp=kept.get("is_sharp") is True)


def next_times(timing: Timing, moment: datetime, count: int = 5) -> list[datetime]:
    """The next times as a person would name them, without the delay of a key."""
    if isinstance(timing, Every):
        return [moment + timedelta(seconds=timing.seconds * n) for n in range(1, count + 1)]
    ticks = timing.ticks(moment)
    return [next(ticks) for _ in range(count)]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TimingError(f"“{name}” is no time zone.", hint="Name one such as “Europe/Berlin”.") from error


def _share(key: str) -> float:
    """A number from 0 up to 1 that belongs to a key."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) / 2**64
