"""Publishing with all its proofs: new modules, a change of one field, and what such a change writes anew."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic import synthetic_spec
from sayso.compiler.build import compile_app
from sayso.db import embedded
from sayso.identity.people.demo import demo_home
from sayso.main.application import create_app
from sayso.proofs.service import Proofs
from sayso.proofs.types import Candidate
from sayso.publishing.types import Candidate as Published
from sayso.runtime.bundle import bundle
from sayso.settings import Settings
from sayso.spec.edits.difference import diff
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck
from sayso.web.inprocess import InProcess
from sayso.web.services import Services

ROUNDS = 5
SMALL, LARGE = 5, 20
WANTED_NEW, WANTED_CHANGE = 5.0, 1.0


def main() -> None:
    """Prints seconds beside what is wanted, and the share of files that a small change writes anew."""
    _files()
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        with embedded.start(home / "home") as server:
            asyncio.run(_measure(home / "home", server.dsn))


def _files() -> None:
    before, after = (
        compile_app(spec) for spec in (synthetic_spec(LARGE), with_field(synthetic_spec(LARGE), 0))
    )
    known = {draft.path: draft.text for draft in before}
    changed = [draft.path for draft in after if known.get(draft.path) != draft.text]
    print(
        f"one field on {LARGE} entities   {len(changed)} of {len(after)} files written anew "
        f"({len(changed) / len(after):.1%})"
    )
    taken = [_timed(lambda: typecheck(after)) for _ in range(3)]
    print(f"strict type check of {LARGE} entities   median {statistics.median(taken):.2f} s")


async def _measure(home: Path, dsn: str) -> None:
    app = create_app(Settings(home=home), dsn)
    async with app.running() as services:
        proofs = Proofs(services.database, InProcess(services.settings, services.database))
        for size in (SMALL, LARGE):
            spec = synthetic_spec(size)
            taken = [(await proofs.examine(spec)).seconds for _ in range(ROUNDS)]
            _say(f"all proofs of a new module, {size} entities", taken, WANTED_NEW)
        await _changes(proofs)
        await _publishes(services)


async def _changes(proofs: Proofs) -> None:
    """Each time another field, as a change that was proved before would be carried over."""
    spec = synthetic_spec(LARGE)
    await proofs.report(_candidate(None, spec))
    taken = []
    for number in range(ROUNDS):
        report = await proofs.report(_candidate(spec, with_field(spec, number)))
        assert report.holds, report.sentences
        taken.append(report.seconds)
    _say(f"proofs of one field on {LARGE} entities", taken, WANTED_CHANGE)
    print(f"  proved anew: {len(report.proved)} entities; carried over: {len(report.carried)}")


async def _publishes(services: Services) -> None:
    async with services.database.system() as session:
        home = await demo_home(session)
    spec = synthetic_spec(LARGE)
    start = time.perf_counter()
    module = await services.publisher.publish(spec, home)
    print(f"publish of a new module, {LARGE} entities   {time.perf_counter() - start:.2f} s")
    taken = []
    for number in range(ROUNDS):  # none of which was proved above
        after = with_field(spec, number + ROUNDS)
        edits = diff(spec, after)
        start = time.perf_counter()
        done = await services.publisher.change(module, edits, reason=f"Field {number}", confirmed=True)
        taken.append(time.perf_counter() - start)
        module, spec = done.module, after
    _say(f"publish of one field on {LARGE} entities", taken, WANTED_CHANGE)


def with_field(spec: AppSpec, number: int) -> AppSpec:
    """The spec with one more field, in the middle of it."""
    data = spec.to_json()
    data["entities"][len(data["entities"]) // 2]["fields"].append(
        {"id": f"fld_added{number}x", "name": f"added_{number}", "label": "Added", "type": "text"}
    )
    return AppSpec.model_validate(data)


def _candidate(before: AppSpec | None, after: AppSpec) -> Candidate:
    drafts = compile_app(after)
    return Published(before, after, (), drafts, bundle(drafts, title=after.name), frozenset())


def _timed(work: object) -> float:
    assert callable(work)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(what: str, taken: list[float], wanted: float) -> None:
    print(f"{what}   median {statistics.median(taken):.2f} s, slowest {max(taken):.2f} s (wanted {wanted} s)")
