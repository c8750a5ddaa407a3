"""Running a file of briefs through a designer."""

import json
from pathlib import Path

import pytest

from sayso.design.evaluate import evaluate, read_briefs
from sayso.design.offline.designing import OfflineDesigning
from sayso.errors import InputError


async def test_each_brief_gives_one_row_with_its_refinements(tmp_path: Path) -> None:
    brief = {
        "id": "a",
        "brief": "books with title and author, members with name",
        "refinements": [{"say": "add genre to books"}],
    }
    out = tmp_path / "predictions.jsonl"
    assert await evaluate(read_briefs(json.dumps(brief), "briefs"), OfflineDesigning(), out) == 1
    row = json.loads(out.read_text())
    assert set(row) == {"id", "spec", "refined", "decisions"}
    assert len(row["refined"]) == len(row["decisions"]) == 1


def test_a_line_that_is_not_json_is_named() -> None:
    with pytest.raises(InputError, match="line 2"):
        read_briefs('{"id": "a", "brief": "x"}\nnope', "briefs")
