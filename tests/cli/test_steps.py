"""``sayso step``: one step of a definition in the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.cli.main import app

ROOMS = "Rooms have a name and a capacity. Bookings have a start and an end."


def run(*arguments: str, status: int = 0) -> Any:
    """What the command prints, which is JSON where it works."""
    done = CliRunner().invoke(app, ["step", *arguments, "--designer", "offline"])
    assert (done.exit_code != 0) == (status != 0), done.output
    return json.loads(done.stdout) if status == 0 else done


def test_a_step_goes_on_from_the_shapes_of_earlier_ones(tmp_path: Path) -> None:
    first = run("object-model", ROOMS)
    assert [entity["name"] for entity in first["data"]["entities"]] == ["room", "booking"]
    context = tmp_path / "context.json"
    context.write_text(json.dumps({"object-model": first["data"]}))
    words = "A booking is requested, then confirmed, or declined."
    second = run("state-flow", words, "--context", str(context))
    assert [flow["entity"] for flow in second["data"]["flows"]] == ["booking"]
    assert second["spec"]["flows"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ('{"screens": {}}', "The steps are object-model"),
        ('{"pages": {"pages": 7}}', "pages: Input should be"),
    ],
)
def test_a_file_with_something_else_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    context = tmp_path / "context.json"
    context.write_text(text)
    done = run("pages", "Tables", "--context", str(context), status=1)
    assert said in f"{done.exception.message} {done.exception.hint}"


def test_words_that_say_nothing_end_with_the_question() -> None:
    done = run("reports", "zzz qqq", status=1)
    assert "?" in done.exception.message
