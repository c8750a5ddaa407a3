"""Timings in words, for whoever is writing one."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query

from sayso.errors import InputError
from sayso.schedules.recurrence import Cron, Every, next_times
from sayso.schedules.words import in_words
from sayso.web.guard import api_routes
from sayso.web.v1.bots.views import TimingView

router = api_routes("/timing")

CronText = Annotated[str | None, Query(max_length=100, description="A cron expression of five parts.")]
Seconds = Annotated[int | None, Query(description="How many seconds lie between two times.")]
Zone = Annotated[str, Query(max_length=60, description="The time zone of the cron expression.")]


@router.get("")
async def read_timing(cron: CronText = None, seconds: Seconds = None, time_zone: Zone = "UTC") -> TimingView:
    """What a cron expression or an interval means in words, and the next five times; nothing of nothing.

    Answers 400 `invalid_timing` for what is none; the hint says how to write it.
    """
    if cron is not None and seconds is not None:
        raise InputError("Two things say when.", hint="Send either `cron` or `seconds`.")
    if cron is None and seconds is None:
        return TimingView(words="", next=[])
    timing = Cron(cron, time_zone) if cron is not None else Every(seconds or 0)
    return TimingView(words=in_words(timing), next=next_times(timing, datetime.now(UTC)))
