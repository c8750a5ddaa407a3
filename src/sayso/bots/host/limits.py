"""How much a bot may keep, do and tell; what is beyond is refused in words."""

from sayso.bots.host.errors import OverLimitError

KIBIBYTE = 1024
MOST_VALUE_BYTES = 256 * KIBIBYTE
"""Of one value that is kept, or one step, as JSON."""
MOST_STATE_BYTES = 8 * KIBIBYTE * KIBIBYTE
MOST_KEYS = 1_000
MOST_STEPS = 1_000
"""Of one run."""
MOST_CALLS = 5_000
MOST_NOTICES = 100
MOST_APPROVALS = 100
LONGEST_KEY = 200
LONGEST_NAME = 200
LONGEST_QUESTION = 4_000
LONGEST_TEXT = 8_000
LONGEST_TITLE = 200
LONGEST_ADDRESS = 2_000


def demand_value(what: str, size: int) -> None:
    """Refuse a value that is too long; ``what`` is what people call it.

    Raises:
        OverLimitError: with how long it may be.
    """
    if size > MOST_VALUE_BYTES:
        raise OverLimitError(
            f"{what} is {size / KIBIBYTE:,.0f} KiB long; {MOST_VALUE_BYTES // KIBIBYTE} KiB are allowed.",
            hint="Keep less, such as ids instead of rows.",
        )


def demand_state(keys: int, size: int) -> None:
    """Refuse to keep so many values, or so much in all.

    Raises:
        OverLimitError: with how much may be kept.
    """
    if keys > MOST_KEYS:
        raise OverLimitError(
            f"A bot keeps at most {MOST_KEYS:,} values.",
            hint="Delete values that are no longer needed, or keep one list.",
        )
    if size > MOST_STATE_BYTES:
        raise OverLimitError(
            f"A bot keeps at most {MOST_STATE_BYTES // KIBIBYTE // KIBIBYTE} MiB in all.",
            hint="Delete values that are no longer needed, or write rows of an application.",
        )


def demand_count(what: str, count: int, most: int) -> None:
    """Refuse what a run does too often.

    Raises:
        OverLimitError: with how often it may.
    """
    if count > most:
        raise OverLimitError(f"One run has at most {most:,} {what}.", hint="Do less in one run.")
