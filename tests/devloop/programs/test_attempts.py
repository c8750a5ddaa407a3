"""Attempts are kept with their owner: bounded, in order, and for nobody else."""

from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from sayso.db.database import Database
from sayso.db.keyset import Window
from sayso.devloop.programs import attempts
from sayso.devloop.programs.types import Owner, Task, Trial
from sayso.sandbox.types import Ending, Network, Outcome, Reach, Secret
from tests.devloop.programs.scripted import draft, task, worked


async def keep(opened: Database, owner: Owner, trial: Trial, of: Task | None = None, number: int = 1) -> None:
    async with opened.unit(owner.agency_id) as session:
        await attempts.keep(session, attempts.Place(owner, uuid4(), number), of or task(), trial)


async def page(opened: Database, owner: Owner, window: Window | None = None) -> list[attempts.Kept]:
    async with opened.unit(owner.agency_id) as session:
        part = await attempts.page(session, owner.agency_id, owner.kind, owner.id, window)
    return part.items


def trial(code: str = "result = 1", outcome: Outcome | None = None) -> Trial:
    return Trial(draft(code), outcome or worked({"value": 1}), None)


async def test_the_newest_come_first_in_parts(opened: Database, owner: Owner) -> None:
    for number in (1, 2, 3):
        await keep(opened, owner, trial(f"result = {number}"), number=number)

    async with opened.unit(owner.agency_id) as session:
        of = (owner.agency_id, owner.kind, owner.id)
        first = await attempts.page(session, *of, Window(2))
        rest = await attempts.page(session, *of, Window(2, first.last))
    assert [one.number for one in first.items] == [3, 2]
    assert [one.number for one in rest.items] == [1]
    assert rest.last is None


async def test_other_owners_and_other_agencies_see_none_of_them(
    opened: Database, owner: Owner, other: Owner
) -> None:
    await keep(opened, owner, trial())

    assert len(await page(opened, owner)) == 1
    assert await page(opened, Owner(owner.agency_id, "bot", owner.id)) == []
    assert await page(opened, Owner(owner.agency_id, owner.kind, uuid4())) == []
    assert await page(opened, Owner(other.agency_id, owner.kind, owner.id)) == []


async def test_what_is_long_is_cut_and_its_ends_are_kept(opened: Database, owner: Owner) -> None:
    rows = [{"number": number, "text": "x" * 1_000} for number in range(5_000)]
    outcome = Outcome(Ending.OK, result={"rows": rows}, output="begin" + "x" * 1_000_000 + "end")
    await keep(opened, owner, trial("#" * 200_000, outcome), task(input=rows))

    [kept] = await page(opened, owner)
    sizes = [len(str(part)) for part in (kept.result, kept.input, kept.output, kept.code)]
    assert max(sizes) < 61_000
    assert sizes[:3] < [9_000] * 3
    assert kept.output.startswith("begin")
    assert kept.output.endswith("end")
    assert kept.result["rows"][0]["number"] == 0
    assert "more" in kept.result["rows"][-1]


async def test_only_the_newest_are_kept(
    opened: Database, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_KEPT", 3)
    other = Owner(owner.agency_id, "block", uuid4())
    await keep(opened, other, trial())
    for number in range(6):
        await keep(opened, owner, trial(), number=number)

    assert [one.number for one in await page(opened, owner)] == [5, 4, 3]
    assert len(await page(opened, other)) == 1


async def test_values_of_secrets_are_masked_wherever_they_turn_up(opened: Database, owner: Owner) -> None:
    value = "pässword/1 2"
    network = Network(Reach.LISTED, ("a.example",), {"key": Secret(SecretStr(value), ("a.example",))})
    outcome = Outcome(
        Ending.OK, result={value: [value]}, output=f"got {value} p%C3%A4ssword%2F1+2 cMOkc3N3b3JkLzEgMg=="
    )
    await keep(opened, owner, trial(f"# {value}", outcome), task(network=network, asked=f"with {value}"))

    [kept] = await page(opened, owner)
    assert kept.output == "got {{secret:key}} {{secret:key}} {{secret:key}}"
    assert kept.result == {"{{secret:key}}": ["{{secret:key}}"]}
    assert (kept.code, kept.asked) == ("# {{secret:key}}", "with {{secret:key}}")


@pytest.mark.parametrize(
    "value", ["a\0b", "\ud800", {"\0": "\udfff"}, float("nan"), [float("inf")], 10**30, {1, 2}]
)
async def test_whatever_a_program_gives_can_be_kept(opened: Database, owner: Owner, value: Any) -> None:
    text = value if isinstance(value, str) else "x"
    outcome = Outcome(Ending.OK, result=value, output=text)
    await keep(opened, owner, trial(f"result = {text!r}", outcome))

    assert len(await page(opened, owner)) == 1


async def test_attempts_of_an_owner_that_is_no_more_are_forgotten(opened: Database, owner: Owner) -> None:
    await keep(opened, owner, trial())
    async with opened.unit(owner.agency_id) as session:
        await attempts.forget(session, owner)

    assert await page(opened, owner) == []
