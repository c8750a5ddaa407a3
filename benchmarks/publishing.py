"""Publishing on a running server, proofs included: a new module, one-field changes, and taking them back."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.stage import SAYSO, free_port, running
from benchmarks.synthetic import synthetic_spec
from sayso.compiler.build import compile_app
from sayso.main.local import RunningServer
from sayso.spec.edits import add, apply
from sayso.spec.model import AppSpec, Field
from sayso.verifier.typecheck import typecheck

ENTITIES = 20
ROUNDS = 5
WANTED_NEW, WANTED_CHANGE = 5.0, 1.0


def main() -> None:
    """Prints times and the share of files that a change rewrites."""
    spec = synthetic_spec(ENTITIES)
    _print_share(spec)
    with TemporaryDirectory(prefix="sayso-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        port = free_port()
        environment = os.environ | {"SAYSO_HOME": str(home / "home"), "SAYSO_PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        with running(SAYSO, environment, port) as pid:
            server = RunningServer(pid, "127.0.0.1", port, str(home / "home"))
            _publish(server, spec)


def _publish(server: RunningServer, spec: AppSpec) -> None:
    seconds, installed = _timed(lambda: server.call("POST", "/api/v1/modules", {"spec": spec.to_json()}))
    path = f"/api/v1/modules/{installed['module']['slug']}"
    print(f"publish of a new module with {ENTITIES} entities   {seconds:.2f} s (wanted {WANTED_NEW} s)")
    taken = []
    for number in range(ROUNDS):
        body = {"text": "One field", "edits": [_edit(spec, number)]}
        change = server.call("POST", f"{path}/changes", body)
        taken.append(
            _timed(lambda at=f"{path}/changes/{change['id']}/publish": server.call("POST", at, {}))[0]
        )
    undone = [
        _timed(lambda: server.call("POST", f"{path}/undo", {"confirmed": True}))[0] for _ in range(ROUNDS)
    ]
    print(
        f"publish of one field, {ROUNDS} times   median {statistics.median(taken):.2f} s, "
        f"longest {max(taken):.2f} s (wanted {WANTED_CHANGE} s); undo {statistics.median(undone):.2f} s"
    )


def _print_share(spec: AppSpec) -> None:
    parent = spec.entities[0].id
    after = apply(spec, (add(_field(0), parent=parent),)).spec
    old = {draft.path: draft.text for draft in compile_app(spec)}
    new = {draft.path: draft.text for draft in compile_app(after)}
    differing = sum(old.get(path) != text for path, text in new.items())
    seconds, _ = _timed(lambda: typecheck(compile_app(after)))
    print(
        f"one field more rewrites {differing} of {len(new)} files ({differing / len(new):.0%}); "
        f"strict type check of all {seconds:.2f} s"
    )


def _edit(spec: AppSpec, number: int) -> dict[str, Any]:
    return add(_field(number), parent=spec.entities[number % ENTITIES].id).to_json()


def _field(number: int) -> Field:
    return Field(id=f"fld_bench{number:04}", name=f"benchmark_{number}", label=f"Benchmark {number}")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main()
