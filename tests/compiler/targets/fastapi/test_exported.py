"""An exported service is Python that an engineer would take over: formatted, strictly typed, tested."""

from pathlib import Path

import pytest

from tests.compiler.targets.fastapi.conftest import Exported, export
from tests.support.servers import TestServer

pytestmark = pytest.mark.rotating(10)


def test_linter_and_formatter_find_nothing(exported: Exported) -> None:
    exported.run("ruff", "check", "--no-cache", ".")
    exported.run("ruff", "format", "--no-cache", "--check", ".")


def test_it_passes_the_strict_type_check(
    exported: Exported, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache: Path = tmp_path_factory.getbasetemp() / "exported-mypy"

    assert "no issues found" in exported.run("mypy", f"--cache-dir={cache}")


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("words", "postgres"),
        pytest.param("library", "postgres", marks=pytest.mark.deep),
        pytest.param("salon", "postgres_15", marks=pytest.mark.deep),
    ],
)
def test_its_own_tests_pass(name: str, version: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: TestServer = request.getfixturevalue(version)

    printed = export(name, tmp_path).run(
        "pytest", "-q", "-p", "no:cacheprovider", DATABASE_URL=server.dsn_of("postgres")
    )

    assert " passed" in printed
    assert "failed" not in printed


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
