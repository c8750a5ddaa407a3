"""What programs may do, what they are given, and what comes of them."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Ending, Entry, Network, Outcome, Program, ServiceAnswer, ServiceRequest

BLOCK = """\
import pandas as pd

def fetch_data(ctx):
    print("fetching for", ctx.time_zone)
    return pd.DataFrame({"day": pd.to_datetime(["2026-01-01", "2026-01-02"]), "count": [1, 2]})

def process_data(data):
    return {"value": sum(row["count"] for row in data), "days": [row["day"] for row in data]}
"""

ORDERS = [{"id": str(number), "total": number} for number in range(250)]


async def result(sandbox: OsSandbox, code: str) -> Any:
    outcome = await sandbox.run(Program(code))
    assert outcome.ok, outcome.error
    return outcome.result


async def test_a_script_gives_what_it_assigned_to_result(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("print('on the way')\nresult = {'answer': 42}"))
    assert (outcome.ending, outcome.result, outcome.output) == (
        Ending.OK, {"answer": 42}, "on the way\n"
    )  # fmt: skip
    assert [(step.name, step.ok) for step in outcome.steps] == [("script", True)]


async def test_a_script_that_assigns_nothing_gives_nothing(sandbox: OsSandbox) -> None:
    assert await result(sandbox, "x = 1") is None


async def test_a_block_fetches_and_then_processes(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program(BLOCK, Entry.BLOCK, time_zone="Europe/Paris"))
    assert outcome.result == {"value": 3, "days": ["2026-01-01T00:00:00", "2026-01-02T00:00:00"]}
    assert outcome.output == "fetching for Europe/Paris\n"
    fetched, processed = outcome.steps
    assert (fetched.name, processed.name) == ("fetch_data", "process_data")
    assert fetched.sample[0] == {"day": "2026-01-01T00:00:00", "count": 1}


async def test_a_function_is_given_its_input(sandbox: OsSandbox) -> None:
    code = "def run(ctx, input):\n    return sum(input['numbers'])"
    outcome = await sandbox.run(Program(code, Entry.FUNCTION, {"numbers": [1, 2, 3]}))
    assert outcome.result == 6


async def test_a_function_may_be_asynchronous(sandbox: OsSandbox) -> None:
    code = "import asyncio\nasync def run(ctx, input):\n    await asyncio.sleep(0.01)\n    return 'later'"
    assert (await sandbox.run(Program(code, Entry.FUNCTION))).result == "later"


async def test_frames_numbers_and_dates_become_plain_json(sandbox: OsSandbox) -> None:
    code = """
import datetime, decimal, enum, uuid
import numpy as np
import pandas as pd
from pydantic import BaseModel

class Colour(enum.Enum):
    RED = "red"

class Person(BaseModel):
    name: str
    born: datetime.date

frame = pd.DataFrame({"kind": ["a", "a", "b"], "price": [1.5, float("nan"), 3.0]})
result = {
    "frame": frame,
    "filtered": frame[frame.price > 2],
    "grouped": frame.groupby("kind").price.sum(),
    "table": frame.groupby("kind").agg(total=("price", "sum")),
    "series": pd.Series([1, 2]),
    "numpy": [np.int64(4), np.float64("inf"), np.array([[1, 2], [3, 4]]), np.bool_(True)],
    "missing": [pd.NaT, pd.NA, float("nan"), None],
    "decimal": [decimal.Decimal("1.50"), decimal.Decimal("2")],
    "times": [datetime.date(2026, 1, 2), datetime.timedelta(hours=1), pd.Timestamp("2026-01-02", tz="UTC")],
    "odd": [Colour.RED, uuid.UUID(int=1), Person(name="Ada", born="1815-12-10"), (n for n in range(2))],
    1: "a key that is a number",
}
"""
    assert await result(sandbox, code) == {
        "frame": [
            {"kind": "a", "price": 1.5},
            {"kind": "a", "price": None},
            {"kind": "b", "price": 3.0},
        ],
        "filtered": [{"kind": "b", "price": 3.0}],
        "grouped": {"a": 1.5, "b": 3.0},
        "table": [{"kind": "a", "total": 1.5}, {"kind": "b", "total": 3.0}],
        "series": [1, 2],
        "numpy": [4, None, [[1, 2], [3, 4]], True],
        "missing": [None, None, None, None],
        "decimal": [1.5, 2],
        "times": ["2026-01-02", 3600.0, "2026-01-02T00:00:00+00:00"],
        "odd": [
            "red",
            "00000000-0000-0000-0000-000000000001",
            {"name": "Ada", "born": "1815-12-10"},
            [0, 1],
        ],
        "1": "a key that is a number",
    }


@pytest.mark.parametrize(
    ("given", "kind", "says"),
    [
        ("b'bytes'", "TypeError", "decode them to text"),
        ("object()", "TypeError", "a object"),
        ("(lambda a: a.append(a) or a)([])", "ValueError", "holds itself"),
    ],
)
async def test_what_json_has_no_word_for_is_said(
    sandbox: OsSandbox, given: str, kind: str, says: str
) -> None:
    outcome = await sandbox.run(Program(f"result = {given}"))
    assert outcome.error is not None
    assert (outcome.ending, outcome.error.kind) == (Ending.ERROR, kind)
    assert says in outcome.error.message


async def test_an_error_is_placed_in_the_programs_own_lines(sandbox: OsSandbox) -> None:
    code = "def fetch_data(ctx):\n    return {}\n\ndef process_data(data):\n    return data['price']\n"
    outcome = await sandbox.run(Program(code, Entry.BLOCK, name="block.py"))
    error = outcome.error
    assert error is not None
    assert (outcome.ending, error.kind, error.line, error.step) == (
        Ending.ERROR, "KeyError", 5, "process_data"
    )  # fmt: skip
    assert error.trace.splitlines()[1:3] == [
        '  File "block.py", line 5, in process_data',
        "    return data['price']",
    ]
    assert "harness" not in error.trace
    assert [step.ok for step in outcome.steps] == [True, False]


async def test_an_error_deep_in_a_package_shows_where_the_program_called_it(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("import pandas as pd\n\npd.DataFrame({'a': [1]})['b']"))
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.line) == ("KeyError", 3)
    assert "site-packages" not in outcome.error.trace
    assert "/opt" not in outcome.error.trace


async def test_what_is_no_python_names_its_line(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("x = 1\ndef broken(:\n"))
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.line) == ("SyntaxError", 2)


async def test_a_missing_function_is_named(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("x = 1", Entry.BLOCK))
    assert outcome.error is not None
    assert "fetch_data" in outcome.error.message


@pytest.mark.parametrize(("code", "ending"), [("0", Ending.OK), ("2", Ending.ERROR)])
async def test_a_program_may_leave_by_exit(sandbox: OsSandbox, code: str, ending: Ending) -> None:
    assert (await sandbox.run(Program(f"import sys\nsys.exit({code})"))).ending is ending


async def test_a_program_that_ends_its_own_process_is_told_from_one_that_failed(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("import os\nos._exit(3)"))
    assert outcome.error is not None
    assert (outcome.ending, outcome.error.message) == (
        Ending.KILLED, "It ended its own process with code 3."
    )  # fmt: skip


async def test_threads_and_further_interpreters_work(sandbox: OsSandbox) -> None:
    code = """
