"""Versions of blocks over HTTP: read, compared, gone back to, written by hand and tried first."""

from typing import Any

import pytest

from sayso.blocks.types import Card, CardKind
from tests.support.boards import CODE, Boards

pytestmark = pytest.mark.rotating(3)

EIGHT = CODE.replace("7", "8")
DRAWN = Card(
    kind=CardKind.CUSTOM, title="Drawn", code="export default ({ data }: { data: string }) => <b>{data}</b>;"
)


@pytest.fixture
async def block(boards: Boards) -> str:
    """A block of Ada's."""
    return await boards.block(boards.ada, await boards.dashboard(boards.ada))


async def test_code_by_hand_is_run_and_takes_the_place_of_the_old_one(boards: Boards, block: str) -> None:
    path = f"/blocks/{block}"
    written = await boards.ada.call("PUT", f"{path}/code", {"code": EIGHT})
    assert (written["version"], written["author"], written["data"]["value"]) == (2, "hand", {"value": 8})
    listed = await boards.ada.call("GET", f"{path}/versions")
    assert [(one["number"], one["status"], one["author"]) for one in listed["items"]] == [
        (2, "active", "hand"),
        (1, "deprecated", "offline"),
    ]
    assert (await boards.ada.call("GET", f"{path}/versions/1"))["code"] == CODE
    found = await boards.ada.call("GET", f"{path}/compare", **{"from": 1, "to": 2})
    assert (found["from"], found["to"]) == (1, 2)
    assert {"-    return 7", "+    return 8"} <= set(found["code"])
    back = await boards.ada.call("POST", f"{path}/versions/1/activate")
    assert (back["version"], back["data"]["value"]) == (1, {"value": 7})
    log = await boards.ada.call("GET", f"{path}/log")
    assert [one["kind"] for one in log["items"]][-1] == "fetch"
    assert any(one["kind"] == "make" and one["ok"] for one in log["items"])
    first = await boards.ada.call("GET", f"{path}/log", limit=1)
    assert first["next_cursor"] is not None


@pytest.mark.rotating(1)
@pytest.mark.parametrize(
    ("code", "key", "words"),
    [
        ("def fetch_data(ctx:\n", "diagnostics", "program.py"),
        ("import torch\n" + CODE, "diagnostics", "torch"),
        ("x = 1\n", "diagnostics", "fetch_data"),
        (CODE.replace("return 7", "return 1 / 0"), "outcome", "ZeroDivisionError"),
        (CODE.replace("{'value': data}", "'nothing'"), "outcome", ""),
    ],
    ids=["syntax", "import", "entry", "run", "result"],
)
async def test_code_that_does_not_work_changes_nothing_and_says_why(
    boards: Boards, block: str, code: str, key: str, words: str
) -> None:
    before = await boards.ada.call("GET", f"/blocks/{block}")
    refused = await boards.ada.ask_for("PUT", f"/blocks/{block}/code", {"code": code})
    said = refused.json()
    assert (refused.status_code, said["code"]) == (422, "does_not_work")
    assert words in str(said[key])
    after = await boards.ada.call("GET", f"/blocks/{block}")
    assert {**after, "created_at": ""} == {**before, "created_at": ""}
    kept = (await boards.ada.call("GET", f"/blocks/{block}/versions"))["items"]
    if key == "outcome":
        assert [one["status"] for one in kept] == ["candidate", "active"]
        again = await boards.ada.ask_for("POST", f"/blocks/{block}/versions/2/activate")
        assert (again.status_code, again.json()["code"]) == (422, "does_not_work")


async def test_a_card_of_its_own_kind_is_drawn_by_a_script_that_no_page_runs(
    boards: Boards, block: str
) -> None:
    card = DRAWN.model_dump(mode="json")
    written = await boards.ada.call("PUT", f"/blocks/{block}/code", {"code": CODE, "card": card})
    assert (written["card"]["kind"], written["card"]["code"]) == ("custom", "")
    script = await boards.ada.ask_for("GET", f"/blocks/{block}/versions/2/card.js")
    assert script.headers["content-type"] == "text/plain; charset=utf-8"
    assert script.headers["x-content-type-options"] == "nosniff"
    assert "jsx" in script.text
    assert "data: string" not in script.text
    assert (await boards.ada.ask_for("GET", f"/blocks/{block}/versions/1/card.js")).status_code == 404
    broken = {**card, "code": "export default (\n<b>"}
    refused = await boards.ada.ask_for("PUT", f"/blocks/{block}/code", {"code": CODE, "card": broken})
    assert refused.status_code == 422
    assert refused.json()["diagnostics"][0]["path"].startswith("card.tsx")


async def test_what_a_card_imports_is_never_read_from_the_machine(boards: Boards, block: str) -> None:
    card = {
        **DRAWN.model_dump(mode="json"),
        "code": 'import x from "/etc/hostname";\nexport default () => <b>{x}</b>;',
    }
    refused = await boards.ada.ask_for("PUT", f"/blocks/{block}/code", {"code": CODE, "card": card})
    assert refused.status_code == 422
    [found] = refused.json()["diagnostics"]
    assert (found["path"], found["message"]) == ("card.tsx:1", "“/etc/hostname” cannot be imported.")
    assert (await boards.ada.ask_for("GET", f"/blocks/{block}/versions/2/card.js")).status_code == 404


@pytest.mark.parametrize("path", ["versions/2", "versions/2/card.js", "compare?from=1&to=2"])
async def test_a_version_that_is_not_there_is_said_so(boards: Boards, block: str, path: str) -> None:
    answer = await boards.ada.ask_for("GET", f"/blocks/{block}/{path}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no version 2.")


async def test_attempts_and_requests_are_lists_of_their_own(boards: Boards, block: str) -> None:
    for name in ("attempts", "requests"):
        found: dict[str, Any] = await boards.ada.call("GET", f"/blocks/{block}/{name}")
        assert found == {"items": [], "next_cursor": None}
