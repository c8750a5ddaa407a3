"""Jobs go in with a transaction and are done by workers, one after the other where they share a key."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.errors import OperationError
from sayso.jobs.queue import JobEndedError, Jobs
from sayso.jobs.types import Job
from tests.jobs.place import QUICK, Place, until


class Recorder:
    """Does jobs by noting them; each waits until it is let go, if it is held."""

    def __init__(self) -> None:
        self.begun: list[Job] = []
        self.ended: list[Job] = []
        self.cancelled: list[Job] = []
        self.given_up: list[tuple[Job, str]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.most = 0

    async def work(self, job: Job) -> None:
        self.begun.append(job)
        self.most = max(self.most, len(self.begun) - len(self.ended) - len(self.cancelled))
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.append(job)
            raise
        self.ended.append(job)

    async def give_up(self, job: Job, reason: str) -> None:
        self.given_up.append((job, reason))

    def numbers(self) -> list[object]:
        return [job.data["number"] for job in self.begun]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def jobs(place: Place, recorder: Recorder) -> Jobs:
    made = place.jobs()
    made.handle("work", recorder.work, given_up=recorder.give_up)
    return made


async def test_a_job_is_done_once_and_leaves_nothing(place: Place, jobs: Jobs, recorder: Recorder) -> None:
    async with jobs.working():
        await place.put(number=1)
        await until(place.is_empty)
    assert [(job.kind, job.agency_id, job.data, job.attempt) for job in recorder.ended] == [
        ("work", place.agency, {"number": 1}, 1)
    ]


async def test_a_job_goes_with_its_transaction(place: Place, jobs: Jobs, recorder: Recorder) -> None:
    async with jobs.working():
        async with place.database.unit(place.agency) as session:
            await jobs.enqueue(session, "work", place.agency, {"number": 1})
            await session.rollback()
        async with place.database.unit(place.agency) as session:
            await jobs.enqueue(session, "work", place.agency, {"number": 2})
            await asyncio.sleep(0.3)
            assert recorder.begun == []
        await until(place.is_empty)
    assert recorder.numbers() == [2]


async def test_jobs_of_a_key_keep_their_order_and_others_go_along(
    place: Place, jobs: Jobs, recorder: Recorder
) -> None:
    recorder.gate.clear()
    for number in range(4):
        await place.put(key="a", number=number)
    await place.put(key="b", number=10)
    async with jobs.working():
        await until(lambda: len(recorder.begun) == 2)
        await asyncio.sleep(0.3)
        assert sorted(map(str, recorder.numbers())) == ["0", "10"]
        recorder.gate.set()
        await until(place.is_empty)
    assert [number for number in recorder.numbers() if number != 10] == [0, 1, 2, 3]


async def test_a_transaction_that_ends_late_does_not_let_two_of_a_key_run(
    place: Place, jobs: Jobs, recorder: Recorder
) -> None:
    recorder.gate.clear()
    async with jobs.working():
        async with place.database.unit(place.agency) as slow:
            await jobs.enqueue(slow, "work", place.agency, {"number": 1}, key="a")
            await place.put(key="a", number=2)
            await until(lambda: recorder.begun)
        await asyncio.sleep(0.3)
        assert recorder.numbers() == [2]
        recorder.gate.set()
        await until(place.is_empty)
    assert recorder.numbers() == [2, 1]


async def test_a_delay_is_waited_for(place: Place, jobs: Jobs, recorder: Recorder) -> None:
    async with jobs.working():
        async with place.database.unit(place.agency) as session:
            delay = timedelta(seconds=0.8)
            await jobs.enqueue(session, "work", place.agency, {"number": 1}, delay=delay)
        await asyncio.sleep(0.4)
        assert recorder.begun == []
        await until(place.is_empty)
    assert recorder.numbers() == [1]


async def test_what_fails_is_tried_again_and_then_given_up_without_its_words(
    place: Place, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    jobs, tried = place.jobs(), []

    async def fail(job: Job) -> None:
        tried.append(job.attempt)
        raise ValueError("the key is sk-secret")

    jobs.handle("work", fail, attempts=3, given_up=recorder.give_up)
    with caplog.at_level(logging.DEBUG):
        async with jobs.working():
            await place.put(key="a", number=1)
            await until(place.is_empty)
    assert tried == [1, 2, 3]
    assert [(job.attempt, reason) for job, reason in recorder.given_up] == [(3, "ValueError")]
    assert "work 1 failed in attempt 3 of 3: ValueError" in caplog.text
    assert "sk-secret" not in caplog.text
    log = await place.admin.fetchval(
        "select coalesce(string_agg(l::text, ''), '') from sayso_queue.pgqueuer_log l"
    )
    assert "sk-secret" not in log


async def test_the_next_of_a_key_waits_for_one_that_is_tried_again(place: Place) -> None:
    jobs, tried = place.jobs(), []

    async def fail_once(job: Job) -> None:
        tried.append((job.data["number"], job.attempt))
        if job.data["number"] == 1 and job.attempt == 1:
            raise OperationError("not now")

    jobs.handle("work", fail_once)
    await place.put(key="a", number=1)
    await place.put(key="a", number=2)
    async with jobs.working():
        await until(place.is_empty)
    assert tried == [(1, 1), (1, 2), (2, 1)]


async def test_a_farewell_that_fails_is_tried_again(place: Place) -> None:
    jobs, farewells = place.jobs(), []

    async def fail(_: Job) -> None:
        raise OperationError("It broke.")

    async def give_up(job: Job, reason: str) -> None:
        farewells.append(reason)
        if len(farewells) == 1:
            raise OSError("no database")

    jobs.handle("work", fail, attempts=1, given_up=give_up)
    async with jobs.working():
        await place.put()
        await until(place.is_empty)
    assert len(farewells) == 2
    assert farewells[0] == "It broke."


async def test_cancelling_ends_what_runs_and_drops_what_waits(
    place: Place, jobs: Jobs, recorder: Recorder
) -> None:
    recorder.gate.clear()
    async with jobs.working():
        for number in range(3):
            await place.put(key="a", number=number)
        await place.put(key="b", number=10)
        await until(lambda: len(recorder.begun) == 2)
        await place.jobs().cancel("work", "a")
        await until(lambda: recorder.cancelled)
        await place.put(key="a", number=3)
        recorder.gate.set()
        await until(place.is_empty)
    assert [job.data["number"] for job in recorder.cancelled] == [0]
    assert sorted(map(str, (job.data["number"] for job in recorder.ended))) == ["10", "3"]
    assert recorder.given_up == []


async def test_an_end_that_comes_after_cancelling_is_refused(place: Place) -> None:
    jobs, refused = place.jobs(), asyncio.Event()
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def stubborn(job: Job) -> None:
        begun.set()
        with suppress(asyncio.CancelledError):
            await cancelled.wait()
        async with place.database.unit(job.agency_id) as session:
            try:
                await jobs.finish(session, job)
            except JobEndedError:
                refused.set()

    jobs.handle("work", stubborn)
    async with jobs.working():
        await place.put(key="a")
        await begun.wait()
        await jobs.cancel("work", "a")
        await until(place.is_empty)
    assert refused.is_set()


async def test_what_ended_in_its_own_transaction_never_runs_again(place: Place) -> None:
    jobs, runs = place.jobs(), []

    async def work(job: Job) -> None:
        runs.append(job.attempt)
        async with place.database.unit(job.agency_id) as session:
            await jobs.finish(session, job)
        raise ValueError("after the end")

    jobs.handle("work", work)
    async with jobs.working():
        await place.put(key="a")
        await until(place.is_empty)
    assert runs == [1]


async def test_no_more_run_at_a_time_than_there_are_hands(place: Place, recorder: Recorder) -> None:
    jobs = place.jobs()
    jobs.handle("work", recorder.work, concurrency=3)
    recorder.gate.clear()
    for number in range(8):
        await place.put(number=number)
    async with jobs.working():
        await until(lambda: len(recorder.begun) == 3)
        await asyncio.sleep(0.5)
        assert recorder.most == 3
        recorder.gate.set()
        await until(place.is_empty)
    assert len(recorder.ended) == 8


async def test_stopping_lets_jobs_end_and_gives_back_what_takes_too_long(
    place: Place, recorder: Recorder
) -> None:
    first, long = place.jobs(replace(QUICK, grace=timedelta(seconds=2))), asyncio.Event()

    async def work(job: Job) -> None:
        recorder.begun.append(job)
        if job.data["number"] == 1:
            await long.wait()
        await asyncio.sleep(0.3)
        recorder.ended.append(job)

    first.handle("work", work)
    await place.put(number=1)
    await place.put(number=2)
    async with first.working():
        await until(lambda: len(recorder.begun) == 2)
    assert [job.data["number"] for job in recorder.ended] == [2]
    long.set()
    second = place.jobs()
    second.handle("work", work)
    async with second.working():
        await until(place.is_empty)
    assert [(job.data["number"], job.attempt) for job in recorder.ended] == [(2, 1), (1, 1)]


async def test_a_worker_that_loses_its_connection_ends_its_job_and_takes_it_up_again(
    place: Place, jobs: Jobs, recorder: Recorder
) -> None:
    recorder.gate.clear()
    async with jobs.working():
        await place.put(key="a", number=1)
        await until(lambda: recorder.begun)
        await place.admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = 'sayso-jobs' and datname = current_database()"
        )
        await until(lambda: recorder.cancelled)
        recorder.gate.set()
        await until(place.is_empty)
    assert [job.attempt for job in recorder.begun] == [1, 2]
    assert len(recorder.ended) == 1


async def test_an_agency_that_goes_takes_its_jobs_along(place: Place, jobs: Jobs, recorder: Recorder) -> None:
    for number in range(3):
        await place.put(key="a", number=number)
    await place.admin.execute("delete from agencies")
    async with jobs.working():
        await until(place.is_empty)
    assert recorder.begun == []


async def test_what_fell_out_of_the_queue_is_put_back(place: Place, jobs: Jobs, recorder: Recorder) -> None:
    for number in range(2):
        await place.put(key="a", number=number)
    await place.admin.execute("delete from sayso_queue.pgqueuer")
    await place.admin.execute("update jobs set created_at = now() - interval '1 hour'")
    async with jobs.working():
        await until(place.is_empty)
    assert recorder.numbers() == [0, 1]
