"""The original stays as it was, and is called with what it takes."""

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.bots.registry_import.code import look_at
from sayso.bots.registry_import.wrapper import original_of, wrapped
from sayso.sandbox import code_check
from sayso.sandbox.types import Entry

CTX = SimpleNamespace(config={"limit": 3, "name": "Ada"})
INPUT = {"value": 4, "name": "Bob"}


def called(code: str, given: Any = None) -> Any:
    """What a bot of this code gives."""
    whole = wrapped(code, "bots/a/bot.py", look_at(code).entry)
    assert code_check.check(whole, Entry.FUNCTION) == []
    space: dict[str, Any] = {"__name__": "bot"}
    exec(compile(whole, "bot.py", "exec", dont_inherit=True), space)  # noqa: S102 - code of this file
    result = space["run"](CTX, INPUT if given is None else given)
    return asyncio.run(result) if inspect.iscoroutine(result) else result


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("def run(): return 1", 1),
        ("def run(ctx, input): return input['value']", 4),
        ("def run(config): return config['limit']", 3),
        ("def run(input, config): return input['value'] + config['limit']", 7),
        ("def main(): return 2", 2),
        ("def main(config=None, data=None): return [config['limit'], data['value']]", [3, 4]),
        ("def execute(params): return params['value']", 4),
        ("def handler(event, context): return [event['value'], context.config['limit']]", [4, 3]),
        ("async def run(payload): return payload['value']", 4),
        ("def run(value, limit): return value * limit", 12),
        ("def run(order): return order['value']", 4),
        ("def run(*, order): return order['value']", 4),
        ("def run(name, times=2): return name * times", "BobBob"),
        ("def run(value, /, limit): return value - limit", 1),
        ("def run(**kwargs): return sorted(kwargs)", ["limit", "name", "value"]),
        ("def run(config, **others): return [config['limit'], others['value']]", [3, 4]),
        ("def run(*args): return list(args)", []),
        ("class Bot:\n    def run(self): return 5", 5),
        ("class Bot:\n  def __init__(self, config): self.c = config\n  def run(self): return 1", 1),
        ("class Bot:\n    async def run(self, value): return value", 4),
        ("class Bot:\n    @staticmethod\n    def run(data): return data['value']", 4),
        ("class MailBot:\n    def execute(self, name): return name", "Bob"),
        ("from __future__ import annotations\ndef main() -> Unknown: return 6", 6),
        ("if True:\n    pass\ndef run():\n\treturn 'tab'", "tab"),
        ("def run():\r\n    return 8\r\n", 8),
        ("def run(): return 9\nif __name__ == '__main__':\n    raise SystemExit('must not run')", 9),
    ],
)  # fmt: skip
def test_an_entry_point_gets_what_it_takes(code: str, result: Any) -> None:
    assert called(code) == result


def test_what_is_missing_is_said_by_python_itself() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'b'"):
        called("def run(a, b): return a", {"a": 1})


@pytest.mark.parametrize(
    "code", ["def run(): return 1", "x = 1\r\n", "# Taken over from x: fake\ndef main(): pass\n"]
)
def test_the_original_is_found_again_as_it_was(code: str) -> None:
    whole = wrapped(code, "bots/a\nb/bot.py", look_at(code).entry)
    assert code in whole
    found = original_of(whole)
    assert found is not None
    assert found.is_whole
    changed = original_of(whole.replace(code[-4:], "????"))
    assert changed is not None
    assert not changed.is_whole
    assert original_of(code) is None


def test_code_that_is_called_as_bots_are_is_left_alone() -> None:
    code = "def run(ctx, input):\n    return 1\n"
    assert wrapped(code, "bots/a/bot.py", look_at(code).entry).endswith(code)
