"""An exported service is Python that an engineer would take over: formatted, strictly typed, tested."""

from pathlib import Path

import pytest

from sayso.compiler.build import compile_app
from sayso.db.embedded import EmbeddedServer
from sayso.runtime.drafts import write_drafts
from sayso.spec.model import AppSpec
from tests.compiler.targets.fastapi.conftest import Exported


def test_linter_and_formatter_find_nothing(exported: Exported) -> None:
    exported.run("ruff", "check", "--no-cache", ".")
    exported.run("ruff", "format", "--no-cache", "--check", ".")


def test_it_passes_the_strict_type_check(
    exported: Exported, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache: Path = tmp_path_factory.getbasetemp() / "exported-mypy"

    assert "no issues found" in exported.run("mypy", f"--cache-dir={cache}")


def test_its_own_tests_pass(exported: Exported, postgres: EmbeddedServer) -> None:
    printed = exported.run("pytest", "-q", "-p", "no:cacheprovider", DATABASE_URL=postgres.dsn_of("postgres"))

    assert " passed" in printed
    assert "failed" not in printed


def test_its_own_tests_pass_on_the_oldest_database(
    salon: AppSpec, postgres_15: EmbeddedServer, tmp_path: Path
) -> None:
    write_drafts(compile_app(salon, "fastapi"), tmp_path)
    exported = Exported(tmp_path)

    exported.run("pytest", "-q", "-p", "no:cacheprovider", DATABASE_URL=postgres_15.dsn_of("postgres"))


def test_no_file_is_long(exported: Exported) -> None:
    written = [path for path in exported.folder.rglob("*.py") if "entities" not in path.parts]

    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in written) <= 300


def test_it_speaks_only_of_itself(exported: Exported) -> None:
    told = [
        path.name
        for path in exported.folder.rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".txt"} and "Sayso" in path.read_text(encoding="utf-8")
    ]

    assert told == []
