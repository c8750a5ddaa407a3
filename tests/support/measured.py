"""Coverage of `src/sayso` by lines and branches, as a plugin: ``-p tests.support.measured``.

SlipCover puts probes into modules as they are imported: 10 % of a run's time and fifteen seconds of each
process, where tracing takes as long again as what is traced. Its probes stay, for taking them out again
costs more than they do in runs as short as these. What processes of a test's own do is not seen.
"""

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import slipcover

SOURCE = Path(__file__).parents[2] / "src" / "sayso"
REPORT = Path(".coverage.txt")
KEY = "coverage"
OPTION = "--least-covered"

_probes = slipcover.Slipcover(branch=True, d_miss_threshold=10**9)
_seen: list[dict[str, Any]] = []
_told: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a number say how much has to be covered."""
    parser.addoption(OPTION, type=float, default=0, metavar="PERCENT", help="of lines; less fails the run")


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Watch what is imported from here on, in each process that will run tests."""
    if "PYTEST_XDIST_WORKER" in os.environ or not early_config.known_args_namespace.numprocesses:
        slipcover.ImportManager(_probes, slipcover.FileMatcher(sources=[SOURCE])).__enter__()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what this process saw to the one that began it."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[KEY] = json.dumps(_probes.get_coverage())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what a process saw; one that died sends nothing."""
    if seen := getattr(node, "workeroutput", {}).get(KEY):
        _seen.append(json.loads(seen))


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, Any, Any]:
    """Once all has run, fail where less of the lines was run than was wanted."""
    result = yield
    if not hasattr(session.config, "workeroutput"):
        whole = _whole()
        with REPORT.open("w") as file:
            slipcover.print_coverage(whole, outfile=file, skip_covered=True)
        lines, branches = (_percent(whole["summary"], of) for of in ("lines", "branches"))
        _told.append(f"coverage: {lines:.1f} % of lines, {branches:.1f} % of branches; the rest: {REPORT}")
        if lines < session.config.getoption(OPTION):
            _told.append(f"FAILED: less than {session.config.getoption(OPTION):g} % of lines are covered")
            session.testsfailed += 1
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of the lines and branches was run; which were not is left in a file."""
    for line in _told:
        terminalreporter.write_line(line)


def _whole() -> dict[str, Any]:
    """What all processes saw; files that nobody imported are read for it, and count as well."""
    _probes.source = [str(SOURCE)]
    for seen in _seen:
        _probes.code_lines |= {str(Path(file).resolve()): set() for file in seen["files"]}
    whole = _probes.get_coverage()
    for seen in _seen:
        slipcover.merge_coverage(whole, seen)
    return whole


def _percent(found: dict[str, int], of: str) -> float:
    """What part of them was run."""
    run, missed = found[f"covered_{of}"], found[f"missing_{of}"]
    return 100 * run / (run + missed)
