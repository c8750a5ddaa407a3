"""When something is due: intervals, cron expressions, time zones, hours that clocks skip or repeat."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.schedules.recurrence import Cron, Every, TimingError, next_times, timing_of
from sayso.schedules.words import in_words

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def local(cron: str, start: datetime, count: int) -> list[str]:
    """The next times as a clock in Berlin shows them."""
    times = next_times(Cron(cron, "Europe/Berlin"), start, count)
    return [time.astimezone(BERLIN).strftime("%d %H:%M") for time in times]


def test_a_cron_expression_follows_the_clock_of_its_time_zone() -> None:
    winter = Cron("0 8 * * 1-5", "Europe/Berlin")
    assert next_times(winter, datetime(2026, 1, 2, 12, tzinfo=UTC), 2) == [
        datetime(2026, 1, 5, 7, tzinfo=UTC),
        datetime(2026, 1, 6, 7, tzinfo=UTC),
    ]
    assert next_times(winter, datetime(2026, 7, 3, 12, tzinfo=UTC), 1) == [
        datetime(2026, 7, 6, 6, tzinfo=UTC)
    ]


def test_what_falls_into_the_hour_that_is_left_out_is_due_right_after_it() -> None:
    assert local("30 2 * * *", NOON, 3) == ["28 02:30", "29 03:00", "30 02:30"]


def test_what_falls_into_the_hour_that_comes_twice_is_due_once() -> None:
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert local("30 2 * * *", start, 3) == ["25 02:30", "26 02:30", "27 02:30"]


def test_what_is_due_every_hour_is_due_in_both_of_them() -> None:
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert local("0 * * * *", start, 4) == ["25 02:00", "25 02:00", "25 03:00", "25 04:00"]


def test_two_hundred_that_are_due_each_minute_are_spread_over_it() -> None:
    seconds = sorted(Every(60).next_after(NOON, f"block {n}").timestamp() % 60 for n in range(200))
    busiest = max(sum(start <= second < start + 1 for second in seconds) for start in range(60))
    assert busiest <= 12
    minutely = [Cron("* * * * *").next_after(NOON, f"block {n}") for n in range(200)]
    late = [time.timestamp() % 60 for time in minutely]
    assert max(late) < 30
    assert max(sum(start <= one < start + 1 for one in late) for start in range(30)) <= 18


def test_a_daily_one_is_never_late_by_more_than_half_a_minute() -> None:
    late = [
        Cron("0 8 * * *").next_after(NOON, f"k{n}") - datetime(2026, 3, 28, 8, tzinfo=UTC) for n in range(50)
    ]
    assert min(late) >= timedelta()
    assert max(late) <= timedelta(seconds=30)


@given(
    st.one_of(
        st.integers(10, 100_000).map(Every),
        st.sampled_from(["* * * * *", "*/7 * * * *", "0 3 1 * *", "15,45 6-18 * * 1-5", "0 0 29 2 *"]).map(
            lambda text: Cron(text, "America/New_York")
        ),
    ),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    st.text(max_size=10),
)
def test_the_next_time_lies_ahead_and_no_time_is_left_out(
    timing: Every | Cron, moment: datetime, key: str
) -> None:
    first = timing.next_after(moment, key)
    second = timing.next_after(first, key)
    assert moment < first < second
    assert timing.next_after(first - timedelta(milliseconds=1), key) == first
    if isinstance(timing, Every):
        assert abs((second - first).total_seconds() - timing.seconds) < 0.001


@pytest.mark.parametrize(
    "text", ["", "8 o'clock", "* * * *", "* * * * * *", "60 * * * *", "R * * * *", "0 0 31 2 *"]
)
def test_what_is_no_cron_expression_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TimingError) as refused:
        Cron(text)
    assert "0 8 * * 1-5" in refused.value.hint


def test_a_time_zone_that_nobody_knows_is_refused() -> None:
    with pytest.raises(TimingError, match="Europe/Atlantis"):
        Cron("0 8 * * *", "Europe/Atlantis")
    with pytest.raises(TimingError):
        Cron("0 8 * * *", "../../etc/passwd")


def test_too_short_an_interval_is_refused() -> None:
    with pytest.raises(TimingError, match="9 seconds"):
        Every(9)


@pytest.mark.parametrize("timing", [Every(90), Cron("0 8 * * mon", "Europe/Berlin"), Cron("@daily")])
def test_a_timing_is_read_as_it_was_kept(timing: Every | Cron) -> None:
    assert timing_of(timing.as_json()) == timing


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Every(60), "every minute"),
        (Every(90), "every 90 seconds"),
        (Every(7200), "every 2 hours"),
        (Cron("* * * * *"), "every minute"),
        (Cron("*/15 * * * *"), "every 15 minutes"),
        (Cron("0 * * * *"), "every hour"),
        (Cron("5,35 * * * *"), "at 5 and 35 minutes past the hour"),
        (Cron("0 */6 * * *"), "every 6 hours"),
        (Cron("30 8 * * *"), "every day at 08:30"),
        (Cron("0 8 * * 1-5", "Europe/Berlin"), "at 08:00, Monday through Friday (Europe/Berlin)"),
        (Cron("0 8,17 * * mon,thu"), "at 08:00 and 17:00, on Monday and Thursday"),
        (Cron("0 9 * * 0"), "at 09:00, on Sunday"),
        (Cron("0 9 * * 1#2"), "at 09:00, on the second Monday of the month"),
        (Cron("0 9-17 * * 1-5"), "every hour, between 09:00 and 17:59, Monday through Friday"),
        (Cron("*/10 9-17 * * *"), "every 10 minutes, between 09:00 and 17:59"),
        (Cron("0 0 1 * *"), "at 00:00, on day 1 of the month"),
        (Cron("0 0 L * *"), "at 00:00, on the last day of the month"),
        (Cron("0 6 1 1,7 *"), "at 06:00, on day 1 of the month, in January and July"),
    ],
)
def test_a_timing_in_words(timing: Every | Cron, words: str) -> None:
    assert in_words(timing) == words
