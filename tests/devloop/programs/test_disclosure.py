"""Values of rows reach no language model: requests carry types and invented values of the same shape."""

from typing import Any

import pytest

from sayso.blocks.types import BlockDetails
from sayso.design.agents.prompts import prompt
from sayso.devloop.programs.disclosure import Disclosure
from sayso.devloop.programs.types import Analysis, Draft, Fault, Lesson, Trial
from sayso.devloop.programs.writers import requests as requests_of_writers
from sayso.sandbox.types import Ending, Outcome, ProgramError, StepRecord
from tests.devloop.programs.test_model_writer import CODE, DETAILS, block, reply, written
from tests.support.models import Answer, Status

CANARIES = ("Zephyrine", "Quillfeather", "zq@private.example", "48213977", "1987-03-14", "Hollowmere")
ROW: dict[str, Any] = {
    "name": "Zephyrine Quillfeather",
    "email": "zq@private.example",
    "phone": 48213977,
    "born": "1987-03-14",
    "notes": ["lives in Hollowmere", None, True, 3.25],
}
FIELDS = [{"name": name, "type": "text"} for name in ("name", "email", "phone", "born", "notes")]
MODULES = [{"slug": "shop", "name": "Shop", "entities": [{"name": "order", "fields": FIELDS}]}]


def trial(*, ok: bool = False) -> Trial:
    """An attempt that met real people in every way in which it can tell of them."""
    said = "KeyError: 'Zephyrine Quillfeather' of Hollowmere, zq@private.example, 48213977, 1987-03-14"
    trace = f'File "program.py", line 2, in fetch_data\n    return rows["name"]\n{said}'
    error = None if ok else ProgramError("KeyError", said, line=2, trace=trace)
    return Trial(
        Draft(CODE, BlockDetails.model_validate(DETAILS), said),
        Outcome(
            Ending.OK if ok else Ending.ERROR,
            result={"Zephyrine Quillfeather": ROW} if ok else None,
            output=f"first is {ROW}\n",
            error=error,
            steps=(StepRecord("fetch_data", ok=True, seconds=0.1, sample=[ROW, ROW]),),
        ),
        Analysis(Fault.TYPE, f"It failed: {said}", f"Look at {said}", (f"or leave out {said}",)),
    )


@pytest.mark.parametrize("ok", [False, True], ids=["it failed", "its result does not do"])
@pytest.mark.parametrize("way", ["mending an attempt", "mending what ran", "an input", "facts", "a lesson"])
async def test_no_value_of_a_row_is_in_any_request(way: str, ok: bool) -> None:
    facts: dict[str, Any] = {"modules": MODULES}
    parts: dict[str, Any] = {}
    trials: list[Trial] = []
    lessons: list[Lesson] = []
    match way:
        case "mending an attempt":
            trials = [trial(ok=ok), trial(ok=ok)]
        case "mending what ran":
            parts["before"] = trial(ok=ok)
        case "an input":
            parts["input"], facts = {"row": ROW, "before": None}, {}
        case "facts":
            facts |= {"shown": {"rows": [ROW]}, "rows": [ROW]}
        case _:
            lessons = [Lesson("block", "Orders", f"It failed with {ROW}", CODE)]
    of = block(facts=facts, **parts)
    _, requests = await written(Answer(reply()), of=of, trials=trials, lessons=lessons)
    sent = "\n".join(str(request.body) for request in requests)
    assert requests
    assert [one for one in CANARIES if one.lower() in sent.lower()] == []


async def test_what_a_program_needs_to_be_mended_is_still_told() -> None:
    of = block(facts={"modules": MODULES})
    _, [request] = await written(Answer(reply()), of=of, trials=[trial()])
    sent = str(request.body)
    for told in (
        "KeyError",
        "line 2, in fetch_data",
        "name",
        "email",
        "xx@xxxxxxx.xxxxxxx",
        "2026-01-15",
        "12345678",
    ):
        assert told in sent, told


async def test_what_an_address_answered_is_told_as_it_is() -> None:
    outcome = Outcome(
        Ending.OK, steps=(StepRecord("fetch_data", ok=True, seconds=0.1, sample={"city": "Hollowmere"}),)
    )
    of = block(facts={"address": "https://api.example.com", "sample": {"city": "Hollowmere"}})
    plain = BlockDetails.model_validate({**DETAILS, "reads": {"reach": "none", "modules": []}})
    _, [request] = await written(
        Answer(reply()), of=of, trials=[Trial(Draft(CODE, plain, ""), outcome, None)]
    )
    assert "Hollowmere" in str(request.body)


@pytest.mark.parametrize(
    ("seers", "is_told"),
    [
        ((), False),
        (("openai:first",), False),
        (("openai:second",), False),
        (("openai:first", "openai:second"), True),
        (("openai:first", "openai:second", "openai:third"), True),
    ],
    ids=["none", "the first", "the second", "both", "more than are asked"],
)
async def test_values_are_told_where_every_model_of_the_chain_may_see_them(
    seers: tuple[str, ...], is_told: bool
) -> None:
    """Which one answers is not known before: here the first fails, and the second gets the same request."""
    of = block(facts={"modules": MODULES, "rows": [ROW]})
    _, requests = await written(
        Status(400, message="no"),
        Answer(reply()),
        of=of,
        trials=[trial()],
        names=("first", "second"),
        seers_of_rows=seers,
    )
    assert [request.model for request in requests] == ["first", "second"]
    for request in requests:
        sent = str(request.body)
        assert [one for one in CANARIES if one in sent] == (list(CANARIES) if is_told else [])


@pytest.mark.parametrize("seers", [(), ("openai:first",)], ids=["no rows", "rows allowed"])
async def test_the_address_of_whoever_asks_goes_to_no_model(seers: tuple[str, ...]) -> None:
    """Not beside the words, and not as a reason to tell the same of a row."""
    own = "zq@private.example"
    failed = trial()
    of = block(facts={"modules": MODULES, "email": own, "rows": [{"note": "private"}]})
    _, [request] = await written(
        Answer(reply()), of=of, trials=[] if seers else [failed], names=("first",), seers_of_rows=seers
    )
    assert own not in str(request.body)
    if not seers:
        assert "zq" not in str(request.body)


async def test_the_address_of_whoever_wants_a_bot_goes_to_no_model() -> None:
    facts = {"modules": MODULES, "email": "zq@private.example", "now": "2026-01-15T08:00:00Z"}
    told = Disclosure.of_wish("Tell me about orders", facts, may_see_rows=True)
    ask = requests_of_writers.request(prompt("programs/requirements"), "Tell me about orders", facts, told)
    assert "2026-01-15T08:00:00Z" in ask.content
    assert "zq@private.example" not in ask.content
