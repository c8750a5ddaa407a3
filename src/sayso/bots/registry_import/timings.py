"""What set older bots off, as triggers that are proposed here."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.bots.details import ByCron, ByHand, ByInterval, ByWebhook
from sayso.bots.registry_import.fields import Fields, line_of, number_of
from sayso.bots.registry_import.types import Proposed
from sayso.schedules.recurrence import LEAST_SECONDS, MOST_SECONDS, Cron, TimingError

MOST_TRIGGERS = 8
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_EVERY = re.compile(r"(?:every\s+|@every\s+)?(\d{1,9}(?:\.\d+)?)?\s*(s|m|h|d|w)[a-z]*\.?")
_NAMED = {"hourly": 3_600, "minutely": 60}
_AT = re.compile(r"(?:every\s+day|daily)(?:\s+at)?\s+(\d{1,2}):(\d{2})")
_DAILY = {"daily": "0 0 * * *", "weekly": "0 0 * * 0", "monthly": "0 0 1 * *", "yearly": "0 0 1 1 *"}
_BY_HAND = {"manual", "none", "never", "once", "on_demand", "ondemand", "hand", "api", ""}
_PARTS = 5


class Timings:
    """Collects triggers, each once, and says what could not be understood."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self.triggers: list[Proposed] = []
        self.warnings: list[str] = []

    def add(self, trigger: Proposed) -> None:
        """One more, unless it is there or there are too many."""
        if trigger in self.triggers:
            return
        if len(self.triggers) >= MOST_TRIGGERS:
            self.warnings.append(f"It has more than {MOST_TRIGGERS} triggers; the rest is left out.")
            return
        self.triggers.append(trigger)

    def schedule(self, value: Any) -> None:
        """What a field such as ``schedule`` or ``cron`` says: a text, a number of seconds, or an object."""
        if value in (None, False, "", [], {}):
            return
        if isinstance(value, list):
            for one in value[:MOST_TRIGGERS]:
                self.schedule(one)
        elif isinstance(value, Mapping):
            self._object(value)
        elif isinstance(value, str) and not _is_number(value):
            self._text(value)
        else:
            self.interval(value, 1)

    def interval(self, value: Any, unit: int) -> None:
        """Every so many units of seconds."""
        number = number_of(value)
        if number is None and isinstance(value, str):
            self._text(value)
        elif number is not None and LEAST_SECONDS <= number * unit <= MOST_SECONDS:
            self.add(ByInterval(seconds=round(number * unit)))
        elif number is not None and 0 < number * unit < LEAST_SECONDS:
            self.warnings.append(
                f"It ran every {number * unit:g} seconds; the shortest here, {LEAST_SECONDS}, is proposed."
            )
            self.add(ByInterval(seconds=LEAST_SECONDS))
        else:
            self._unknown(value)

    def webhook(self, value: Any) -> None:
        """An address that set it off; here it gets one of its own."""
        if not value or (isinstance(value, Mapping) and value.get("enabled") is False):
            return
        self.add(ByWebhook())
        self.warnings.append(
            "It was called at an address; here it gets a new one, with calls that are signed."
        )

    def listed(self, value: Any) -> None:
        """What a field ``triggers`` says: texts or objects with a type."""
        for one in value if isinstance(value, list) else [value]:
            kind = str(one.get("type") or one.get("kind") or "") if isinstance(one, Mapping) else one
            self._listed(line_of(kind, 60).lower(), one)

    def _listed(self, kind: str, one: Any) -> None:
        if kind in _BY_HAND:
            self.add(ByHand())
        elif "hook" in kind or kind == "http":
            self.webhook(one)
        elif isinstance(one, str):
            self._text(one)
        elif kind in {"cron", "schedule", "scheduled", "interval", "time", "timer"} and isinstance(
            one, Mapping
        ):
            self._object(one)
        else:
            self._unknown(kind)

    def _object(self, given: Mapping[Any, Any]) -> None:
        fields = Fields(given)
        if fields.value("status") is False:
            return
        zone = fields.value("time_zone")
        before, self._zone = self._zone, zone if isinstance(zone, str) else self._zone
        found = False
        for name, value in given.items():
            for unit in intervals_of(str(name)):
                found = True
                self.interval(value, unit)
            if str(name).lower() in {
                "cron",
                "expression",
                "cron_expression",
                "schedule",
                "value",
                "at",
                "time",
            }:
                found = True
                self.schedule(value)
        self._zone = before
        if not found:
            self._unknown(", ".join(sorted(map(str, given))))

    def _text(self, given: str) -> None:
        text = " ".join(given.lower().split())
        if text in _BY_HAND:
            return
        if found := _AT.fullmatch(text):
            self._cron(f"{int(found[2])} {int(found[1])} * * *")
        elif text in _NAMED:
            self.interval(_NAMED[text], 1)
        elif text in _DAILY:
            self._cron(_DAILY[text])
        elif found := _EVERY.fullmatch(text):
            self.interval(found[1] or 1, _UNITS[found[2]])
        else:
            self._cron(given.strip())

    def _cron(self, text: str) -> None:
        parts = text.split()
        if len(parts) == _PARTS + 1:
            self.warnings.append(
                f"The seconds of “{line_of(text, 60)}” are left out; clocks here know minutes."
            )
            text = " ".join(parts[1:])
        try:
            cron = Cron(text, self._zone)
            self.add(ByCron(cron=" ".join(cron.parts), time_zone=self._zone))
        except (TimingError, ValueError):
            self._unknown(text)

    def _unknown(self, value: Any) -> None:
        self.warnings.append(f"“{line_of(value, 60)}” is no trigger that I know; add it after the import.")


def intervals_of(name: str) -> Iterator[int]:
    """The seconds that a number counts in a field of this name, if it says an interval."""
    plain = name.lower().removeprefix("interval_").removeprefix("every_")
    if plain in {"interval", "every", "frequency", "seconds", "secs", "sec"}:
        yield 1
    elif plain in {"minutes", "mins", "min", "hours", "days", "weeks"}:
        yield _UNITS[plain[0]]


def _is_number(text: str) -> bool:
    return number_of(text) is not None
