"""What a turn takes beside the model: in the designer alone, and over HTTP from a message to its *done*.

The model answers at once. Over HTTP it stands behind a real address, so that the wire counts, too.
"""

import asyncio
import json
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.models import Answer, ModelServer, model_server
from tests.support.models.chains import KEY
from tests.support.models.script import Request

from benchmarks.scripted import ScriptedModels, changes_said, description_said, verdict_said
from benchmarks.stage import SAYSO, free_port, running
from benchmarks.tokens import described
from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.offline.designer_adapter import OfflineDesigning, read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.llm.types import Role
from sayso.main.local import RunningServer
from sayso.main.warmup import READERS
from sayso.sandbox.bounded import BoundedWork
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

WANTED_MS = 100.0
ROUNDS = 20
LIBRARY = (
    "Books with title and author. Members with name and email. A loan says which member, which book and when "
    "it is due. A loan is out or returned."
)


def main() -> None:
    """Prints medians and the longest."""
    print(f"load of this machine: {os.getloadavg()[0]:.1f} over {os.cpu_count()} processors")
    asyncio.run(_designer())
    asyncio.run(_apart())
    with TemporaryDirectory(prefix="sayso-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        asyncio.run(_over_http(home))


async def _designer() -> None:
    first, later = list[float](), list[float]()
    for number, (text, sayings) in enumerate(described()):
        models = ScriptedModels()
        designing, ids = ModelDesigning(models, OfflineDesigning()), SeededIds(number)
        known = read_wish(Wish(text, empty_spec(), ids))
        if not known.spec.entities:
            continue
        models.reply = description_said(known.spec, known.reply)
        first.append(await _timed(designing, Wish(text, empty_spec(), ids)))
        spec, versions = known.spec, list[AppSpec]()
        for said in sayings:
            wish = Wish(said.format(first=spec.entities[0].display_name.lower()), spec, ids, tuple(versions))
            found = read_wish(wish)
            models.reply, models.verdict = changes_said(wish, found), verdict_said(found)
            later.append(await _timed(designing, wish))
            versions.append(spec)
            spec = found.spec
    _say("designer (processor time), first build", first)
    _say("designer (processor time), refinement", later)


async def _apart() -> None:
    """A refinement read in a thread and in a process of its own, in turn; then texts that must not last."""
    aside = BoundedWork(READERS)
    spec = read_wish(Wish(LIBRARY, empty_spec(), SeededIds(0))).spec
    versions = tuple(spec.model_copy(deep=True) for _ in range(10))
    times: dict[str, list[float]] = {"thread": [], "process": []}
    for number in range(ROUNDS + 1):
        wish = Wish("Add a phone to members", spec, SeededIds(number), versions)
        for name, designing in (("thread", OfflineDesigning()), ("process", OfflineDesigning(aside))):
            before = time.perf_counter()
            await designing.work(wish)
            times[name].append((time.perf_counter() - before) * 1000)
    thread, process = (statistics.median(times[name][1:]) for name in ("thread", "process"))
    print(f"a refinement read in a thread {thread:.0f} ms, apart {process:.0f} ms: {process / thread:.2f}")
    for name, text in (("20 kB of words", (LIBRARY + " ") * 150), ("“a ” 9,500 times", "a " * 9_500)):
        before = time.perf_counter()
        outcome = await OfflineDesigning(aside).work(Wish(text, empty_spec(), SeededIds(0)))
        seconds = time.perf_counter() - before
        print(f"{name} ({len(text):,} characters): {seconds:.1f} s, {outcome.reply[:60]}")
    await aside.close()


async def _timed(designing: ModelDesigning, wish: Wish) -> float:
    """Seconds of work; those of the processor, since others may be busy on this machine."""
    start = time.process_time()
    await designing.work(wish)
    return time.process_time() - start


async def _over_http(home: Path) -> None:
    port, said = free_port(), {"reply": "{}"}

    def answer(request: Request) -> Answer:
        is_sorting = request.role is Role.ORCHESTRATOR
        return Answer('{"decision": "refinement", "subject": "schema"}' if is_sorting else said["reply"])

    async with model_server(answer) as models:
        (home / "home").mkdir()
        _write_models(home / "home" / "models.toml", models)
        environment = os.environ | {"SAYSO_HOME": str(home / "home"), "SAYSO_PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        await asyncio.to_thread(_turns, environment, port, said)


def _turns(environment: dict[str, str], port: int, said: dict[str, str]) -> None:
    with running(SAYSO, environment, port) as pid:
        server = RunningServer(pid, "127.0.0.1", port, environment["SAYSO_HOME"])
        for designer in ("offline", "llm"):
            body = {"designer": designer, "feedback_seconds": 0}
            session = server.call("POST", "/api/v1/sessions", body)["session"]["id"]
            known = read_wish(Wish(LIBRARY, empty_spec(), SeededIds(0)))
            said["reply"] = description_said(known.spec, known.reply)
            taken, heard = _turn(server, session, LIBRARY, 0)
            _say(f"over HTTP, {designer}, first build", [taken])
            rounds = list[float]()
            for number in range(ROUNDS):
                edit = {"op": "add", "kind": "field", "of": "book", "element": f"note_{number}:text"}
                said["reply"] = json.dumps({"reply": "Books have another note.", "edits": [edit]})
                taken, heard = _turn(server, session, f"add a note {number} to books", heard)
                rounds.append(taken)
            _say(f"over HTTP, {designer}, refinement", rounds)


def _turn(server: RunningServer, session: str, text: str, heard: int) -> tuple[float, int]:
    """Seconds from sending a message to hearing that it is done, and the last event."""
    path, start = f"/api/v1/sessions/{session}", time.perf_counter()
    turn = server.call("POST", f"{path}/messages", {"text": text})["turn"]["number"]
    for number, event in server.follow(f"{path}/events", heard):
        if event["data"].get("turn") == turn and event["kind"] in {"done", "failed"}:
            assert event["kind"] == "done", event
            return time.perf_counter() - start, number
    raise AssertionError("the stream ended")


def _write_models(path: Path, models: ModelServer) -> None:
    roles = "".join(
        f'[chains.{role.value}]\nmodels = ["local:{role.value}"]\nretries = 0\n'
        for role in Role
        if role is not Role.CODE
    )
    address = models.url("compatible")
    said = f'[[providers]]\nname = "local"\nkind = "compatible"\nbase_url = "{address}"\napi_key = "{KEY}"\n'
    path.write_text(said + roles)
    path.chmod(0o600)


def _say(name: str, seconds: list[float]) -> None:
    middle, longest = statistics.median(seconds) * 1000, max(seconds) * 1000
    verdict = "as wanted" if middle <= WANTED_MS else "missed"
    print(
        f"{name:<39} median {middle:6.0f} ms, longest {longest:6.0f} ms of {len(seconds):>3} "
        f"(wanted {WANTED_MS:.0f} ms: {verdict})"
    )


if __name__ == "__main__":
    main()
