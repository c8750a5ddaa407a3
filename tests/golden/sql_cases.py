"""The golden cases of the SQL target: tables of the example, of every kind of grant, and of hostile words."""

from collections.abc import Callable
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.spec.model import AppSpec
from tests.compiler.targets.sql.modules import hostile, workshop
from tests.golden.cases import spec_of

FOLDER = Path(__file__).parent / "sql"
SPECS: dict[str, Callable[[], AppSpec]] = {
    "salon": lambda: spec_of("salon"),
    "workshop": workshop,
    "hostile": hostile,
}


def expected_sql(name: str) -> Path:
    """Where the expected files of a case are."""
    return FOLDER / name / "expected"


def sql_now(name: str) -> list[FileDraft]:
    """What the compiler makes of a case."""
    return compile_sql(SPECS[name]())
