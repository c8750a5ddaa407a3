"""What stands at ``bot.sayso`` and ``modules.sayso`` for bots that are tried, in plain dictionaries."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import (
    Entry,
    Network,
    Outcome,
    Program,
    ServiceAnswer,
    ServiceRequest,
)


def answer(value: Any = None, status: int = 200) -> ServiceAnswer:
    """A value as JSON."""
    return ServiceAnswer(status, b"" if value is None else json.dumps(value).encode())


class Host:
    """Keeps what a bot says, and decides what it is told to decide."""

    def __init__(self, decisions: Mapping[int, bool] | None = None) -> None:
        self.decisions = dict(decisions or {})
        self.steps: dict[str, Any] = {}
        self.state: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.written: list[tuple[str, str, Any, str]] = []
        self.is_lost = False

    async def bot(self, request: ServiceRequest) -> ServiceAnswer:
        """What ``bot.sayso`` answers."""
        if self.is_lost:
            return answer({"detail": "This run was taken up elsewhere.", "code": "lost"}, 409)
        body = json.loads(request.body) if request.body else None
        kind, _, rest = request.path.lstrip("/").partition("/")
        name = unquote(rest)
        match request.method, kind:
            case "PUT", "steps":
                self.steps[name] = body["value"]
            case "POST", "calls":
                self.steps |= body["calls"]
            case "POST", "notices" if all(one["key"] != body["key"] for one in self.told):
                self.told.append(body)
            case "POST", "approvals":
                self.asked.append(body)
                self.steps |= body["calls"]
                return answer({"decision": self.decisions.get(body["number"]), "comment": "ok"})
            case "GET", "state" if not name:
                return answer({"items": self.state})
            case "GET", "state":
                return answer({"value": self.state[name]}) if name in self.state else answer({}, 404)
            case "PUT", "state":
                self.state[name] = body["value"]
            case "DELETE", "state":
                self.state.pop(name, None)
        return answer(status=204)

    async def modules(self, request: ServiceRequest) -> ServiceAnswer:
        """What ``modules.sayso`` answers: everything is written, lists are empty."""
        body = json.loads(request.body) if request.body else None
        key = next((value for name, value in request.headers.items() if name == "idempotency-key"), "")
        if request.method == "GET":
            return answer({"items": [], "page": {}})
        self.written.append((request.method, request.path, body, key))
        if request.method == "DELETE":
            return answer(status=204)
        if request.path.endswith("/bulk"):
            rows = [{"id": str(n), **one} for n, one in enumerate(body["items"])]
            return answer({"items": rows}, 201)
        return answer({"id": str(len(self.written)), **(body or {})}, 201)

    async def run(self, sandbox: OsSandbox, code: str, given: Any = None, **about: Any) -> Outcome:
        """Run a bot, knowing the steps that are done."""
        told = {"run_id": "r1", "attempt": 1, "steps": self.steps, **about}
        network = Network(services={"bot.sayso": self.bot, "modules.sayso": self.modules})
        return await sandbox.run(Program(code, Entry.BOT, given, "bot.py", about=told), network)
