"""The folder tree explains the product only while imports run one way; this holds them to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso

SOURCE = Path(sayso.__file__).parent

ALLOWED: dict[str, set[str]] = {
    "kit": set(),
    "errors": set(),
    "settings": set(),
    "spec": {"kit", "errors"},
    "compiler": {"kit", "errors", "spec"},
    "catalogue": {"kit", "spec"},  # data of trades and words; no designer is needed to read it
    "verifier": {"kit", "errors", "settings", "spec", "compiler", "sandbox"},  # its tools run behind walls
    "sheets": {"kit", "errors", "spec"},
    "db": {"kit", "errors", "settings"},
    "mail": {"errors", "settings"},
    "identity": {"kit", "errors", "settings", "db", "mail"},
    "llm": {"kit", "errors", "settings", "db", "identity"},
    "sandbox": {"kit", "errors", "settings"},
    "secrets": {"kit", "errors", "settings", "db", "identity", "sandbox"},
    "jobs": {"kit", "errors", "settings", "db"},
    "events": {"kit", "errors", "settings", "db"},
    "reader": {"kit"},  # a text and names in, spans with roles out; it knows nothing of applications
    "design": {"kit", "errors", "spec", "llm", "catalogue", "reader"},
    "schedules": {"kit", "errors", "settings", "db", "jobs"},
    "devloop": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "llm", "design", "db", "sandbox",
        "runtime",
    },
    "phrases": {"kit", "errors", "spec", "design", "devloop", "schedules", "runtime"},
    "blocks": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "design", "llm", "devloop", "db",
        "identity", "jobs", "events", "runtime", "sandbox", "secrets", "schedules", "sheets", "phrases",
    },
    "notices": {"kit", "errors", "settings", "db", "identity", "events", "mail", "sandbox"},
    "bots": {
        "kit", "errors", "settings", "spec", "design", "llm", "devloop", "db", "identity", "jobs", "events",
        "runtime", "sandbox", "secrets", "schedules", "notices", "phrases",
    },
    "backup": {
        "kit", "errors", "settings", "spec", "compiler", "db", "identity", "llm", "schedules", "secrets",
        "publishing", "bots",
    },
    "evolution": {"kit", "errors", "settings", "spec", "compiler", "db"},
    "runtime": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "sheets", "db", "identity", "catalogue",
    },
    "proofs": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "db", "identity", "runtime", "evolution",
    },
    "publishing": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "design", "db", "identity", "runtime",
        "evolution", "notices",
    },
    "templates": {
        "kit", "errors", "spec", "compiler", "design", "db", "identity", "runtime", "publishing", "catalogue",
    },
    "conversations": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "design", "llm", "devloop", "db",
        "identity", "jobs", "events", "runtime", "evolution", "publishing", "sheets", "catalogue",
        "templates",
    },
    "preview": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "db", "identity", "events", "runtime",
        "conversations",
    },
    "web": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "design", "llm", "devloop", "db",
        "identity", "jobs", "events", "runtime", "evolution", "proofs", "publishing", "conversations",
        "preview", "mail", "sheets", "sandbox", "secrets", "schedules", "blocks",
        "notices", "bots", "catalogue", "templates",
    },
    "main": {
        "kit", "errors", "settings", "spec", "compiler", "design", "llm", "devloop", "db", "identity", "jobs",
        "events", "runtime", "proofs", "publishing", "conversations", "preview", "mail", "sandbox", "secrets",
        "schedules", "blocks", "notices", "bots", "templates", "web",
    },
    "cli": {
        "kit", "errors", "settings", "spec", "compiler", "verifier", "design", "llm", "db", "identity",
        "jobs", "runtime", "proofs", "publishing", "sandbox", "bots", "backup", "web", "main", "catalogue",
    },
}  # fmt: skip
"""What each package may import of ours. A new package gets a line here, and a reason in its docstring."""

DOING = {"asyncio", "asyncpg", "fastapi", "httpx", "os", "pathlib", "random", "secrets", "socket",
         "sqlalchemy", "subprocess", "tempfile", "time", "urllib", "uuid"}  # fmt: skip
"""Modules that do something; ``spec`` and ``compiler`` may only say something."""


def packages() -> list[str]:
    hidden = {"__init__.py", "__main__.py", "__pycache__", "py.typed"}
    return sorted(path.stem for path in SOURCE.iterdir() if path.name not in hidden)


def imports_of(package: str) -> Iterator[tuple[Path, str]]:
    root = SOURCE / package
    for file in [SOURCE / f"{package}.py"] if not root.is_dir() else sorted(root.rglob("*.py")):
        if "static" in file.relative_to(SOURCE).parts:
            continue  # a text that is exported, no module of ours
        home = ["sayso", *file.relative_to(SOURCE).with_suffix("").parts]
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = home[: -node.level] if node.level else []
                module = ".".join([*base, *([node.module] if node.module else [])])
                yield from ((file, f"{module}.{alias.name}") for alias in node.names)


def test_every_package_is_on_the_map() -> None:
    assert set(packages()) == set(ALLOWED)


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    allowed = {package, *ALLOWED[package]}
    strays = [
        f"{file.relative_to(SOURCE)} imports {name}"
        for file, name in imports_of(package)
        if name.startswith("sayso.") and name.split(".")[1] not in allowed
    ]
    assert strays == []


@pytest.mark.parametrize("package", ["spec", "compiler"])
def test_spec_and_compiler_do_nothing_but_compute(package: str) -> None:
    doers = [
        f"{file.relative_to(SOURCE)} imports {name}"
        for file, name in imports_of(package)
        if name.split(".")[0] in DOING and name != "pathlib.PurePosixPath"
    ]
    assert doers == []


def test_servers_have_files_of_applications_from_one_place() -> None:
    """Whoever compiles for itself compiles again what is there, or under another name."""
    own = ("compiler/", "cli/", "main/warmup.py")
    strays = [
        str(file.relative_to(SOURCE))
        for package in packages()
        for file, name in imports_of(package)
        if name == "sayso.compiler.build.compile_app" and not str(file.relative_to(SOURCE)).startswith(own)
    ]
    assert strays == []
