"""What people and models wrote runs behind walls, since nothing else of Sayso can start a process."""

import ast
from collections.abc import Iterator

import pytest
from tests.architecture.sources import files

STARTING = {
    "sandbox": "walls, and what runs behind them",
    "db": "PostgreSQL itself",
    "backup": "PostgreSQL's own programs that save and bring back",
}
"""Packages that start processes, and which."""
BESIDES = {
    "cli/server.py": "Sayso itself, in the background, for the person at the terminal",
    "cli/files.py": "the editor of the person at the terminal",
}
"""Files elsewhere that do, for whoever typed the command and as that person; no server runs them."""

MODULES = {"subprocess", "multiprocessing", "pty", "pexpect", "plumbum", "sh", "_posixsubprocess",
           "webbrowser", "ctypes", "cffi"}  # fmt: skip
NAMES = {"ProcessPoolExecutor", "create_subprocess_exec", "create_subprocess_shell", "subprocess_exec",
         "subprocess_shell", "open_process", "run_process", "to_process", "Popen"}  # fmt: skip
BY_NAME = {"import_module", "__import__"}
IMPORTS = [f"{word} {name}" for word in ("import", "from") for name in (*sorted(MODULES), "os", "posix")]
OF_OS = ("fork", "exec", "spawn", "posix_spawn", "system", "popen", "startfile")


def starts_in(tree: ast.AST) -> Iterator[str]:
    """What in a file may start a process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = (node.module or "").split(".")[0]
            names = [alias.name for alias in node.names]
            yield from (
                name
                for name in names
                if module in MODULES
                or name in NAMES
                or (module in {"os", "posix"} and name.startswith(OF_OS))
            )
        elif isinstance(node, ast.Attribute):
            is_of_os = isinstance(node.value, ast.Name) and node.value.id in {"os", "posix"}
            if node.attr in NAMES or (is_of_os and node.attr.startswith(OF_OS)):
                yield node.attr
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in BY_NAME and any(_is_of_processes(one) for one in node.args):
                yield name


def _is_of_processes(argument: ast.expr) -> bool:
    named = str(argument.value).split(".")[0] if isinstance(argument, ast.Constant) else ""
    return named in {*MODULES, "os", "posix"}


def test_processes_are_started_for_the_walls_and_the_database_alone() -> None:
    found = {
        file
        for file, tree in files(*IMPORTS, *NAMES, *BY_NAME)
        if file.split("/")[0] not in STARTING and any(starts_in(tree))
    }
    assert found == set(BESIDES)


@pytest.mark.parametrize(
    "line",
    [
        "import subprocess",
        "from subprocess import run",
        "import multiprocessing.pool",
        "from concurrent.futures import ProcessPoolExecutor",
        "import asyncio; asyncio.create_subprocess_exec('true')",
        "from asyncio import create_subprocess_shell",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', [])",
        "from os import posix_spawn",
        "import os; os.system('true')",
        "loop.subprocess_exec(None, 'true')",
        "import pty",
        "import psutil; psutil.Popen(['true'])",
        "from anyio import to_process",
        "import webbrowser",
        "import ctypes; ctypes.CDLL(None).system(b'true')",
        "import importlib; importlib.import_module('subprocess')",
        "__import__('os').system('true')",
    ],
)
def test_every_way_to_start_one_is_seen(line: str) -> None:
    assert list(starts_in(ast.parse(line)))
