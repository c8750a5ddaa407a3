"""Days, times and moments in the notation of a language.

Which of the first two numbers of ``03/04/26`` is the day is said by the language where it writes days with
that sign; elsewhere both readings are given, unless only one is a day. Points part day, month and year.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .languages import DEFAULT, Language, language_of, plain_space
from .numbers import _PLAIN
from .readings import AmbiguousError, Reading, UnreadableTextError

FIRST_YEAR = 1000
_ISO = re.compile(r"(\d{4})(?P<sign>[-/.])(\d{1,2})(?P=sign)(\d{1,2})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_JAPANESE = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_SHORT = re.compile(r"(\d{1,2})\s?(?P<sign>[-/.])\s?(\d{1,2})\s?(?P=sign)\s?(\d{4}|\d{2})\.?")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:de\s+)?([^\W\d_]+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})"
)
_NAME_FIRST = re.compile(r"([^\W\d_]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})")
_CLOCK = re.compile(
    r"(\d{1,2})(?:(?:[:.]|\s?[hH])(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?(?:\s?([aApP])\.?[mM]\.?)?"
)
_ZONED = re.compile(r"(?P<rest>.*\d)\s?(?P<zone>[zZ]|[+-]\d{2}:?\d{2})")
_LATE, _EARLY = 29, 50
"""Years of two digits up to the first are of this century, from the second on of the one before."""
_LONGEST = 60
_NOT_DAY = "must be a date like 2026-11-21."
_NOT_TIME = "must be a time like 09:30."
_NOT_MOMENT = "must be a date and time like 2026-11-21 09:30."
_NO_DAY = "is a day that does not exist."
_HINT = "Write it so that only one of them fits, such as 2026-11-21."


def read_date(text: str, language: str = DEFAULT, order: str = "") -> date:
    """The day that a person wrote; ``order`` is that of its numbers where a whole column tells it.

    Raises:
        AmbiguousError: with the days that it may be.
        UnreadableTextError: where it is none.
    """
    bare = _plain(text)
    midnight = re.fullmatch(r"(.*\d)[T ]0{1,2}:00(?::00(?:\.0+)?)?", bare)
    bare = midnight[1] if midnight else bare
    found = _days(bare, language, order)
    if found is None:
        raise UnreadableTextError(_NOT_DAY)
    if not found:
        raise UnreadableTextError(_NO_DAY)
    if len(found) > 1:
        speech = language_of(language)
        raise AmbiguousError(tuple(Reading(one, said(one, speech)) for one in found), _HINT)
    return found[0]


def read_time(text: str) -> time:
    """The time of day that a person wrote.

    Raises:
        UnreadableTextError: where it is none.
    """
    match = _CLOCK.fullmatch(_plain(text))
    if match is None or (match[2] is None and match[5] is None):
        raise UnreadableTextError(_NOT_TIME)
    hour, half = int(match[1]), (match[5] or "").lower()
    if half and not 1 <= hour <= 12:
        raise UnreadableTextError("has an hour that am or pm do not go with.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match[2] or 0), int(match[3] or 0), int((match[4] or "0").ljust(6, "0")))
    except ValueError as error:
        raise UnreadableTextError("is a time that does not exist.") from error


def read_moment(text: str, language: str, zone: tzinfo, order: str = "") -> datetime:
    """The moment that a person wrote, in UTC; without an offset it is on the clocks of ``zone``.

    A day alone is its first moment.

    Raises:
        AmbiguousError: with the moments that it may be.
        UnreadableTextError: where it is none, or one that the clocks leave out.
    """
    bare = _plain(text)
    zoned = _ZONED.fullmatch(bare)
    offset = _offset(zoned["zone"]) if zoned and ":" in zoned["rest"] else None
    rest = zoned["rest"] if zoned and offset is not None else bare
    day, at = _apart(rest)
    try:
        on = read_date(day, language, order)
    except AmbiguousError as error:
        readings = [(one, _moments(one.value, at, offset or zone)) for one in error.readings]
        moments = tuple(Reading(ways[0], f"{one.said} {at:%H:%M}") for one, ways in readings if ways)
        raise AmbiguousError(moments, _HINT) from error
    except UnreadableTextError as error:
        raise UnreadableTextError(_NO_DAY if str(error) == _NO_DAY else _NOT_MOMENT) from error
    found = _moments(on, at, offset or zone)
    if not found:
        raise UnreadableTextError(_skipped(on, at, zone, language_of(language)))
    if len(found) > 1:
        ways = tuple(Reading(one, _with_offset(one, zone)) for one in found)
        raise AmbiguousError(ways, "The clocks go back in that night; write it with its offset.")
    return found[0]


def said(day: date, language: Language) -> str:
    """A day as people say it: ``3 April 2026``."""
    name = language.names[day.month - 1] if language.names else ""
    return f"{day.day} {name} {day.year}" if name else day.isoformat()


def _days(bare: str, language: str, order: str) -> list[date] | None:
    """The days that a text may be; none where it is not written as one."""
    speech = language_of(language)
    for form in (_ISO, _PACKED, _JAPANESE):
        if match := form.fullmatch(bare):
            year, month, day = (int(one) for one in match.groups() if one.isdigit())
            return _existing([(year, month, day)])
    if match := _SHORT.fullmatch(bare):
        sign, first, second = match["sign"], int(match[1]), int(match[3])
        years = _years(match[4])
        orders = [(second, first)] if sign == "." else _orders(first, second, sign, speech, order)
        return _existing([(year, month, day) for month, day in orders for year in years])
    for form, at in ((_DAY_NAMED, (2, 1)), (_NAME_FIRST, (1, 2))):
        if (match := form.fullmatch(bare)) and (named := _month(match[at[0]], speech)):
            return _existing([(year, named, int(match[at[1]])) for year in _years(match[3])])
    return None


def _orders(first: int, second: int, sign: str, language: Language, told: str) -> list[tuple[int, int]]:
    """Month and day, in the orders that are possible."""
    day_first, month_first = (second, first), (first, second)
    order = told or (language.order if sign == language.separator else "")
    if order in {"dmy", "mdy"}:
        return [day_first] if order == "dmy" else [month_first]
    possible = [one for one in (day_first, month_first) if one[0] <= 12 and one[1] <= 31]
    return list(dict.fromkeys(possible)) or [day_first]


def _years(written: str) -> list[int]:
    year = int(written)
    if len(written) > 2:
        return [year]
    if year <= _LATE:
        return [2000 + year]
    return [1900 + year] if year >= _EARLY else [1900 + year, 2000 + year]


def _existing(wanted: list[tuple[int, int, int]]) -> list[date]:
    found = []
    for year, month, day in wanted:
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if one.year < FIRST_YEAR:
            raise UnreadableTextError(f"must be a day of the years {FIRST_YEAR} to 9999.")
        found.append(one)
    return list(dict.fromkeys(found))


def _month(name: str, language: Language) -> int | None:
    folded = name.casefold().rstrip(".")
    english = language_of("en").months
    short = folded[:4] if folded == "sept" else folded
    return (
        language.months.get(folded)
        or english.get(folded)
        or english.get(short[:3] if short == "sept" else short)
    )


def _apart(text: str) -> tuple[str, time]:
    """Day and time of day; a text without a time is the first moment of its day."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T.*", text):
        day, clock = text.split("T", 1)
        return day, _clock(clock)
    for match in re.finditer(r"[,\s]+", text):
        day, clock = text[: match.start()], text[match.end() :]
        parsed = _CLOCK.fullmatch(clock)
        if parsed is not None and (parsed[2] is not None or parsed[5] is not None) and not clock.isdigit():
            return day, _clock(clock)
    return text, time()


