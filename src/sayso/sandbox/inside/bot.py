"""``ctx`` of a bot: what it keeps, which of its steps are done, whom it asks and whom it tells."""

import asyncio
import contextlib
import inspect
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .calls import MARK, Calls
from .ctx import Ctx
from .plain import plain
from .rows import WritableRows
from .service_client import OwnError, ask, problem

HOST = "bot.sayso"
_CONFLICT, _NOT_FOUND = 409, 404
_now = time.perf_counter


class Stopped(BaseException):
    """The run ends here; no handler of errors takes it for one."""


class Waiting(Stopped):
    """A person has to decide before the run goes on."""


class Lost(Stopped):
    """The run is over, or was taken up elsewhere: nothing that this attempt does counts any more."""


class BotError(OwnError):
    """What a bot asked for cannot be had."""


@dataclass(frozen=True)
class Decision:
    """What a person decided; true where they approved."""

    approved: bool
    comment: str = ""

    def __bool__(self) -> bool:
        """Whether they approved."""
        return self.approved


class State:
    """What a bot keeps from one run to the next."""

    def __init__(self, asked: Callable[..., Any]) -> None:
        self._asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        found = self._asked("GET", f"state/{_part(key)}")
        return default if found is None else found["value"]

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._asked("PUT", f"state/{_part(key)}", {"value": plain(value)})

    def delete(self, key: str) -> None:
        """Forget a value; it need not be there."""
        self._asked("DELETE", f"state/{_part(key)}")

    def all(self) -> dict[str, Any]:
        """All values by their keys."""
        values: dict[str, Any] = self._asked("GET", "state")["items"]
        return values


class BotCtx(Ctx):
    """What a bot is given besides its input."""

    def __init__(self, asked: Mapping[str, Any], egress: str | None) -> None:
        super().__init__(asked, egress)
        about = asked.get("about") or {}
        self.now = about.get("now") or self.now
        self.run_id: str = str(about.get("run_id") or "")
        self.attempt: int = int(about.get("attempt") or 1)
        self.config: dict[str, Any] = dict(about.get("config") or {})
        self.cause: dict[str, Any] = dict(about.get("cause") or {})
        self.state = State(self._asked)
        self._steps: dict[str, Any] = dict(about.get("steps") or {})
        self._calls = Calls(self.run_id, self._steps, self._keep, self._go_on)
        self._passed: set[str] = set()
        self._approvals = 0
        self._stopped: Stopped | None = None

    def rows(self, module: str) -> WritableRows:
        """The rows of a module, by its slug."""
        self._go_on()
        return WritableRows(module, self._egress, self._calls)

    def step(self, name: str, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a function gives; where the step was done in an attempt before, what it gave then.

        Within an asynchronous function, a step of one is awaited.
        """
        self._go_on()
        name = self._named(str(name))
        is_done = name in self._steps
        if is_done:
            self._passed.add(name)
        if inspect.iscoroutinefunction(fn) and _is_in_loop():
            return _given(self._steps[name]) if is_done else self._awaited(name, fn(*args, **named))
        if is_done:
            return self._steps[name]
        before, self._calls.step = self._calls.step, name
        begun = _now()
        try:
            given = fn(*args, **named)
            if inspect.iscoroutine(given):
                given = asyncio.run(given)
        finally:
            self._calls.step = before
        return self._done(name, given, begun)

    def approve(self, text: str) -> Decision:
        """What a person decides about a question; until then the run ends here, and is begun again then."""
        self._go_on()
        self._approvals += 1
        asked = {"number": self._approvals, "text": str(text), "calls": self._calls.taken()}
        said = self._asked("POST", "approvals", asked)
        if said.get("decision") is None:
            raise self._stop(Waiting(str(text)))
        return Decision(bool(said["decision"]), str(said.get("comment") or ""))

    def notify(
        self,
        text: object,
        title: str = "",
        channel: str = "product",
        to: str | Iterable[str] | None = None,
        level: str = "info",
    ) -> None:
        """Tell people something: in the product, by e-mail, or by a call of a webhook's address."""
        self._go_on()
        for one in [to] if to is None or isinstance(to, str) else list(to):
            told = {"channel": channel, "to": one, "title": str(title), "text": str(text), "level": level}
            self._asked("POST", "notices", {"key": self._calls.name("notify", told), **told})

    def finish(self, *, is_failed: bool) -> None:
        """The program came to its end; raises what stopped it, should it have swallowed that."""
        if self._stopped is not None:
            raise self._stopped
        if is_failed:
            with contextlib.suppress(Exception):  # why it failed is what is told
                self._calls.flush()

    def _named(self, name: str) -> str:
        if not name.strip() or name.startswith(MARK):
            raise ValueError(f"A step needs a name that does not begin with {MARK}.")
        if name in self._passed:
            raise ValueError(
                f"There are two steps called “{name}” in one run. "
                "Give each a name of its own, such as f\"mail {row['id']}\"."
            )
        return name

    def _done(self, name: str, given: Any, begun: float) -> Any:
        value = plain(given)
        self._asked("PUT", f"steps/{_part(name)}", {"value": value, "seconds": _now() - begun})
        self._steps[name] = value
        self._passed.add(name)
        return value

    async def _awaited(self, name: str, given: Awaitable[Any]) -> Any:
        begun = _now()
        return self._done(name, await given, begun)

    def _keep(self, calls: dict[str, Any]) -> None:
        self._asked("POST", "calls", {"calls": calls})

    def _asked(self, method: str, path: str, body: Any = None) -> Any:
        self._go_on()
        if self._egress is None:
            raise BotError("This program runs as no bot.", _NOT_FOUND)
        status, answer = ask(self._egress, HOST, path, method, body=body)
        if status == _NOT_FOUND and method == "GET":
            return None
        words, code = problem(answer, f"Sayso answered with status {status}.") if status >= 400 else ("", "")
        if status == _CONFLICT:
            raise self._stop(Lost(words))
        if status >= 400:
            raise BotError(words, status, code)
        return json.loads(answer) if answer else None

    def _go_on(self) -> None:
        if self._stopped is not None:
            raise self._stopped

    def _stop(self, why: Stopped) -> Stopped:
        self._stopped = why
        return why


def _is_in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def _given(value: Any) -> Any:
    return value


def _part(value: object) -> str:
    return quote(str(value), safe="")
