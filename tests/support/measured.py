"""Coverage of `src/sayso` as a plugin: ``-p tests.support.measured``.

Tracing takes as long again as what is traced. So of each file of tests the first few are traced, and what
modules do while they are imported: the figure says what is covered at least. ``--traced=0`` traces all.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage, CoverageData

OPTION = "--traced"
FEW = 2
REPORT = Path(".coverage.json")

_coverage = Coverage(data_file=None)
_traced: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a number say how many tests of each file are traced."""
    parser.addoption(OPTION, type=int, default=FEW, metavar="N", help="of each file, trace N tests (0: all)")


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Trace what modules do while they are imported, in each process that will run tests."""
    if "PYTEST_XDIST_WORKER" in os.environ or not early_config.known_args_namespace.numprocesses:
        _coverage.start()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the first tests of each file."""
    _coverage.stop()
    few = config.getoption(OPTION)
    number: Counter[Path] = Counter()
    for item in sorted(items, key=lambda item: item.location):
        number[item.path] += 1
        if not few or number[item.path] <= few:
            _traced.add(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Trace a test that was chosen, with its fixtures."""
    if item.nodeid not in _traced:
        return (yield)
    _coverage.start()
    try:
        return (yield)
    finally:
        _coverage.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what this process saw to the one that began it."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[OPTION] = _coverage.get_data().dumps()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what a process saw; one that died sends nothing."""
    if dumped := getattr(node, "workeroutput", {}).get(OPTION):
        seen = CoverageData(no_disk=True)
        seen.loads(dumped)
        _coverage.get_data().update(seen)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how much of the lines and branches was run; which were not is left in a file."""
    _coverage.json_report(outfile=str(REPORT))
    found = json.loads(REPORT.read_text())["totals"]
    lines = 100 * found["covered_lines"] / found["num_statements"]
    branches = 100 * found["covered_branches"] / found["num_branches"]
    least = "at least " if config.getoption(OPTION) else ""
    terminalreporter.write_line(
        f"coverage: {least}{lines:.1f} % of lines, {branches:.1f} % of branches; the rest: {REPORT}"
    )
