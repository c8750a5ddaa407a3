"""When, again and again: ``every 5 minutes``, ``each weekday at 8``, ``on the first of the month``."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo, available_timezones

from sayso.schedules.recurrence import LEAST_SECONDS, MOST_SECONDS, Cron, Every, Timing

from .said import Said
from .times import MONTH, NUMBER, month_of, number_of

_SECONDS = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604800}
_DAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0,
}  # fmt: skip
_SHORT = {"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 0}
_DAY = "(?:" + "|".join([*_DAYS, *sorted(_SHORT, key=len, reverse=True)]) + ")"
_AT = r"\s*,?\s*(?:(?:at|by)\s+(?:about\s+|around\s+)?|@\s*)"
_TIME = (
    r"(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?:\s*(?P<half>am|pm|a\.m\.|p\.m\.)|\s*o'?clock|\s+uhr)?"
    r"|(?P<named>noon|midday|midnight|half\s+past\s+(?P<past>\d{1,2})))"
)
_CLOCK = rf"(?:{_AT}{_TIME})"
_PARTS = {
    "morning": 8,
    "noon": 12,
    "midday": 12,
    "lunchtime": 12,
    "afternoon": 15,
    "evening": 18,
    "night": 22,
    "midnight": 0,
}
_PART = "(?:" + "|".join(_PARTS) + ")"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "fifteenth": 15, "twentieth": 20, "last": 0,
}  # fmt: skip
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th|\.)?|" + "|".join(_ORDINALS) + ")"
_ZONES = {
    "berlin": "Europe/Berlin", "utc": "UTC", "gmt": "UTC", "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "est": "America/New_York", "edt": "America/New_York", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "cst": "America/Chicago", "bst": "Europe/London", "ist": "Asia/Kolkata",
    "eastern": "America/New_York", "pacific": "America/Los_Angeles", "central european": "Europe/Berlin",
}  # fmt: skip


def take_timing(said: Said, zone: str, verb: str = "") -> Timing | None:
    """How often something is to be done; nothing where nobody said.

    ``verb`` is a pattern of what may stand before it and belongs to it, as in “refresh it every hour”; where
    it stands there, “daily” and “every day” are enough.
    """
    place = _take_zone(said) or zone
    return _of_month(said, place, verb) or _at_times(said, place, verb) or _apart(said, place, verb)


def _take_zone(said: Said) -> str:
    """``Berlin time``, ``Europe/Berlin``, ``UTC`` behind a time of the day."""
    found = said.find(r"\b(?:in\s+)?([a-z]+/[a-z_]+(?:/[a-z_]+)?)\b(?:\s+time)?")
    if found is not None:
        known = next((one for one in available_timezones() if one.lower() == found[1]), "")
        if known:
            said.take_span(*found.span())
            return known
    found = said.find(r"\b(?:in\s+)?((?:[a-z]+\s+)?[a-z]+)\s+time\b")
    if found is not None:
        words = found[1].split()
        for name in (" ".join(words), words[-1]):
            if known := _zone_named(name):
                said.take_span(found.end() - len(name) - len(" time"), found.end())
                said.take(rf"\bin\s+(?=\s*$|\s{{{len(name)},}})")
                return known
    found = said.find(rf"(?<=\d|m)\s+\(?({'|'.join(_ZONES)})\)?\b")
    if found is not None:
        said.take_span(*found.span())
        return _ZONES[found[1]]
    return ""


def _zone_named(name: str) -> str:
    if name in _ZONES:
        return _ZONES[name]
    tail = name.replace(" ", "_")
    found = sorted(
        one for one in available_timezones() if one.lower().rpartition("/")[2] == tail and "/" in one
    )
    return next((one for one in found if not one.startswith(("Etc/", "posix/"))), "")


def _of_month(said: Said, zone: str, verb: str) -> Timing | None:
    """Days of the month and of the year, and ends of them."""
    each = r"(?:every|each|the|of\s+every|of\s+each|of\s+the|of\s+a)"
    day = rf"(?P<day>{_ORDINAL}(?:(?:\s*,\s*|\s+and\s+)(?:the\s+)?{_ORDINAL})*)"
    found = said.take(
        rf"\b{verb}(?:(?:on|at)\s+)?(?:the\s+|every\s+|each\s+)?{day}\s+(?:day\s+)?(?:of\s+)?{each}\s*(?P<unit>month"
        rf"|quarter|year){_CLOCK}?\b"
    )
    if found:
        return _cron(found, zone, day=_month_days(found["day"]), month=_months(found["unit"]))
    found = said.take(
        rf"\b{verb}(?:(?:on|at)\s+)?(?:the\s+|every\s+|each\s+)?{day}\s+(?:of\s+)?(?P<month>{MONTH})(?:\s+(?:every|e"
        rf"ach)\s+year){_CLOCK}?\b"
    )
    if found:
        return _cron(found, zone, day=_month_days(found["day"]), month=str(month_of(found["month"])))
    found = said.take(
        rf"\b{verb}(?:at\s+)?(?:the\s+)?(?P<side>end|beginning|start)\s+of\s+(?:every|each|the"
        rf"|a)\s+(?P<unit>month|quarter|year){_CLOCK}?\b"
    )
    if found:
        is_end = found["side"] == "end"
        months = (
            _months(found["unit"])
            if not is_end
            else {"quarter": "3,6,9,12", "year": "12"}.get(found["unit"], "*")
        )
        return _cron(found, zone, day="l" if is_end else "1", month=months)
    found = said.take(
        rf"\b{verb}(?:every|each|once\s+an?|once\s+per|once\s+every)\s+(?P<unit>month|quarter"
        rf"|year)\b(?!\s+of\b)"
        rf"(?:\s+on\s+the\s+{day}(?!\w))?{_CLOCK}?"
    ) or said.take(
        rf"\b{verb}(?P<unit>monthly|quarterly|yearly|annually)\b(?:\s+on\s+the\s+{day}(?!\w))?{_CLOCK}?"
    )
    if found and (verb or not said.text[: found.start()].rstrip().lower().endswith((" per", " by"))):
        unit = {"monthly": "month", "quarterly": "quarter"}.get(
            found["unit"], found["unit"].removesuffix("ly")
        )
        return _cron(found, zone, day=_month_days(found["day"] or "1"), month=_months(unit))
    return None


def _months(unit: str) -> str:
    return {"month": "*", "quarter": "1,4,7,10"}.get(unit, "1")


def _month_days(text: str) -> str:
    days = []
    for one in re.findall(_ORDINAL, text):
        number = _ORDINALS.get(one) if not one[0].isdigit() else int(re.sub(r"\D", "", one))
        days.append("l" if number == 0 else str(min(max(number or 1, 1), 31)))
    return ",".join(dict.fromkeys(days))


def _at_times(said: Said, zone: str, verb: str) -> Timing | None:
    """Times of the day and days of the week."""
    few = rf"{_DAY}s?(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_DAY}s?)*"
    span = rf"{_DAY}s?\s*(?:to|through|till|until|-|–)\s*{_DAY}s?"
    found = said.take(
        rf"\b{verb}{_AT}{_TIME}\s+(?:every\s+|each\s+|in\s+the\s+)(?P<part>morning|afternoon|evening|night)s?\b"
    )
    if found:
        return _cron(found, zone)
    found = said.take(
        rf"\b{verb}{_AT}{_TIME}\s+(?:on\s+)?(?P<days>weekdays|workdays|working\s+days"
        rf"|business\s+days|{_DAY}s)\b"
    )
    if found:
        return _cron(found, zone, weekday=_weekdays(found["days"]))
    found = said.take(
        rf"\b{verb}(?P<lead>every|each|on|in\s+the|from|once\s+a\s+week\s+on"
        rf"|weekly\s+on)\s+(?P<days>weekdays?|workdays?|work\s+days?|working\s+days?"
        rf"|business\s+days?|weekends?|{span}|{few})"
        rf"(?:\s+(?P<part>{_PART}))?{_CLOCK}?(?!\w)"
    )
    if found and (
        found["days"].startswith(("week", "work", "busi"))
        or found["lead"] in {"every", "each"}
        or found["hour"]
        or found["named"]
        or "week" in found["lead"]
        or (verb and re.match(verb.removesuffix("?"), found[0]))
        or found["days"].endswith("s")
    ):
        return _cron(found, zone, weekday=_weekdays(found["days"]))
    found = said.take(
        rf"\b{verb}(?P<days>{_DAY}s|weekdays|weekends)(?:\s+(?P<part>{_PART})s?)?{_CLOCK}(?!\w)"
    )
    if found:
        return _cron(found, zone, weekday=_weekdays(found["days"]))
    found = said.take(rf"\b{verb}(?:every|each|in\s+the|once\s+an?)\s+(?P<part>{_PART})s?{_CLOCK}?(?!\w)")
    if found:
        return _cron(found, zone)
    found = said.take(
        rf"\b{verb}(?:(?:every|each|once\s+a|once\s+per)\s+(?:single\s+)?day|daily)(?P<part>){_CLOCK}(?!\w)"
    )
    if found:
        return _cron(found, zone)
    found = said.take(
        rf"\b{verb}{_CLOCK}\s+(?P<often>every|each)\s+(?P<days>day|morning|evening|weekdays?"
        rf"|workdays?|working\s+days?|business\s+days?|{span}|{few})\b"
    )
    if found:
        days = found["days"]
        return _cron(found, zone, weekday="*" if days in {"day", "morning", "evening"} else _weekdays(days))
    if verb:
        found = said.take(
            rf"\b{verb.removesuffix('?')}at\s+(?P<part>{_PART})\b(?P<hour>)(?P<minute>)(?P<half>)"
        )
        return _cron(found, zone) if found else None
    return None


def _cron(found: re.Match[str], zone: str, *, day: str = "*", month: str = "*", weekday: str = "*") -> Cron:
    said = found.groupdict()
    part = said.get("part") or ""
    named = " ".join((said.get("named") or "").split())
    if said.get("past"):
        hour, minute = int(said["past"]), 30
    elif named:
        hour, minute = _PARTS[named], 0
    elif said.get("hour"):
        hour, minute = int(said["hour"]), int(said.get("minute") or 0)
    else:
        hour, minute = _PARTS.get(part, 8), 0
    half = (said.get("half") or "").replace(".", "")
    is_late = part in {"afternoon", "evening"} or (part == "night" and hour > 5)
    if (half == "pm" or is_late) and half != "am" and 0 < hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return Cron(f"{min(minute, 59)} {min(hour, 23)} {day} {month} {weekday}", zone)


def _weekdays(text: str) -> str:
    if text.startswith(("weekday", "work", "busi")):
        return "1-5"
    if text.startswith("weekend"):
        return "0,6"
    numbers = [_number(name) for name in re.findall(_DAY, text)]
    if re.search(r"\b(?:to|through|till|until)\b|[-–]", text) and len(numbers) == 2:
        first, last = numbers
        numbers = [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    if sorted(numbers) == [1, 2, 3, 4, 5]:
        return "1-5"
    return ",".join(str(day) for day in sorted(set(numbers)))


def _number(name: str) -> int:
    return {**_SHORT, **_DAYS}[name]


def _apart(said: Said, zone: str, verb: str) -> Timing | None:
    found = said.take(
        rf"\b{verb}(?:every|each|once\s+every)\s+(?P<count>{NUMBER}|half|half\s+an"
        rf"|quarter(?:\s+of\s+an)?|other|second)\s+(?P<unit>seconds?|secs?|minutes?|mins?"
        rf"|hours?|days?|weeks?)\b{_CLOCK}?"
    )
    if found:
        return _every(found, zone)
    found = said.take(
        rf"\b{verb}(?:(?:every|each|once\s+an?|once\s+per)\s+(?P<unit>second|minute|hour)"
        rf"|(?P<often>hourly|minutely))\b"
    )
    if found:
        unit = found["unit"] or {"hourly": "hour", "minutely": "minute"}[found["often"]]
        return _within(_SECONDS[unit])
    found = said.take(
        rf"\b{verb}(?P<count>{NUMBER})\s+times\s+(?:a|an|per|every)\s+(?P<unit>hour|day|week)\b"
    )
    if found:
        return _within(_SECONDS[found["unit"]] // max(1, number_of(found["count"])))
    found = said.take(rf"\b{verb}twice\s+(?:a|an|per|every)\s+(?P<unit>hour|day|week)\b")
    if found:
        return _within(_SECONDS[found["unit"]] // 2)
    if verb:
        found = said.take(
            rf"\b{verb.removesuffix('?')}(?:(?:every|each|once\s+a|once\s+per)\s+(?P<unit>day"
            rf"|week)|(?P<often>daily|weekly))\b"
        )
        if found:
            unit = found["unit"] or {"daily": "day", "weekly": "week"}[found["often"]]
            return _within(_SECONDS[unit])
    found = said.take(rf"\b{verb}(?:in\s+real[\s-]?time|live|continuously|constantly|all\s+the\s+time)\b")
    return _within(60) if found else None


def _every(found: re.Match[str], zone: str) -> Timing:
    count, seconds = found["count"], _SECONDS[found["unit"].removesuffix("s")]
    if count.startswith("half"):
        return _within(seconds // 2)
    if count.startswith("quarter"):
        return _within(seconds // 4)
    times = 2 if count in {"other", "second"} else number_of(count)
    if times == 1 and seconds == _SECONDS["day"] and (found["hour"] or found["named"]):
        return _cron(found, zone)
    return _within(times * seconds)


def _within(seconds: int) -> Every:
    return Every(min(max(LEAST_SECONDS, seconds), MOST_SECONDS))


def is_zone(name: str) -> bool:
    """Whether a time zone is known here."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def daily(hour: int, zone: str, weekday: str = "*") -> Cron:
    """Every day at a full hour."""
    return Cron(f"0 {hour} * * {weekday}", zone)


def named_days(numbers: Sequence[int]) -> list[str]:
    """What days of the week are called; Sunday is 0."""
    names = {number: name.title() for name, number in _DAYS.items()}
    return [names[number] for number in numbers]
