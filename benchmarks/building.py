"""From words to the first answered request, on a running server; the server's memory with many modules."""

import json
import os
import statistics
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlencode, urlsplit

import psutil

from benchmarks.stage import SAYSO, free_port, running
from sayso.cli.server import DEMO_PROMPT
from sayso.identity.authentication.tokens import secret_at
from sayso.main.local import LOCAL_TOKEN
from sayso.web.origin.addresses import SIGN_IN

ROUNDS = 5
MODULES = 100
WANTED_SECONDS, WANTED_MIB, WANTED_MIB_EACH = 2.0, 250, 0.5


def main() -> None:
    """Prints both figures."""
    with TemporaryDirectory(prefix="sayso-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        port = free_port()
        environment = os.environ | {"SAYSO_HOME": str(home / "home"), "SAYSO_PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        with running(SAYSO, environment, port) as pid:
            _build_times(port, home / "home")
            _memory(port, home / "home", pid)


def _build_times(port: int, home: Path) -> None:
    taken = [_build(port, home) for _ in range(ROUNDS + 1)]
    print(
        f"words to first answered request, {ROUNDS} builds   median {statistics.median(taken[1:]):.2f} s, "
        f"first {taken[0]:.2f} s (wanted {WANTED_SECONDS} s)"
    )


def _memory(port: int, home: Path, pid: int) -> None:
    few = _resident(pid)
    for _ in range(MODULES - ROUNDS - 1):
        _build(port, home)
    many = _resident(pid)
    each = (many - few) / (MODULES - ROUNDS - 1)
    print(
        f"memory of the server   with {ROUNDS + 1} modules {few:.0f} MiB, with {MODULES} {many:.0f} MiB "
        f"(wanted {WANTED_MIB}), {each:.2f} MiB a module (wanted {WANTED_MIB_EACH})"
    )


def _build(port: int, home: Path) -> float:
    """Seconds from sending the words to having the page and a list of the new application."""
    start = time.perf_counter()
    body = json.dumps({"text": DEMO_PROMPT, "sample": False})
    headers = {
        "Authorization": f"Bearer {secret_at(home / LOCAL_TOKEN)}",
        "Content-Type": "application/json",
    }
    built = json.loads(_call(port, "POST", "/api/v1/builds", body, headers))
    name = f"{built['module']['slug']}.localhost:{port}"
    token = parse_qs(urlsplit(built["signin_url"]).query)["token"][0]
    form = {"Host": name, "Origin": f"http://{name}", "Content-Type": "application/x-www-form-urlencoded"}
    cookies = _entered(port, urlencode({"token": token, "next": "/"}), form)
    _call(port, "GET", "/", None, {"Host": name, "Cookie": cookies})
    _call(port, "GET", "/api/appointments", None, {"Host": name, "Cookie": cookies})
    return time.perf_counter() - start


def _entered(port: int, form: str, headers: dict[str, str]) -> str:
    """The cookies of somebody whom a link lets in."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", SIGN_IN, form, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return "; ".join(one.partition(";")[0] for one in answer.headers.get_all("set-cookie", []))


def _call(port: int, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
    return content


def _resident(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 1024**2


if __name__ == "__main__":
    main()