def _clock(text: str) -> time:
    try:
        return read_time(text)
    except UnreadableTextError as error:
        raise UnreadableTextError(_NOT_MOMENT if str(error) == _NOT_TIME else str(error)) from error


def _offset(text: str) -> tzinfo:
    if text in {"z", "Z"}:
        return UTC
    from datetime import timezone

    hours, minutes = int(text[1:3]), int(text[-2:])
    found = timedelta(hours=hours, minutes=minutes)
    if found >= timedelta(hours=24):
        raise UnreadableTextError(_NOT_MOMENT)
    return timezone(-found if text[0] == "-" else found)


def _moments(day: object, at: time, zone: tzinfo) -> list[datetime]:
    """The moments at which the clocks show this: none where they skip it, two where they show it twice."""
    if not isinstance(day, date):
        return []
    found = []
    for fold in (0, 1):
        wall = datetime.combine(day, at, zone).replace(fold=fold)
        try:
            moment = wall.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise UnreadableTextError("is a moment too far away.") from error
        if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None) and moment not in found:
            found.append(moment)
    return found


def _skipped(day: date, at: time, zone: tzinfo, language: Language) -> str:
    wall = datetime.combine(day, at)
    before = (wall.replace(tzinfo=zone, fold=0)).utcoffset() or timedelta()
    after = (wall.replace(tzinfo=zone, fold=1)).utcoffset() or timedelta()
    forward = abs(before - after)
    return (
        f"does not exist: the clocks go forward on {said(day, language)}, and skip {at:%H:%M}. "
        f"Is {wall + forward:%H:%M} meant?"
    )


def _with_offset(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M %z")


def _plain(text: str) -> str:
    bare = re.sub(r"\s+", " ", plain_space(text.translate(_PLAIN))).strip()
    if len(bare) > _LONGEST:
        raise UnreadableTextError("has too many characters.")
    return bare
