"""Runs a program as it asks to be run, and writes what came of it into a pipe.

What is written is the program's own word: it could write there itself. Who reads it believes nothing.
"""

import asyncio
import contextlib
import inspect
import io
import json
import linecache
import os
import sys
import time
import types
from collections.abc import Callable
from typing import Any

from .bot import BotCtx
from .ctx import Ctx
from .failures import is_of_resources, told
from .plain import plain

_SAMPLE_ROWS, _SAMPLE_TEXT, _SAMPLE_DEPTH = 5, 200, 4
_exit, _write, _dumps, _now = os._exit, os.write, json.dumps, time.perf_counter


class _Calls:
    """The functions that were called, one after the other."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.step = ""

    def call(self, name: str, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call a function and note how it went; what it gives is plain."""
        self.step, begun = name, _now()
        try:
            given = function(*arguments)
            if inspect.iscoroutine(given):
                given = asyncio.run(given)
            given = plain(given)
        except BaseException:
            self.steps.append({"name": name, "ok": False, "seconds": _now() - begun, "sample": None})
            raise
        sample = _sample(given)
        self.steps.append({"name": name, "ok": True, "seconds": _now() - begun, "sample": sample})
        return given


def refresh() -> None:
    """What must not be the same in two runs."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(
            io.BufferedWriter(io.FileIO(number, "w", closefd=False)),
            encoding="utf-8",
            errors="backslashreplace",
            line_buffering=True,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def run(program: bytes, pipe: int, egress: str | None, most_bytes: int) -> None:
    """Run the program and end the process."""
    first = os.getpid()
    try:
        frame = _frame(json.loads(program), egress)
        if os.getpid() != first:  # a child that the program forked came back here too
            _exit(0)
        text = _encoded(frame)
        if len(text) > most_bytes:
            text = _encoded(_too_large(frame, len(text), most_bytes))
    except BaseException as error:  # noqa: BLE001 - memory may end anywhere
        frame = {"ending": "resource" if is_of_resources(error) else "error", "error": told(error, "", "")}
        text = _encoded(frame)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    while text:
        text = text[_write(pipe, text) :]
    _exit(0)


def _frame(asked: dict[str, Any], egress: str | None) -> dict[str, Any]:
    name, calls = asked["name"], _Calls()
    try:
        _turn_clients(egress)
        if asked["entry"] == "bot":
            result = _finished(asked, calls, BotCtx(asked, egress))
        else:
            result = _result(asked, calls, Ctx(asked, egress))
    except SystemExit as error:
        if error.code in {None, 0}:
            return {"ending": "ok", "result": None, "steps": calls.steps}
        return {"ending": "error", "error": told(error, name, calls.step), "steps": calls.steps}
    except BaseException as error:  # noqa: BLE001 - whatever a program raises
        ending = "resource" if is_of_resources(error) else "error"
        return {"ending": ending, "error": told(error, name, calls.step), "steps": calls.steps}
    return {"ending": "ok", "result": result, "steps": calls.steps}


def _finished(asked: dict[str, Any], calls: _Calls, ctx: BotCtx) -> Any:
    """The result of a bot; what stopped it counts, even where it caught that and went on."""
    try:
        result = _result(asked, calls, ctx)
    except BaseException:
        ctx.finish(is_failed=True)
        raise
    ctx.finish(is_failed=False)
    return result


def _result(asked: dict[str, Any], calls: _Calls, ctx: Ctx) -> Any:
    code, name = asked["code"], asked["name"]
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    called = "bot" if asked["entry"] == "bot" else "__main__"  # what stands below a guard is no part of a bot
    module = types.ModuleType(called)
    module.__dict__.update(__file__=name, ctx=ctx)
    sys.modules["__main__"] = sys.modules[called] = module
    entry = asked["entry"]

    def load() -> Any:
        exec(compile(code, name, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - what a sandbox is for
        return module.__dict__.get("result")

    if entry == "script":
        return calls.call("script", load)
    load()
    if entry == "block":
        fetched = calls.call("fetch_data", _entry(module, "fetch_data"), ctx)
        return calls.call("process_data", _entry(module, "process_data"), fetched)
    return calls.call("run", _entry(module, "run"), ctx, asked["input"])


def _entry(module: types.ModuleType, name: str) -> Callable[..., Any]:
    function = module.__dict__.get(name)
    if not callable(function):
        raise NameError(  # noqa: TRY004 - as Python says it of a name that is not there
            f"The program has no function {name}."
        )
    return function  # type: ignore[no-any-return] # asked just above


def _turn_clients(egress: str | None) -> None:
    try:
        from . import clients
    except ImportError:
        return
    clients.install(egress)


def _encoded(frame: dict[str, Any]) -> bytes:
    return _dumps(frame, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _too_large(frame: dict[str, Any], size: int, most: int) -> dict[str, Any]:
    message = (
        f"The result is {size:,} bytes long; {most:,} are allowed. Give less, such as sums or the first rows."
    )
    error = {"kind": "ResultTooLarge", "message": message, "line": None, "trace": "", "step": ""}
    return {"ending": "resource", "error": error, "steps": frame.get("steps", [])}


def _sample(value: Any, depth: int = 0) -> Any:
    """A small part of a value, of the same shape."""
    if isinstance(value, str):
        return value[:_SAMPLE_TEXT]
    if depth >= _SAMPLE_DEPTH and isinstance(value, dict | list):
        return "…"
    if isinstance(value, list):
        return [_sample(one, depth + 1) for one in value[:_SAMPLE_ROWS]]
    if isinstance(value, dict):
        return {key[:_SAMPLE_TEXT]: _sample(value[key], depth + 1) for key in list(value)[:40]}
    return value
