"""How long runs took, told from a histogram."""

import random

import pytest

from sayso.bots.run_queue.counters import BUCKETS, bucket_of, percentile


def test_p95_is_told_within_a_tenth() -> None:
    chance = random.Random(8)  # noqa: S311 - the same in every run
    for middle in (0.02, 0.4, 7.0, 300.0):
        taken = sorted(chance.lognormvariate(0, 0.8) * middle for _ in range(2_000))
        times = [0] * BUCKETS
        for seconds in taken:
            times[bucket_of(seconds)] += 1
        found = percentile(times, 0.95)
        assert found is not None
        assert found == pytest.approx(taken[1899], rel=0.1)


def test_nothing_is_told_of_no_runs() -> None:
    assert percentile([], 0.95) is None
    assert percentile([0] * BUCKETS, 0.95) is None


@pytest.mark.parametrize(("seconds", "bucket"), [(0, 0), (0.001, 0), (0.0011, 1), (1e9, BUCKETS - 1)])
def test_every_time_has_its_place(seconds: float, bucket: int) -> None:
    assert bucket_of(seconds) == bucket
