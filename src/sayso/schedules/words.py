"""Timings in words for people."""

from cron_descriptor import Options, get_description

from sayso.schedules.recurrence import Cron, Every, Timing

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_OPTIONS = Options(use_24hour_time_format=True)


def in_words(timing: Timing) -> str:
    """A timing as one would say it, such as “every 15 minutes” or “at 08:00, Monday through Friday”."""
    if isinstance(timing, Every):
        size, unit = next((size, unit) for size, unit in _UNITS if timing.seconds % size == 0)
        count = timing.seconds // size
        return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return _cron(timing) + ("" if timing.zone == "UTC" else f" ({timing.zone})")


def _cron(timing: Cron) -> str:
    said = get_description(" ".join(timing.parts), _OPTIONS).replace(", only ", ", ")
    said = said.replace("At 0 minutes past the hour", "Every hour")
    _, hours, *days = timing.parts
    if set(days) == {"*"} and not hours.startswith("*") and said.startswith("At "):
        return f"every day at {said.removeprefix('At ')}"
    return f"{said[:1].lower()}{said[1:]}"
