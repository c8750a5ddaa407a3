"""Commands that only speak to a running Sayso start at once: they load nothing of what it is made of."""

import subprocess
import sys

from sayso.cli.plans import MEANINGS
from sayso.compiler.migrations.types import Do

HEAVY = ("sqlalchemy", "asyncpg", "fastapi", "lemminflect", "sayso.proofs", "sayso.publishing.service")


def test_the_command_line_loads_neither_database_nor_server() -> None:
    script = f"import sys, sayso.cli.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_answer_to_a_plan_can_be_given_at_the_terminal() -> None:
    assert set(MEANINGS) == set(Do)
