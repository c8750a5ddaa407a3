"""Timings in words for people."""

from calendar import day_name, month_name
from collections.abc import Sequence

from croniter import croniter

from sayso.schedules.recurrence import Cron, Every, Timing

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
MOST_TIMES = 6
Numbers = Sequence[int | str]


def in_words(timing: Timing) -> str:
    """A timing as one would say it, such as “every 15 minutes” or “at 08:00 on Monday to Friday”."""
    if isinstance(timing, Every):
        size, unit = next((size, unit) for size, unit in _UNITS if timing.seconds % size == 0)
        return _every(timing.seconds // size, unit)
    return _cron(timing) + ("" if timing.zone == "UTC" else f" ({timing.zone})")


def _cron(timing: Cron) -> str:
    minutes, hours, days, months, weekdays = croniter.expand(" ".join(timing.parts))[0][:5]
    time = _time(_whole(minutes, 60), _whole(hours, 24))
    which = " or ".join(filter(None, [_days(days), _weekdays(weekdays)]))
    if not which and time.startswith("at ") and not time.endswith("hour"):
        time = f"every day {time}"
    named = [] if months == ["*"] else [month_name[int(number)] for number in months]
    return " ".join(filter(None, [time, which, f"in {_and(named)}" if named else ""]))


def _time(minutes: list[int], hours: list[int]) -> str:
    step = _step(minutes, 60)
    if len(hours) == 24:
        if step:
            return _every(step, "minute") if step < 60 else "every hour"
        return f"at minute {_and(minutes)} of every hour"
    if len(minutes) == 1 and (apart := _step(hours, 24)) and apart < 24:
        return _every(apart, "hour") + (f" at minute {minutes[0]}" if minutes[0] else "")
    is_span = len(hours) > 2 and hours == list(range(hours[0], hours[-1] + 1))
    if step and step < 60 and (is_span or len(hours) == 1):
        return f"{_every(step, 'minute')} from {hours[0]:02}:00 to {hours[-1]:02}:59"
    if is_span and len(minutes) == 1:
        return f"every hour from {hours[0]:02}:{minutes[0]:02} to {hours[-1]:02}:{minutes[0]:02}"
    if len(hours) * len(minutes) <= MOST_TIMES:
        return f"at {_and([f'{hour:02}:{minute:02}' for hour in hours for minute in minutes])}"
    return f"at minute {_and(minutes)} of the hours {_and(hours)}"


def _days(days: Numbers) -> str:
    if list(days) == ["*"]:
        return ""
    if list(days) == ["l"]:
        return "on the last day of the month"
    return f"on day {_and(['the last' if day == 'l' else day for day in days])} of the month"


def _weekdays(weekdays: Numbers) -> str:
    if list(weekdays) == ["*"]:
        return ""
    if not all(isinstance(day, int) for day in weekdays):
        return "on some weekdays of the month"
    numbers = sorted((int(day) - 1) % 7 for day in weekdays)
    names = [day_name[number] for number in numbers]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"on {names[0]} to {names[-1]}"
    return f"on {_and([f'{name}s' for name in names])}"


def _whole(numbers: Numbers, size: int) -> list[int]:
    return list(range(size)) if list(numbers) == ["*"] else [int(number) for number in numbers]


def _step(numbers: list[int], size: int) -> int | None:
    """How far apart numbers are that lie evenly from 0 on."""
    step = size // len(numbers)
    return step if numbers == list(range(0, size, step)) else None


def _every(count: int, unit: str) -> str:
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"


def _and(words: Sequence[object]) -> str:
    said = [str(word) for word in words]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
