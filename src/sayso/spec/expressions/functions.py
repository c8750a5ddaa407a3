"""The functions of the language: how many arguments each takes and one line that explains it."""

from dataclasses import dataclass

MANY = 20
AGGREGATES = ("count", "sum", "avg", "min", "max")
DURATIONS = ("minutes", "hours", "days", "weeks", "months", "years")
CALENDAR_DURATIONS = frozenset({"days", "weeks", "months", "years"})


@dataclass(frozen=True, slots=True)
class Function:
    """A function; ``usage`` is shown when it is called the wrong way."""

    usage: str
    least: int
    most: int
    meaning: str


FUNCTIONS: dict[str, Function] = {
    "today": Function("today()", 0, 0, "the date of today in the site's time zone"),
    "now": Function("now()", 0, 0, "the present moment"),
    "minutes": Function("minutes(n)", 1, 1, "a duration"),
    "hours": Function("hours(n)", 1, 1, "a duration"),
    "days": Function("days(n)", 1, 1, "a duration in calendar days"),
    "weeks": Function("weeks(n)", 1, 1, "a duration in calendar weeks"),
    "months": Function("months(n)", 1, 1, "a duration; 31 January and one month is the last of February"),
    "years": Function("years(n)", 1, 1, "a duration in calendar years"),
    "minutes_between": Function("minutes_between(start, end)", 2, 2, "minutes from start to end"),
    "hours_between": Function("hours_between(start, end)", 2, 2, "hours from start to end"),
    "days_between": Function("days_between(start, end)", 2, 2, "whole calendar days from start to end"),
    "years_between": Function(
        "years_between(start, end)", 2, 2, "completed years from start to end, such as an age"
    ),
    "date": Function("date(x)", 1, 1, 'the date of a datetime, or of a text such as "2026-01-31"'),
    "year": Function("year(x)", 1, 1, "the year of a date or datetime"),
    "month": Function("month(x)", 1, 1, "the month, 1 to 12"),
    "day": Function("day(x)", 1, 1, "the day of the month, 1 to 31"),
    "weekday": Function("weekday(x)", 1, 1, "the day of the week, 1 for Monday to 7 for Sunday"),
    "lower": Function("lower(text)", 1, 1, "the text in small letters"),
    "upper": Function("upper(text)", 1, 1, "the text in capitals"),
    "trim": Function("trim(text)", 1, 1, "the text without spaces around it"),
    "length": Function("length(text)", 1, 1, "how many characters the text has"),
    "concat": Function("concat(a, b, ...)", 1, MANY, "the texts joined; missing ones are left out"),
    "round": Function("round(x, places)", 1, 2, "the number rounded, halves away from zero"),
    "abs": Function("abs(x)", 1, 1, "the number without its sign"),
    "coalesce": Function("coalesce(a, b, ...)", 1, MANY, "the first value that is not missing"),
    "least": Function("least(a, b, ...)", 1, MANY, "the smallest value that is not missing"),
    "greatest": Function("greatest(a, b, ...)", 1, MANY, "the largest value that is not missing"),
}

NO_OVERLAP_USAGE = "no_overlap(start, end, by, when=condition)"
AGGREGATE_USAGE = {"count": "count(lines) or count(lines, when=lines.done)"} | {
    op: f"{op}(lines.amount) or {op}(lines.amount, when=lines.done)" for op in AGGREGATES if op != "count"
}


def reference() -> str:
    """The table of functions in ``docs/reference/expressions.md``."""
    rows = "\n".join(f"| `{function.usage}` | {function.meaning} |" for function in FUNCTIONS.values())
    return f"| function | gives |\n|---|---|\n{rows}\n"
