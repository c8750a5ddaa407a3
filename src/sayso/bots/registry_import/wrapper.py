"""The code of an older bot as a bot's code: the original as it is, and below it a function that calls it.

The first line says where the original comes from, how long it is and its SHA-256, so that it can be found
again in the code and held against the file. What follows it calls what the original calls itself:

- by the names of its arguments, ``config`` and the like get ``ctx.config``, ``ctx`` and ``context`` the ctx,
  ``input``, ``event``, ``payload`` and the like the input, ``logger`` a logger that writes to the log;
- arguments of other names get what the input or the configuration holds under them;
- one that needs a single thing of any other name gets the input, where nothing has that name.
"""

import ast
import hashlib
import re
from dataclasses import dataclass

from sayso.bots.registry_import.code import EntryPoint
from sayso.bots.registry_import.fields import line_of

_HEAD = "# Taken over from {place}: the next {count} characters are the original, SHA-256 {digest}.\n"
_HEADED = re.compile(
    r"# Taken over from (?P<place>.*): the next (?P<count>\d{1,9}) characters are the original, "
    r"SHA-256 (?P<digest>[0-9a-f]{64})\.\n"
)
_GIVEN = {
    "ctx": ("ctx", "context", "runtime"),
    "ctx.config": ("config", "cfg", "conf", "settings", "options", "configuration"),
    "input": ("input", "inputs", "input_data", "data", "payload", "event", "params", "parameters", "message",
              "body", "request", "args"),
    '__import__("logging").getLogger("bot")': ("log", "logger"),
}  # fmt: skip
_BY_NAME = {name: given for given, names in _GIVEN.items() for name in names}
_NAMES = "{**ctx.config, **(input if isinstance(input, dict) else {})}"


@dataclass(frozen=True, slots=True)
class Original:
    """What was found of an original in code; ``is_whole`` says whether it is as it was taken over."""

    place: str
    digest: str
    is_whole: bool


def wrapped(original: str, place: str, entry: EntryPoint | None) -> str:
    """The original with its first line, and with what calls it where that is needed."""
    head = _HEAD.format(place=line_of(place, 200), count=len(original), digest=digest_of(original))
    if entry is None or is_ours(entry):
        return head + original
    return f"{head}{original}\n\n# The original ends here.\n{_call(entry)}"


def original_of(code: str) -> Original | None:
    """The original that code was made of; none where it was not taken over."""
    found = _HEADED.match(code)
    if found is None:
        return None
    text = code[found.end() : found.end() + int(found["count"])]
    return Original(found["place"], found["digest"], digest_of(text) == found["digest"])


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def describe(entry: EntryPoint) -> str:
    """What is called, as people write it."""
    return f"{entry.klass}().{entry.function}()" if entry.klass else f"{entry.function}()"


def is_ours(entry: EntryPoint) -> bool:
    """Whether it can be called as bots are."""
    takes = entry.takes
    names = [one.arg for one in (*takes.posonlyargs, *takes.args)]
    return not entry.klass and entry.function == "run" and names == ["ctx", "input"] and not takes.kwonlyargs


def _call(entry: EntryPoint) -> str:
    if entry.klass:
        made = f"{entry.klass}({_arguments(entry.made_with)})"
        called, before = f"{made}.{entry.function}({_arguments(entry.takes)})", ""
    else:
        called, before = f"_original({_arguments(entry.takes)})", f"_original = {entry.function}\n"
    lines = [
        before,
        "\ndef run(ctx, input):\n",
        f'    """Calls {describe(entry)} of the original with what a bot is given."""\n',
    ]
    if "_named" in called:
        lines.append(f"    _named = {_NAMES}\n")
    return "".join([*lines, f"    return {called}\n"])


def _arguments(takes: ast.arguments | None) -> str:
    if takes is None:
        return ""
    positional = [*takes.posonlyargs, *takes.args]
    needed = positional[: len(positional) - len(takes.defaults)]
    needed += [
        one for one, default in zip(takes.kwonlyargs, takes.kw_defaults, strict=True) if default is None
    ]
    whole = needed[0] if len(needed) == 1 and needed[0].arg not in _BY_NAME else None

    def value(one: ast.arg) -> str:
        if one is whole:
            return f'_named.get("{one.arg}", input)'
        return _BY_NAME.get(one.arg, f'_named["{one.arg}"]')

    named = [*takes.args, *takes.kwonlyargs]
    said = [value(one) for one in takes.posonlyargs if one in needed]
    said += [f"{one.arg}={value(one)}" for one in named if one is whole or one.arg in _BY_NAME]
    if takes.kwarg is not None:
        taken = sorted(one.arg for one in (*takes.posonlyargs, *named) if one is whole or one.arg in _BY_NAME)
        said.append(f"**{{name: one for name, one in _named.items() if name not in {taken!r}}}")
    elif others := [one.arg for one in named if one is not whole and one.arg not in _BY_NAME]:
        names = f"({', '.join(map(repr, others))},)"
        said.append(f"**{{name: _named[name] for name in {names} if name in _named}}")
    return ", ".join(said)
