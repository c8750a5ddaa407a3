"""``make bench-peers``: a webhook that computes a little, in a bot of Sayso and in n8n, side by side.

n8n is installed from the npm registry, in the version named here, into a folder outside of the checkout
(``SAYSO_PEERS`` or ``~/.cache/sayso-peers``). It listens on 127.0.0.1 with a SQLite of its own and the
settings that it comes with, but for what calls home. Both get the same calls from the same client, one after
the other, and answer with what the same computation gives.

What is compared is not the same work: the code of n8n runs in its own process, with what that may reach. Each
run of a bot is a process of its own behind walls of the operating system, and is kept in PostgreSQL.
"""

import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from tests.support.bots import put_bot
from tests.support.processes import Machine, free_port

from sayso.db import embedded
from sayso.db.database import Database

N8N = "1.123.81"
"""The last one that runs with Node.js 20."""
PACKAGE = {"name": "peer-n8n", "private": True, "dependencies": {"n8n": N8N}, "overrides": {"xlsx": "0.18.5"}}
"""n8n takes the reader of Excel files from another place than the registry; no Excel file is read here.

Of the packages that are compiled, only SQLite is: ``isolated-vm`` does not compile with Node.js 20, and code
nodes do without it; expressions, of which there are none here, have their earlier engine.
"""
INSTALL_SECONDS, START_SECONDS = 1_800.0, 180.0
STEADY = 6
"""How often a webhook answers one after the other before it counts as there."""
SECONDS, WARM = 20.0, 30
CONCURRENCIES = (1, 8)
ORDERS = [
    {"customer": f"c{number % 7}", "amount": 10.5 + number, "paid": number % 3 > 0} for number in range(40)
]
BOT = """
def run(ctx, input):
    totals = {}
    for order in input["body"]["orders"]:
        if order["paid"]:
            totals[order["customer"]] = totals.get(order["customer"], 0) + order["amount"]
    return {"customers": len(totals), "total": round(sum(totals.values()), 2)}
"""
NODE = """
const totals = {};
for (const order of $input.first().json.body.orders) {
  if (order.paid) totals[order.customer] = (totals[order.customer] || 0) + order.amount;
}
const total = Object.values(totals).reduce((a, b) => a + b, 0);
return [{ json: { customers: Object.keys(totals).length, total: Math.round(total * 100) / 100 } }];
"""
WANTED = {"customers": 7, "total": 780.0}
WORKFLOW = {
    "id": "benchPeers000001",
    "name": "Bench",
    "active": False,
    "nodes": [
        {
            "id": "a0000000-0000-4000-8000-000000000001",
            "name": "Webhook",
            "type": "n8n-nodes-base.webhook",
            "typeVersion": 2,
            "position": [0, 0],
            "webhookId": "a0000000-0000-4000-8000-000000000002",
            "parameters": {"httpMethod": "POST", "path": "bench", "responseMode": "lastNode", "options": {}},
        },
        {
            "id": "a0000000-0000-4000-8000-000000000003",
            "name": "Code",
            "type": "n8n-nodes-base.code",
            "typeVersion": 2,
            "position": [200, 0],
            "parameters": {"jsCode": NODE},
        },
    ],
    "connections": {"Webhook": {"main": [[{"node": "Code", "type": "main", "index": 0}]]}},
    "settings": {"executionOrder": "v1"},
}


class NoPeerError(Exception):
    """The other one cannot be had on this machine; says exactly what failed."""


def main() -> None:
    """Print a line for each, and the ratio."""
    print(f"load of this machine: {os.getloadavg()[0]:.1f} over {os.cpu_count()} processors")
    print("n8n has no walls of the system around a run; Sayso has, and a process of its own for each.")
    with _sayso() as address:
        ours = asyncio.run(_measured("Sayso", address))
    try:
        with _n8n(_installed()) as address:
            theirs = asyncio.run(_measured(f"n8n {N8N}", address))
    except NoPeerError as error:
        print(f"n8n was not measured: {error}")
        return
    for concurrency, mine, other in zip(CONCURRENCIES, ours, theirs, strict=True):
        print(f"{concurrency} at a time: Sayso does {mine / other:.2f} times as many a second as n8n")


async def _measured(name: str, address: str) -> list[float]:
    limits = httpx.Limits(max_connections=max(CONCURRENCIES))
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        for _ in range(WARM):
            await _called(client, address)
        return [await _rate(name, client, address, concurrency) for concurrency in CONCURRENCIES]


async def _rate(name: str, client: httpx.AsyncClient, address: str, concurrency: int) -> float:
    taken: list[float] = []
    until = time.monotonic() + SECONDS
    begun = time.monotonic()

    async def calls() -> None:
        while time.monotonic() < until:
            before = time.monotonic()
            await _called(client, address)
            taken.append((time.monotonic() - before) * 1000)

    await asyncio.gather(*(calls() for _ in range(concurrency)))
    rate = len(taken) / (time.monotonic() - begun)
    p95 = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    print(
        f"{name}, {concurrency} at a time: {rate:.1f} requests a second, "
        f"p50 {statistics.median(taken):.0f} ms, p95 {p95:.0f} ms"
    )
    return rate


