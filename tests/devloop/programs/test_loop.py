"""A wish becomes a program: written, run, understood when it fails, and written again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from sayso.db.database import Database
from sayso.devloop.programs import attempts
from sayso.devloop.programs.development import Note, Surroundings
from sayso.devloop.programs.loop import Programs
from sayso.devloop.programs.program_check import check_program
from sayso.devloop.programs.types import (
    Analysis,
    Budget,
    Developed,
    Draft,
    Fault,
    Owner,
    Refusal,
    Task,
    Trial,
    Writer,
)
from sayso.errors import MachineError
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Usage
from sayso.sandbox.types import Ending, Network, Outcome, Reach, RequestRecord
from tests.devloop.programs.scripted import (
    ScriptedSandbox,
    ScriptedWriter,
    asked,
    broken,
    draft,
    task,
    worked,
)

GOOD = "result = {'value': 3}"
BAD = "result = {'value': rows['price']}"
WORSE = "result = {'value': rows['cost']}"
OTHER = "result = {'value': rows['sum']}"
MISSING = broken("KeyError", "'price'")
BUSY = broken("HTTPStatusError", "429", requests=(asked(429),))


@dataclass
class Made:
    """What became of a wish, and what was seen on the way."""

    developed: Developed
    told: list[str]
    waits: list[float]


@dataclass
class Bench:
    """Where programs are developed for one owner, with runs that are written down."""

    database: Database
    owner: Owner
    sandbox: ScriptedSandbox = field(default_factory=lambda: ScriptedSandbox({}))
    told: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    now: float = 0.0
    note: Note | None = None

    async def develop(
        self, writers: Sequence[Writer], *, budget: Budget | None = None, of: Task | None = None
    ) -> Made:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        surroundings = Surroundings(self.sandbox, check_program, sleep, lambda: self.now, note=self.note)
        programs = Programs(self.database, self.sandbox, surroundings=surroundings)
        developed = await programs.develop(
            of or task(), writers, self.owner, self.told.append, budget or Budget()
        )
        return Made(developed, self.told, self.waits)

    async def kept(self) -> list[attempts.Kept]:
        async with self.database.unit(self.owner.agency_id) as session:
            part = await attempts.page(session, self.owner.agency_id, self.owner.kind, self.owner.id)
        return part.items[::-1]


@pytest.fixture
def bench(opened: Database, owner: Owner) -> Bench:
    outcomes = {GOOD: [worked({"value": 3})], BAD: [MISSING], WORSE: [MISSING], OTHER: [MISSING]}
    return Bench(opened, owner, ScriptedSandbox(outcomes))


async def test_what_works_at_once_is_taken(bench: Bench) -> None:
    made = await bench.develop([ScriptedWriter([draft(GOOD)])])

    assert made.developed.ok
    assert made.developed.message == "It counts."
    assert made.developed.last is not None
    assert made.developed.last.outcome == worked({"value": 3})
    assert made.told == ["Writing it…", "Running it…"]


async def test_a_missing_field_is_told_and_mended(bench: Bench) -> None:
    writer = ScriptedWriter([draft(BAD), draft(GOOD)])
    made = await bench.develop([writer])

    assert made.developed.ok
    assert made.told[2] == "Mending it: the field “price” is missing (attempt 2 of 3)."
    [failed] = writer.seen[1][0]
    assert failed.analysis is not None
    assert failed.analysis.fault is Fault.SHAPE
    assert "price" in failed.analysis.advice


async def test_three_attempts_are_made_and_no_more(bench: Bench) -> None:
    made = await bench.develop([ScriptedWriter([draft(BAD), draft(WORSE), draft(OTHER), draft(GOOD)])])

    assert not made.developed.ok
    assert len(made.developed.trials) == 3
    assert made.developed.message == "It did not work out in 3 attempts. The field “price” is missing."


async def test_every_attempt_is_kept_with_what_it_took(bench: Bench) -> None:
    price = Decimal("0.0125")
    await bench.develop(
        [ScriptedWriter([draft(BAD, cost=price), draft(GOOD)])], of=task(input={"since": "2026"})
    )

    first, second = await bench.kept()
    assert (first.number, first.code, first.fault, first.ending) == (1, BAD, "shape", "error")
    assert (first.error, first.message) == ("KeyError: 'price'", "The field “price” is missing.")
    assert (first.tokens, first.cost, first.model, first.input) == (
        120,
        price,
        "openai:code",
        {"since": "2026"},
    )
    assert (second.number, second.fault, second.result, second.error) == (2, None, {"value": 3}, "")
    assert first.development == second.development


async def test_the_offline_writer_takes_over_when_no_model_answers(bench: Bench) -> None:
    gone = ScriptedWriter([ModelsUnavailableError("The budget of this month is used up.")])
    made = await bench.develop([gone, ScriptedWriter([draft(GOOD, model="")])])

    assert made.developed.ok
    assert [trial.draft.model for trial in made.developed.trials] == [""]


async def test_why_nothing_was_written_is_said(bench: Bench) -> None:
    gone = ScriptedWriter([ModelsUnavailableError("The budget of this month is used up.")])
    cannot = ScriptedWriter([Refusal("Without a model it can count rows.", ("Count the orders",))])
    made = await bench.develop([gone, cannot])

    assert made.developed.refusal == Refusal("Without a model it can count rows.", ("Count the orders",))
    assert made.developed.message == (
        "The budget of this month is used up. Without a model it can count rows."
    )
    assert made.developed.trials == ()


async def test_the_last_attempt_goes_to_the_next_writer_if_it_has_one(bench: Bench) -> None:
    model = ScriptedWriter([draft(BAD), draft(WORSE), draft(OTHER)])
    made = await bench.develop([model, ScriptedWriter([draft(GOOD, model="")])])

    assert made.developed.ok
    assert [trial.draft.model for trial in made.developed.trials] == ["openai:code", "openai:code", ""]


async def test_the_last_attempt_stays_with_the_model_if_rules_have_none(bench: Bench) -> None:
    model = ScriptedWriter([draft(BAD), draft(WORSE), draft(GOOD)])
    made = await bench.develop([model, ScriptedWriter([Refusal("No.")])])

    assert made.developed.ok
    assert made.developed.refusal is None


async def test_rules_that_repeat_themselves_are_not_run_again(bench: Bench) -> None:
    made = await bench.develop([ScriptedWriter([draft(BAD, model="")])])

    assert len(bench.sandbox.ran) == 1
    assert len(made.developed.trials) == 1
    assert made.developed.message.startswith("It did not work out in 1 attempt. The field")


async def test_a_model_that_repeats_itself_is_told_so_without_another_run(bench: Bench) -> None:
    writer = ScriptedWriter([draft(BAD), draft(BAD), draft(GOOD)])
    made = await bench.develop([writer])

    assert made.developed.ok
    assert [program.code for program in bench.sandbox.ran] == [BAD, GOOD]
    repeated = writer.seen[2][0][1]
    assert repeated.analysis is not None
    assert "same program as before" in repeated.analysis.advice


async def test_what_fails_now_is_not_run_again_to_be_mended(bench: Bench) -> None:
    before = Trial(draft(BAD), MISSING, Analysis(Fault.SHAPE, "The field “price” is missing.", "…"))
    made = await bench.develop([ScriptedWriter([draft(BAD), draft(GOOD)])], of=task(before=before))

    assert made.developed.ok
    assert [program.code for program in bench.sandbox.ran] == [GOOD]


async def test_each_attempt_is_told_of_once_whoever_makes_it(bench: Bench) -> None:
    model = ScriptedWriter([draft(BAD), draft(WORSE), draft(GOOD)])
    made = await bench.develop([model, ScriptedWriter([Refusal("No.")])])

    assert [text.rpartition("(")[2] for text in made.told if "Mending" in text] == [
        "attempt 2 of 3).",
        "attempt 3 of 3).",
    ]


async def test_a_busy_host_is_asked_once_more_and_the_code_stays(bench: Bench) -> None:
    bench.sandbox.outcomes[GOOD] = [BUSY, worked({"value": 3})]
    made = await bench.develop([ScriptedWriter([draft(GOOD)])])

    assert made.developed.ok
    assert len(made.developed.trials) == 1
    assert made.waits == [2.0]
    assert made.told[2] == "api.example.com is busy (status 429). Trying once more…"


async def test_a_host_that_stays_busy_fails_the_attempt(bench: Bench) -> None:
    bench.sandbox.outcomes[GOOD] = [BUSY]
    made = await bench.develop([ScriptedWriter([draft(GOOD, model="")])])

    assert not made.developed.ok
    assert len(bench.sandbox.ran) == 2
    last = made.developed.last
    assert last is not None
    assert last.analysis is not None
    assert last.analysis.is_passing


async def test_code_that_cannot_be_stored_is_never_run(bench: Bench) -> None:
    made = await bench.develop([ScriptedWriter([draft("result = ("), draft(GOOD)])])

    assert made.developed.ok
    assert [program.code for program in bench.sandbox.ran] == [GOOD]
    first = made.developed.trials[0]
    assert first.outcome is None
    assert first.analysis is not None
    assert first.analysis.fault is Fault.SYNTAX


async def test_a_result_that_does_not_fit_is_mended(bench: Bench) -> None:
    bench.sandbox.outcomes[BAD] = [worked({"text": "three"})]
    made = await bench.develop([ScriptedWriter([draft(BAD), draft(GOOD)])])

    assert made.developed.ok
    assert made.told[2] == "Mending it: there is no number (attempt 2 of 3)."


EMPTY: Any = {"value": []}


async def test_an_empty_result_is_doubted_once_and_believed_when_it_comes_again(bench: Bench) -> None:
    bench.sandbox.outcomes |= {BAD: [worked(EMPTY)], WORSE: [worked(EMPTY)]}
    made = await bench.develop([ScriptedWriter([draft(BAD), draft(WORSE)])])

    assert made.developed.ok
    assert made.developed.message == "It counts. There is nothing to show right now."
    assert [trial.analysis and trial.analysis.fault for trial in made.developed.trials] == [Fault.EMPTY, None]


async def test_rules_that_insist_on_an_empty_result_are_believed(bench: Bench) -> None:
    bench.sandbox.outcomes[BAD] = [worked(EMPTY)]
    made = await bench.develop([ScriptedWriter([draft(BAD, model="")])])

    assert made.developed.ok
    assert len(bench.sandbox.ran) == 1


async def test_an_empty_result_is_the_truth_when_nobody_has_anything_better(bench: Bench) -> None:
    bench.sandbox.outcomes[BAD] = [worked(EMPTY)]
    writer = ScriptedWriter([draft(BAD, model=""), Refusal("I know no other way.")])
    made = await bench.develop([writer])

    assert made.developed.ok
    assert len(made.developed.trials) == 1


async def test_requests_of_every_run_are_noted_with_their_owner(bench: Bench) -> None:
    bench.sandbox.outcomes[GOOD] = [BUSY, worked({"value": 3})]
    noted: list[tuple[Owner, int]] = []

    async def note(agency_id: UUID, kind: str, owner_id: UUID, requests: Sequence[RequestRecord]) -> None:
        noted.append((Owner(agency_id, kind, owner_id), len(requests)))

    bench.note = note
    await bench.develop([ScriptedWriter([draft(GOOD)])])

    assert noted == [(bench.owner, 1)]


async def test_rows_that_may_not_exist_are_taken_at_their_word(bench: Bench) -> None:
    bench.sandbox.outcomes[BAD] = [worked(EMPTY)]
    made = await bench.develop([ScriptedWriter([draft(BAD)])], of=task(may_be_empty=True))

    assert len(made.developed.trials) == 1
    assert made.developed.ok


async def test_tokens_that_are_used_up_end_it(bench: Bench) -> None:
    dear = draft(BAD, usage=Usage(input=9_000, output=1_000))
    made = await bench.develop([ScriptedWriter([dear, draft(GOOD)])], budget=Budget(tokens=10_000))

    assert len(made.developed.trials) == 1
    assert made.developed.message.endswith("The number of tokens that making it may take is used up.")


async def test_when_money_is_used_up_rules_may_still_try(bench: Bench) -> None:
    dear = draft(BAD, cost=Decimal("0.5"))
    writers = [ScriptedWriter([dear]), ScriptedWriter([draft(GOOD, model="")])]
    made = await bench.develop(writers, budget=Budget(dollars=Decimal("0.5")))

    assert made.developed.ok
    assert len(made.developed.trials) == 2


async def test_replies_of_before_cost_no_attempt(bench: Bench) -> None:
    old = [draft(code, is_remembered=True) for code in (BAD, WORSE)]
    bench.sandbox.outcomes |= {"result = 1": [MISSING], "result = 2": [MISSING]}
    made = await bench.develop([ScriptedWriter([*old, draft(OTHER), draft("result = 1"), draft(GOOD)])])

    assert made.developed.ok
    assert len(made.developed.trials) == 5


async def test_stopping_keeps_the_attempt_that_was_made(bench: Bench) -> None:
    running = asyncio.Event()

    async def forever() -> None:
        running.set()
        await asyncio.Event().wait()

    bench.sandbox.outcomes[GOOD] = [MISSING]
    bench.sandbox.during = forever
    making = asyncio.create_task(bench.develop([ScriptedWriter([draft(GOOD)])]))
    await running.wait()
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making

    [kept] = await bench.kept()
    assert (kept.code, kept.ending, kept.message) == (GOOD, Ending.CANCELLED.value, "It was stopped.")


async def test_what_a_draft_may_reach_follows_from_its_details(bench: Bench) -> None:
    listed = Network(Reach.LISTED, ("api.example.com",))
    await bench.develop([ScriptedWriter([draft(GOOD)])], of=task(network_of=lambda _: listed))

    assert bench.sandbox.networks == [listed]


async def test_a_machine_without_walls_says_so(bench: Bench) -> None:
    async def refuse() -> Outcome:
        raise MachineError("There is no wall.")

    bench.sandbox.during = refuse
    with pytest.raises(MachineError):
        await bench.develop([ScriptedWriter([draft(GOOD)])])


async def test_a_task_may_try_its_drafts_in_its_own_way(bench: Bench) -> None:
    tried: list[str] = []

    async def trial(found: Draft) -> tuple[Outcome | None, Analysis | None]:
        tried.append(found.code)
        wrong = Analysis(Fault.CASE, "It tells nobody.", "Tell somebody.")
        return (None, wrong) if found.code == BAD else (worked({"cases": []}), None)

    made = await bench.develop([ScriptedWriter([draft(BAD), draft(GOOD)])], of=task(trial=trial))
    assert made.developed.ok
    assert tried == [BAD, GOOD]
    assert bench.sandbox.ran == []
    assert made.told[1] == "Trying it with its cases…"
    assert [one.message for one in await bench.kept()] == ["It tells nobody.", ""]