import subprocess, sys
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as pool:
    doubled = list(pool.map(lambda n: n * 2, range(5)))
said = subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True).stdout
result = [doubled, said]
"""
    standing = await sandbox.standing()
    if standing.tier.value != "bubblewrap":
        pytest.skip("without namespaces a program is one process")
    assert await result(sandbox, code) == [[0, 2, 4, 6, 8], "42\n"]


async def test_chance_is_another_one_in_each_run(sandbox: OsSandbox) -> None:
    code = "import numpy, os, random\nresult = [random.random(), numpy.random.rand(), os.urandom(4).hex()]"
    first, second = await result(sandbox, code), await result(sandbox, code)
    assert all(one != other for one, other in zip(first, second, strict=True))


async def test_a_secret_is_a_name_to_the_program(sandbox: OsSandbox) -> None:
    assert await result(sandbox, "result = ctx.secret('KEY')") == "{{secret:KEY}}"


async def test_rows_of_modules_come_page_by_page(sandbox: OsSandbox) -> None:
    asked: list[str] = []

    async def modules(request: ServiceRequest) -> ServiceAnswer:
        asked.append(request.path)
        if "/stats" in request.path:
            return _answer({"items": [{"count": 250}]})
        start = 200 if "cursor=next" in request.path else 0
        page: Sequence[dict[str, Any]] = ORDERS[start : start + 200]
        return _answer({"items": page, "page": {"next_cursor": None if start else "next"}})

    code = """
shop = ctx.rows("shop")
orders = shop.list("purchase_order", where={"status": "open", "total": {"gte": 10}}, sort="-total")
result = [len(orders), shop.count("purchase_order")]
"""
    outcome = await sandbox.run(Program(code), Network(services={"modules.sayso": modules}))
    assert outcome.result == [250, 250], outcome.error
    assert asked[0].startswith("/shop/purchase-order?filter%5Bstatus%5D=open&filter%5Btotal%5D%5Bgte%5D=10")
    assert [record.path for record in outcome.requests][-1] == "/shop/purchase-order/stats"


async def test_a_module_that_refuses_says_why(sandbox: OsSandbox) -> None:
    async def modules(_: ServiceRequest) -> ServiceAnswer:
        return ServiceAnswer(403, b'{"detail": "Viewers may not read wages."}')

    network = Network(services={"modules.sayso": modules})
    outcome = await sandbox.run(Program("ctx.rows('staff').list('wage')"), network)
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.message) == ("RowsError", "Viewers may not read wages.")


async def test_without_a_way_out_requests_say_so(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("import httpx\nhttpx.get('http://example.com')"))
    assert outcome.error is not None
    assert "may not reach the network" in outcome.error.message


async def test_characters_that_no_database_keeps_are_replaced(sandbox: OsSandbox) -> None:
    outcome: Outcome = await sandbox.run(Program("print('a\\x00b')\nresult = ['a\\x00b', 'a\\\\u0000b']"))
    assert outcome.output == "a\ufffdb\n"
    assert outcome.result == ["a\ufffdb", "a\\u0000b"]


def _answer(value: Any) -> ServiceAnswer:
    return ServiceAnswer(200, json.dumps(value).encode())
