"""``sayso backup``, ``restore`` and ``check``, as an operator types them."""

import json
from pathlib import Path

import pytest

from tests.support.processes import Machine, open_folder


@pytest.mark.timeout(600)
def test_an_installation_is_saved_while_it_runs_restored_and_checked(
    machine: Machine, tmp_path: Path
) -> None:
    file, key = tmp_path / "a.backup", tmp_path / "passphrase"
    key.write_text("four plain words here\n")
    with machine.serving() as running:
        running.call("POST", "/api/v1/dashboards", {"name": "Mornings"})
        done = machine.sayso("backup", str(file), "--passphrase-file", str(key))
        assert done.returncode == 0, done.stderr
        assert "holds everything" in done.stderr
    with open_folder() as home:
        new = Machine(home)
        locked = new.sayso("restore", str(file))
        assert (locked.returncode, "is encrypted" in locked.stderr) == (1, True)
        done = new.sayso("restore", str(file), "--passphrase-file", str(key))
        assert done.returncode == 0, done.stderr
        checked = new.sayso("check", "--json")
        assert (checked.returncode, {one["level"] for one in json.loads(checked.stdout)}) == (0, {"ok"})
        refused = new.sayso("restore", str(file), "--passphrase-file", str(key))
        assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
        (home / "signing.key").chmod(0o644)
        assert new.sayso("check", "--quick").returncode == 1
        with new.serving() as running:
            assert [one["name"] for one in running.all("/api/v1/dashboards")] == ["Mornings"]


def test_where_nothing_is_the_commands_say_so(tmp_path: Path) -> None:
    with open_folder() as home:
        machine = Machine(home)
        for command in (["backup", str(tmp_path / "a.backup")], ["check"]):
            done = machine.sayso(*command)
            assert (done.returncode, "SAYSO_HOME" in done.stderr) == (1, True)
        missing = machine.sayso("restore", "./missing.backup")
        assert (missing.returncode, "There is no file" in missing.stderr) == (1, True)
        assert list(home.iterdir()) == []