async def _called(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.post(address, json={"orders": ORDERS})
    if answer.status_code != 200 or not _is_right(answer.json()):
        raise RuntimeError(f"{address} answered with {answer.status_code}: {answer.text[:300]}")


def _is_right(answer: Any) -> bool:
    found = answer[0] if isinstance(answer, list) else answer
    found = found.get("output", found)
    return {name: found.get(name) for name in WANTED} == WANTED


@contextmanager
def _sayso() -> Iterator[str]:
    """A Sayso of its own with a bot that a webhook sets off; the address of that."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-peers-", dir="/var/tmp"))
    folder.chmod(0o711)
    machine = Machine(folder, SAYSO_LIMIT_HOOK="off")
    try:
        with machine.serving() as running:
            made = running.call(
                "POST",
                "/api/v1/operator/users",
                {"email": "bench@here.example", "role": "user", "password": "plum harbour violet"},
            )
            agency = UUID(running.call("GET", "/api/v1/agency")["id"])
            bot = asyncio.run(_bot(folder, agency, UUID(made["id"])))
            policy = {"at_once": max(CONCURRENCIES), "at_once_per_key": max(CONCURRENCIES)}
            running.call("PATCH", f"/api/v1/bots/{bot}", {"policy": policy})
            spec = {"kind": "webhook", "signed": False, "waits": True}
            yield running.call("POST", f"/api/v1/bots/{bot}/triggers", {"spec": spec})["address"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _bot(home: Path, agency: UUID, user: UUID) -> UUID:
    database = await Database.open(embedded.running_dsn(home) or "")
    try:
        return (await put_bot(database, agency, user, code=BOT)).id
    finally:
        await database.close()


def _installed() -> Path:
    """The folder of n8n, installed where it is not yet."""
    folder = Path(os.environ.get("SAYSO_PEERS") or Path.home() / ".cache" / "sayso-peers") / f"n8n-{N8N}"
    program = folder / "node_modules" / ".bin" / "n8n"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(json.dumps(PACKAGE))
        print(f"Installing n8n {N8N} into {folder}; this takes some minutes", flush=True)
        install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"]
        _run([*install, "--loglevel=error"], folder, INSTALL_SECONDS)
        _run(["npm", "rebuild", "sqlite3", "--loglevel=error"], folder, INSTALL_SECONDS)
    return program


@contextmanager
def _n8n(program: Path) -> Iterator[str]:
    """An n8n with the workflow, which is active; the address of its webhook."""
    home, port = Path(tempfile.mkdtemp(prefix="peer-n8n-")), free_port()
    variables = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "N8N_USER_FOLDER": str(home),
        "N8N_LISTEN_ADDRESS": "127.0.0.1",
        "N8N_PORT": str(port),
        "N8N_DIAGNOSTICS_ENABLED": "false",
        "N8N_VERSION_NOTIFICATIONS_ENABLED": "false",
        "N8N_TEMPLATES_ENABLED": "false",
        "N8N_PERSONALIZATION_ENABLED": "false",
        "N8N_EXPRESSION_ENGINE": "legacy",
    }
    (home / "workflow.json").write_text(json.dumps([WORKFLOW]))
    with (home / "n8n.log").open("wb") as log:
        process: subprocess.Popen[bytes] | None = None
        try:
            _run(
                [program, "import:workflow", f"--input={home / 'workflow.json'}"],
                home,
                START_SECONDS,
                variables,
            )
            _run(
                [program, "update:workflow", f"--id={WORKFLOW['id']}", "--active=true"],
                home, START_SECONDS, variables,
            )  # fmt: skip
            process = subprocess.Popen(
                [program, "start"], env=variables, cwd=home, stdout=log, stderr=log, start_new_session=True
            )
            yield _answering(process, f"http://127.0.0.1:{port}/webhook/bench", home / "n8n.log")
        finally:
            if process is not None:
                _end(process)
            shutil.rmtree(home, ignore_errors=True)


def _answering(process: "subprocess.Popen[bytes]", address: str, log: Path) -> str:
    """The address, once it answers steadily: while it starts, n8n takes the webhook away once more."""
    until = time.monotonic() + START_SECONDS
    answered = 0
    while time.monotonic() < until and process.poll() is None:
        try:
            is_there = httpx.post(address, json={"orders": ORDERS}, timeout=10).status_code == 200
        except httpx.HTTPError:
            is_there = False
        answered = answered + 1 if is_there else 0
        if answered == STEADY:
            return address
        time.sleep(0.5)
    raise NoPeerError(f"its webhook did not answer. {log.read_text(errors='replace')[-1_500:]}")


def _run(
    command: Sequence[object], folder: Path, seconds: float, variables: dict[str, str] | None = None
) -> None:
    shown = " ".join(map(str, command))
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=folder, env=variables, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPeerError(f"“{shown}” failed: {error}") from error
    if done.returncode != 0:
        raise NoPeerError(f"“{shown}” ended with {done.returncode}: {(done.stderr or done.stdout)[-1_500:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End it and what it started: they are a group of their own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(15)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


if __name__ == "__main__":
    main()
