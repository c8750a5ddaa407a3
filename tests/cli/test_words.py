"""Commands that need no server: words to specs, specs to files."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.support.processes import Machine

SALON = Path(__file__).parents[1] / "cases" / "salon" / "spec.json"
TEXT = (
    "We run a library. Books have a title and an author. Members have a name and an email. "
    "A loan says which member, which book and when it is due. A loan is out or returned."
)


@pytest.fixture
def shell(tmp_path: Path) -> Machine:
    """A place to run commands that start nothing."""
    return Machine(tmp_path / "home")


def test_its_version_is_told(shell: Machine) -> None:
    done = shell.sayso("--version")
    assert done.returncode == 0
    assert done.stdout == f"Sayso {version('sayso')}\n"


def test_design_prints_a_spec_and_nothing_else_to_standard_output(shell: Machine) -> None:
    done = shell.sayso("design", TEXT)
    assert done.returncode == 0, done.stderr
    spec = AppSpec.model_validate_json(done.stdout)
    assert {"book", "member", "loan"} <= {entity.name for entity in spec.entities}
    assert not shell.home.exists(), "designing leaves nothing behind"


def test_a_list_that_begins_with_a_dash_is_a_text(shell: Machine) -> None:
    done = shell.sayso("design", "- Rooms: number, price\n- Guests: name, email")
    assert done.returncode == 0, done.stderr
    assert {"room", "guest"} <= {entity.name for entity in AppSpec.model_validate_json(done.stdout).entities}
    wished = shell.sayso("refine", str(SALON), "- add a loyalty number to clients")
    assert wished.returncode == 0, wished.stderr
    assert "--no-such-option" in shell.sayso("design", "--no-such-option", TEXT).stderr


def test_words_in_another_language_are_answered_in_it_and_change_nothing(shell: Machine) -> None:
    done = shell.sayso("design", "Ich brauche eine App für meine Praxis mit Patienten und Terminen.")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("Ohne Sprachmodell verstehe ich nur Englisch") == 1
    assert "OPENAI_API_KEY" in done.stderr
    wished = shell.sayso("refine", str(SALON), "Añade un campo para el teléfono")
    assert wished.returncode == 0, wished.stderr
    answer = json.loads(wished.stdout)
    assert (answer["edits"], answer["spec"]) == ([], json.loads(SALON.read_text(encoding="utf-8")))
    assert answer["reply"].startswith("Esto está en español. Sin un modelo de lenguaje solo entiendo inglés")


def test_a_dash_reads_standard_input(shell: Machine) -> None:
    said = shell.sayso("design", "-", said=TEXT)
    assert said.returncode == 0, said.stderr
    checked = shell.sayso("check", "-", said=said.stdout)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
    assert "can be built" in checked.stderr


@pytest.mark.parametrize(
    "text", ["asdf", "", "   \n", "x7$ " * 50_000], ids=["asdf", "empty", "blank", "noise"]
)
def test_a_text_that_says_nothing_is_answered_with_a_question(shell: Machine, text: str) -> None:
    done = shell.sayso("design", "-", said=text)
    assert (done.returncode, done.stdout) == (1, "")
    assert "?" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 2_000


def test_refine_prints_what_changes(shell: Machine) -> None:
    done = shell.sayso("refine", str(SALON), "add a loyalty number to clients")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert set(answer) == {"decision", "reply", "edits", "spec"}
    client = next(entity for entity in answer["spec"]["entities"] if entity["name"] == "client")
    assert "loyalty_number" in {field["name"] for field in client["fields"]}
    assert answer["edits"]


def test_compile_writes_files(shell: Machine, tmp_path: Path) -> None:
    done = shell.sayso("compile", str(SALON), "-o", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "out" / "module.json").exists()
    again = shell.sayso("compile", str(SALON), "-o", str(tmp_path / "other"))
    assert again.returncode == 0
    assert tree(tmp_path / "out") == tree(tmp_path / "other")


def test_compile_writes_a_project_that_stands_alone(shell: Machine, tmp_path: Path) -> None:
    done = shell.sayso("compile", str(SALON), "--target", "nextjs", "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "package.json").exists()
    assert (tmp_path / "out" / "app-kit" / "src" / "index.ts").exists()


def test_eval_writes_a_row_a_brief(shell: Machine, tmp_path: Path) -> None:
    briefs, out = tmp_path / "briefs.jsonl", tmp_path / "out.jsonl"
    brief = {"id": "b1", "brief": TEXT, "refinements": [{"say": "add a genre to books"}]}
    briefs.write_text(json.dumps(brief) + "\n\n" + json.dumps({"id": "b2", "brief": "asdf"}) + "\n")
    done = shell.sayso("eval", str(briefs), "-o", str(out))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["b1", "b2"]
    assert len(rows[0]["refined"]) == len(rows[0]["decisions"]) == 1
    assert rows[1]["spec"] == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        ("{", "line 1"),
        ("[]", "is not an AppSpec"),
        ('{"name": 1}', "name"),
        (b"\xff\xfe{}", "UTF-8"),
    ],
    ids=["missing", "not-json", "a-list", "wrong-type", "not-utf-8"],
)
@pytest.mark.parametrize("command", [["check"], ["compile", "-o", "out"]], ids=["check", "compile"])
def test_a_spec_that_cannot_be_used_is_named_with_its_place(
    shell: Machine, tmp_path: Path, content: str | bytes | None, told: str, command: list[str]
) -> None:
    file = tmp_path / "spec.json"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = shell.sayso(command[0], str(file), *command[1:])
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_spec_with_faults_is_refused_with_every_place(shell: Machine, tmp_path: Path) -> None:
    spec = json.loads(SALON.read_text())
    spec["relationships"][0]["to"] = "nobody"
    spec["flows"][0]["initial"] = "nowhere"
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(spec))
    checked = shell.sayso("check", str(file))
    assert checked.returncode == 1
    assert "nobody" in checked.stderr
    assert "nowhere" in checked.stderr
    compiled = shell.sayso("compile", str(file), "-o", str(tmp_path / "out"))
    assert compiled.returncode == 1
    assert "nobody" in compiled.stderr
    assert not (tmp_path / "out").exists()


def test_eval_names_the_line_that_is_no_brief(shell: Machine, tmp_path: Path) -> None:
    briefs = tmp_path / "briefs.jsonl"
    briefs.write_text('{"id": "b1", "brief": "x"}\nnonsense\n')
    done = shell.sayso("eval", str(briefs), "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 1
    assert "line 2" in done.stderr


@pytest.mark.parametrize("place", ["missing/out.jsonl", "."])
def test_eval_says_where_it_cannot_write(shell: Machine, tmp_path: Path, place: str) -> None:
    briefs = tmp_path / "briefs.jsonl"
    briefs.write_text('{"id": "b1", "brief": "asdf"}\n')
    done = shell.sayso("eval", str(briefs), "-o", str(tmp_path / place))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


COMMANDS = ["build", "design", "refine", "compile", "check", "eval"]
COMMANDS += ["serve", "worker", "demo", "open", "stop", "doctor"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell: Machine, command: str) -> None:
    done = shell.sayso(command, "--help")
    assert done.returncode == 0
    assert f"sayso {command}" in done.stdout


def test_wrong_use_ends_with_two(shell: Machine) -> None:
    for arguments in (["nonsense"], ["design"], ["design", "x", "--designer", "nobody"], ["check", "a", "b"]):
        done = shell.sayso(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
