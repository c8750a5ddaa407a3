"""Code that works out days: where a stretch of time begins and ends, and the periods within it."""

import re

from sayso.phrases.meaning import Span, Unit

TODAY = "today = datetime.fromisoformat(ctx.now).astimezone(zone).date()"
ZONE = "from zoneinfo import ZoneInfo"
_DELTA = "from dateutil.relativedelta import relativedelta"

_START: dict[Unit, str] = {
    "day": "today",
    "week": "today - timedelta(days=today.weekday())",
    "month": "today.replace(day=1)",
    "quarter": "date(today.year, (today.month - 1) // 3 * 3 + 1, 1)",
    "year": "date(today.year, 1, 1)",
}


def delta(unit: Unit, count: int) -> str:
    """So many units as an expression."""
    if unit == "day":
        return f"timedelta(days={count})"
    if unit == "week":
        return f"timedelta(weeks={count})"
    if unit == "quarter":
        return f"relativedelta(months={3 * count})"
    return f"relativedelta({unit}s={count})"


def span_lines(span: Span, first: str = "first", after: str = "after") -> list[str]:
    """Assignments to two names: the first day, and the day after the last; ``None`` where it has no end."""
    if span.kind == "fixed":
        start = f"date.fromisoformat({span.first!r})".replace("'", '"') if span.first else "None"
        end = (
            f"date.fromisoformat({span.last!r}) + timedelta(days=1)".replace("'", '"')
            if span.last
            else "None"
        )
        return [f"{first} = {start}", f"{after} = {end}"]
    start, one = _START[span.unit], delta(span.unit, 1)
    many = delta(span.unit, span.count)
    back = f" - {delta(span.unit, span.count * span.back)}" if span.back else ""
    match span.kind:
        case "this":
            return [f"{first} = {start}", f"{after} = {first} + {one}"]
        case "last":
            return [f"{after} = {start}{back}", f"{first} = {after} - {many}"]
        case "next":
            return [f"{first} = {start} + {one}", f"{after} = {first} + {many}"]
        case "rolling":
            return [f"{after} = today + timedelta(days=1){back}", f"{first} = {after} - {many}"]
        case _:
            return [f"{first} = today", f"{after} = {first} + {many}"]


def imports_for(code: str) -> list[str]:
    """What of ``datetime``, ``zoneinfo`` and ``dateutil`` a text uses."""
    names = [name for name in ("date", "datetime", "time", "timedelta") if _uses(code, name)]
    found = [f"from datetime import {', '.join(names)}"] if names else []
    if _uses(code, "ZoneInfo"):
        found.append(ZONE)
    if _uses(code, "relativedelta"):
        found.append(_DELTA)
    return found


def _uses(code: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){name}(?=[.(])", code) is not None


PERIODS = '''def periods(first, last):
    """Every {unit} from the first to the last, so that empty ones show."""
    day = {floor}
    while day <= last:
        yield day.isoformat()
        day += {step}'''
_FLOORS: dict[Unit, str] = {
    "day": "first",
    "week": "first - timedelta(days=first.weekday())",
    "month": "first.replace(day=1)",
    "quarter": "date(first.year, (first.month - 1) // 3 * 3 + 1, 1)",
    "year": "date(first.year, 1, 1)",
}


def periods_function(unit: Unit) -> str:
    """The function ``periods(first, last)`` for a unit; it gives the first day of each as text."""
    return PERIODS.format(unit=unit, floor=_FLOORS[unit], step=delta(unit, 1))


def period_name(unit: Unit, day: str) -> str:
    """What a period is called, from its first day as text in ``day``: ``2026-03``, ``2026 Q1``, ``2026``."""
    if unit == "month":
        return f"{day}[:7]"
    if unit == "quarter":
        return f'f"{{{day}[:4]}}-Q{{(int({day}[5:7]) + 2) // 3}}"'
    return f"{day}[:4]" if unit == "year" else day
