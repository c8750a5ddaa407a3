"""Commands that only speak to a running Sayso start at once: they load nothing of what it is made of."""

import json
import subprocess
import sys

from sayso.cli.plans import MEANINGS
from sayso.compiler.migrations.types import Do

EVERY = (
    "from sayso.cli.main import app; from typer.main import get_command; "
    "list(get_command(app).commands.values())"
)
HEAVY = ("sqlalchemy", "asyncpg", "fastapi", "lemminflect", "sayso.proofs", "sayso.publishing.service")


def test_the_command_line_loads_neither_database_nor_server() -> None:
    assert loaded(EVERY, HEAVY) == []


def test_a_command_loads_no_other() -> None:
    others = ("sayso.cli.steps", "sayso.cli.specs", "sayso.compiler", "sayso.design")
    assert loaded("from sayso.cli.main import app; app(['--version'], standalone_mode=False)", others) == []


def loaded(script: str, names: tuple[str, ...]) -> list[str]:
    told = (
        f"import sys, json; {script}; print(json.dumps([name for name in {names!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_answer_to_a_plan_can_be_given_at_the_terminal() -> None:
    assert set(MEANINGS) == set(Do)
