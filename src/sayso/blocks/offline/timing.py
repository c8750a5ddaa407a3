"""How often a block is refreshed where nobody said."""

from sayso.blocks.types import Every, Timing


def usual_refresh(*, is_rows: bool) -> Timing:
    """Rows tell when they change, so the clock only turns days over; addresses are asked each half hour."""
    return Every(seconds=900 if is_rows else 1800)


def told(timing: Timing) -> str:
    """``every 5 minutes``, ``at 0 8 * * 1-5``, in words."""
    if timing.kind == "off":
        return "only by hand"
    if timing.kind == "cron":
        return _cron_told(timing.cron)
    for unit, seconds in (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if timing.seconds % seconds == 0:
            count = timing.seconds // seconds
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return f"every {timing.seconds} seconds"


_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def _cron_told(cron: str) -> str:
    minute, hour, _, _, days = cron.split()
    clock = f"{int(hour):02}:{int(minute):02}" if hour.isdigit() and minute.isdigit() else cron
    if days == "*":
        return f"every day at {clock}"
    if days == "1-5":
        return f"on weekdays at {clock}"
    named = [_DAYS[int(day)] for day in days.split(",") if day.isdigit()]
    return f"on {' and '.join(named)} at {clock}"
