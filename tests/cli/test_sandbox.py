"""Programs behind the walls, from the command line."""

import json
from pathlib import Path

from tests.support.processes import Machine, open_folder

BLOCK = """\
def fetch_data(ctx):
    print("fetching")
    return [{"count": 1}, {"count": 2}]

def process_data(data):
    return {"value": sum(row["count"] for row in data)}
"""


def written(folder: Path, code: str) -> str:
    file = folder / "block.py"
    file.write_text(code)
    return str(file)


def test_a_program_gives_its_result_on_standard_output_and_speaks_on_the_other(
    machine: Machine, tmp_path: Path
) -> None:
    done = machine.sayso("sandbox", "run", written(tmp_path, BLOCK))
    assert (done.returncode, json.loads(done.stdout)) == (0, {"value": 3})
    assert "fetching" in done.stderr


def test_everything_that_is_known_of_a_run_comes_as_json(machine: Machine, tmp_path: Path) -> None:
    code = "def run(ctx, input):\n    return input['a'] + 1"
    done = machine.sayso("sandbox", "run", written(tmp_path, code), "--input", '{"a": 1}', "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["ending"], told["result"]) == (0, "ok", 2)
    assert [step["name"] for step in told["steps"]] == ["run"]


def test_a_program_that_fails_ends_with_1_and_shows_its_line(machine: Machine, tmp_path: Path) -> None:
    done = machine.sayso("sandbox", "run", written(tmp_path, BLOCK.replace('row["count"]', 'row["price"]')))
    assert (done.returncode, done.stdout) == (1, "")
    assert 'File "block.py", line 6' in done.stderr
    assert "KeyError: 'price'" in done.stderr


def test_a_program_that_takes_too_long_is_ended(machine: Machine, tmp_path: Path) -> None:
    done = machine.sayso(
        "sandbox", "run", written(tmp_path, "import time\ntime.sleep(60)"), "--timeout", "0.5"
    )
    assert done.returncode == 1
    assert "longer than 0.5 seconds" in done.stderr


def test_what_stands_in_the_way_is_said_before_anything_runs(machine: Machine, tmp_path: Path) -> None:
    done = machine.sayso("sandbox", "run", written(tmp_path, "import lxml\nprint('ran')"))
    assert done.returncode == 1
    assert "Line 1 imports lxml" in done.stderr
    assert "ran" not in done.stderr.splitlines()


def test_wrong_use_ends_with_2(machine: Machine, tmp_path: Path) -> None:
    assert machine.sayso("sandbox", "run", str(tmp_path / "nothing.py")).returncode == 2
    assert machine.sayso("sandbox", "run", written(tmp_path, "x = 1"), "--input", "{").returncode == 2


def test_status_and_doctor_say_which_walls_stand(machine: Machine) -> None:
    told = json.loads(machine.sayso("sandbox", "status", "--json").stdout)
    assert told["tier"] in {"bubblewrap", "landlock"}
    assert told["is_safe"]
    (line,) = [line for line in machine.sayso("doctor").stderr.splitlines() if " Sandbox: " in line]
    assert line.startswith("ok")


def test_doctor_says_how_to_get_bubblewrap() -> None:
    with open_folder() as home:
        machine = Machine(home, SAYSO_BWRAP="/nowhere/bwrap", SAYSO_SANDBOX_TIER="bubblewrap")
        done = machine.sayso("doctor")
    assert done.returncode == 1
    assert "apt install bubblewrap" in done.stderr
