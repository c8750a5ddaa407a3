"""Who reads the words of ``sayso design``, ``refine`` and ``eval``: rules, or models that are set up."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Machine

SALON = Path(__file__).parents[1] / "cases" / "salon" / "spec.json"
TEXT = "Books have a title and an author. Members have a name and an email."
NOWHERE = "http://127.0.0.1:9/v1"
"""An address at which nobody answers."""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A place to run commands that start nothing, where no model is set up."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "SAYSO_MODELS"):
        monkeypatch.delenv(name, raising=False)
    return Machine(tmp_path / "home")


@pytest.fixture
def unreachable(shell: Machine) -> None:
    """A model is set up, but nobody answers there."""
    chains = "".join(
        f'[chains.{role}]\nmodels = ["local:some-model"]\nretries = 0\ntimeout_seconds = 2\n'
        for role in ("orchestrator", "schema", "layout", "explain")
    )
    provider = f'[[providers]]\nname = "local"\nkind = "compatible"\nbase_url = "{NOWHERE}"\n'
    shell.home.mkdir()
    file = shell.home / "models.toml"
    file.write_text(provider + chains)
    file.chmod(0o600)


def test_a_model_that_is_asked_for_and_not_set_up_is_an_error_that_says_how(shell: Machine) -> None:
    done = shell.sayso("design", TEXT, "--designer", "llm")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No model is set up." in done.stderr
    assert "OPENAI_API_KEY" in done.stderr


@pytest.mark.usefixtures("unreachable")
def test_a_description_is_read_offline_where_no_model_answers_and_that_is_said(shell: Machine) -> None:
    done = shell.sayso("design", TEXT)
    assert done.returncode == 0, done.stderr
    names = {entity["name"] for entity in json.loads(done.stdout)["entities"]}
    assert {"book", "member"} <= names
    assert "Note:" in done.stderr
    assert "offline designer" in done.stderr


@pytest.mark.usefixtures("unreachable")
def test_the_offline_designer_can_be_asked_for_where_models_are_set_up(shell: Machine) -> None:
    done = shell.sayso("refine", str(SALON), "add a loyalty number to clients", "--designer", "offline")
    assert done.returncode == 0, done.stderr
    assert "Note:" not in done.stderr


@pytest.mark.usefixtures("unreachable")
def test_an_evaluation_says_what_models_took_and_where_they_did_not_answer(
    shell: Machine, tmp_path: Path
) -> None:
    briefs, out = tmp_path / "briefs.jsonl", tmp_path / "out.jsonl"
    brief = {
        "id": "b1",
        "brief": TEXT,
        "refinements": [{"say": "add a genre to books"}, {"say": "undo that"}],
    }
    briefs.write_text(json.dumps(brief) + "\n")
    done = shell.sayso("eval", str(briefs), "-o", str(out), "--designer", "llm")
    assert done.returncode == 0, done.stderr
    row = json.loads(out.read_text())
    assert set(row) == {"id", "spec", "refined", "decisions", "usage"}
    assert row["decisions"][1] == "undo"
    assert row["usage"]["fallbacks"] == 2, "the undo needed no model"
    assert "2 of 3 messages" in done.stderr
    assert "Cost:" in done.stderr
