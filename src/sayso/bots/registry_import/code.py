"""What can be seen in the code of an older bot without running it."""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.bots.registry_import.secret_extraction import looks_secret
from sayso.sandbox import code_check
from sayso.sandbox.egress.hosts import problem_of_host
from sayso.sandbox.types import Entry

MOST_HOSTS = 50
ENTRIES = ("run", "main", "execute", "handler", "handle", "start")
"""Functions that are called, the first choice first; also as methods of a class."""
_SOCKETS = {
    "socket", "socketserver", "smtplib", "ftplib", "imaplib", "poplib", "telnetlib", "nntplib", "xmlrpc",
    "websocket", "websockets", "paramiko",
}  # fmt: skip
_PROCESSES = {"subprocess", "multiprocessing", "pty", "pexpect", "sh"}
_PROCESS_CALLS = {
    "os.system",
    "os.popen",
    "os.fork",
    "os.execv",
    "os.spawnv",
    "asyncio.create_subprocess_exec",
}
_CLIENTS = {"requests", "httpx", "urllib", "http"}
_ADDRESS = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(?::(\d{1,5}))?(?=[/?#\s\"']|$)")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """What is called: a function, or a method of a class that is made first.

    ``takes`` are the arguments of it, ``made_with`` those of the class; none where they are not known.
    """

    function: str
    takes: ast.arguments
    klass: str = ""
    made_with: ast.arguments | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: what is called, hosts in texts, and remarks, each a sentence."""

    entry: EntryPoint | None = None
    hosts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Names:
    imported: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)


def look_at(code: str) -> Seen:
    """Look at the code; what cannot be read has one remark and nothing else."""
    found = code_check.check(code, Entry.SCRIPT)
    remarks = [f"{one.message} {one.hint}" for one in found]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Seen(warnings=tuple(remarks))
    entry = _entry_of(tree)
    hosts = hosts_in(_texts(tree))
    remarks += _remarks(tree, entry, hosts)
    return Seen(entry, hosts, tuple(dict.fromkeys(remarks)))


def hosts_in(texts: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    """Hosts that are named in addresses, each once, as they are listed for programs."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _ADDRESS.finditer(text[:20_000]):
            port = match[2]
            host = match[1].lower().rstrip(".") + (f":{port}" if port and port not in {"80", "443"} else "")
            if problem_of_host(host) is None:
                found[host] = None
    return tuple(list(found)[:MOST_HOSTS])


def _entry_of(tree: ast.Module) -> EntryPoint | None:
    functions = {node.name: node for node in tree.body if isinstance(node, _Function)}
    for name in ENTRIES:
        if name in functions:
            return EntryPoint(name, functions[name].args)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in sorted(classes, key=lambda one: (one.name != "Bot", not one.name.endswith("Bot"))):
        if not node.name.endswith("Bot"):
            continue
        methods = {one.name: one for one in node.body if isinstance(one, _Function)}
        for name in ENTRIES:
            if name in methods:
                maker = methods.get("__init__")
                return EntryPoint(
                    name, _own(methods[name]), node.name, None if maker is None else _own(maker)
                )
    return None


def _own(method: _Function) -> ast.arguments:
    """The arguments of a method without the object itself."""
    arguments = method.args
    decorators = {one.id for one in method.decorator_list if isinstance(one, ast.Name)}
    if "staticmethod" in decorators:
        return arguments
    left = [*arguments.posonlyargs, *arguments.args][1:]
    return ast.arguments(
        [], left, arguments.vararg, arguments.kwonlyargs, arguments.kw_defaults, arguments.kwarg,
        arguments.defaults[-len(left) :] if left else [],
    )  # fmt: skip


def _remarks(tree: ast.Module, entry: EntryPoint | None, hosts: tuple[str, ...]) -> Iterator[str]:
    names = _names(tree)
    if entry is None:
        yield f"It has no entry point: no function {', '.join(ENTRIES[:4])} and no class Bot with run."
    elif entry.klass and entry.made_with is None:
        yield f"How a {entry.klass} is made cannot be seen; it is made without anything."
    if sockets := sorted(names.imported & _SOCKETS):
        yield f"It uses {', '.join(sockets)}: programs have no sockets. Ask over HTTP, or use ctx.notify."
    if (names.imported & _PROCESSES) or (names.called & _PROCESS_CALLS):
        yield "It starts other programs, which no program here can."
    if names.variables or any(one.startswith(("os.environ", "os.getenv")) for one in names.called):
        said = f": {', '.join(sorted(names.variables)[:10])}" if names.variables else ""
        yield f"It reads variables of the environment{said}. There are none; use ctx.config or ctx.secret."
    if "open" in names.called:
        yield "It opens files. Its folder is empty at each run and gone afterwards; keep values in ctx.state."
    if (names.imported & _CLIENTS) and not hosts:
        yield "It asks the network, and names no host in its code: say which hosts it may reach."
    if any(isinstance(node, ast.While) and _is_endless(node) for node in ast.walk(tree)):
        yield "It goes round for ever; a run ends after a while. Let a schedule repeat it instead."
    lines = sorted({one.lineno for one in _constants(tree) if looks_secret("", one.value)})
    if lines:
        many = "lines" if len(lines) > 1 else "line"
        said = ", ".join(map(str, lines[:10]))
        yield f"It seems to hold a secret in {many} {said}. Put it under the secrets."


def _names(tree: ast.Module) -> _Names:
    names = _Names()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.imported.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Call):
            called = _dotted(node.func)
            names.called.add(called)
            if called in {"os.getenv", "os.environ.get", "getenv", "environ.get"}:
                names.variables |= {one.value for one in node.args[:1] if _is_text(one)}  # type: ignore[attr-defined] # asked beside
        elif isinstance(node, ast.Subscript) and _dotted(node.value) in {"os.environ", "environ"}:
            names.called.add("os.environ")
            names.variables |= {node.slice.value} if _is_text(node.slice) else set()  # type: ignore[attr-defined] # asked beside
    return names


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_endless(loop: ast.While) -> bool:
    is_true = isinstance(loop.test, ast.Constant) and bool(loop.test.value)
    leaves = (ast.Break, ast.Return, ast.Raise)
    return is_true and not any(isinstance(node, leaves) for node in ast.walk(loop))


def _constants(tree: ast.Module) -> Iterator[ast.Constant]:
    return (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _texts(tree: ast.Module) -> Iterator[str]:
    return (str(one.value) for one in _constants(tree))
