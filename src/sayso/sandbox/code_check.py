"""What is said of code before it is kept. A courtesy to whoever wrote it: the walls hold whatever it does."""

import ast
import difflib
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.sandbox.types import Entry

MOST_BYTES = 256 * 1024
PACKAGES = frozenset(
    {"bs4", "dateutil", "httpx", "jmespath", "numpy", "pandas", "pydantic", "requests", "tzdata"}
)
"""What may be imported besides the standard library, by the names that code imports it under."""

_ABSENT = {"ensurepip", "idlelib", "lib2to3", "test", "tkinter", "turtle", "turtledemo", "venv"}
_INSTEAD = {
    "aiohttp": "Ask with httpx.",
    "feedparser": "Read the feed with xml.etree.ElementTree.",
    "lxml": 'Read the page with bs4 and "html.parser", or the document with xml.etree.ElementTree.',
    "openpyxl": "Ask for CSV, which pandas reads.",
    "polars": "Use pandas.",
    "pytz": "Use zoneinfo.",
    "simplejson": "Use json.",
    "ujson": "Use json.",
    "urllib3": "Ask with httpx or requests.",
    "websockets": "Programs speak plain HTTP; ask with httpx.",
}
_WANTED: dict[Entry, tuple[tuple[str, tuple[str, ...]], ...]] = {
    Entry.SCRIPT: (),
    Entry.BLOCK: (("fetch_data", ("ctx",)), ("process_data", ("data",))),
    Entry.FUNCTION: (("run", ("ctx", "input")),),
    Entry.BOT: (("run", ("ctx", "input")),),
}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands in the way, where, and the way out."""

    code: str
    line: int | None
    message: str
    hint: str


def check(code: str, entry: Entry = Entry.SCRIPT) -> list[Finding]:
    """Everything that stands in the way of keeping this code, at once; nothing where it may be kept."""
    size = len(code.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        message = f"The code is {size:,} bytes long; {MOST_BYTES:,} are allowed."
        return [Finding("too_large", None, message, "Keep data out of the code: fetch it.")]
    tree = _parsed(code)
    if isinstance(tree, Finding):
        return [tree]
    return [*_imports(tree), *_entries(tree, entry)]


def entry_of(code: str) -> Entry:
    """What of this code is meant to be called, after the functions that it has."""
    tree = _parsed(code)
    names = set() if isinstance(tree, Finding) else set(_functions(tree))
    if {"fetch_data", "process_data"} <= names:
        return Entry.BLOCK
    return Entry.FUNCTION if "run" in names else Entry.SCRIPT


def _parsed(code: str) -> ast.Module | Finding:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        where = f" near “{error.text.strip()[:80]}”" if error.text and error.text.strip() else ""
        message = f"Line {error.lineno or 1} is no Python: {error.msg}{where}."
        return Finding(
            "syntax", error.lineno or 1, message, "Mend that line; the error may begin just before."
        )
    except ValueError as error:
        message = f"The code cannot be read: {error}."
        return Finding("syntax", None, message, "Remove characters that no editor shows.")
    except (RecursionError, MemoryError):
        return Finding("syntax", None, "The code is nested too deeply to be read.", "Split long expressions.")


def _imports(tree: ast.Module) -> Iterator[Finding]:
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            message = f"Line {node.lineno} imports from beside the program, where nothing is."
            yield Finding("import", node.lineno, message, "Put everything into one file.")
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in (full.partition(".")[0] for full in names):
            if name not in told and not is_allowed(name):
                told.add(name)
                message = f"Line {node.lineno} imports {name}, which programs do not have."
                yield Finding("import", node.lineno, message, instead(name))


def is_allowed(name: str) -> bool:
    """Whether programs may import a package, by the name that code imports it under."""
    return name in PACKAGES or (name in sys.stdlib_module_names and name not in _ABSENT)


def instead(name: str) -> str:
    """What may be used in place of a package that programs do not have."""
    if name in _INSTEAD:
        return _INSTEAD[name]
    close = difflib.get_close_matches(name, [*PACKAGES, *sys.stdlib_module_names], n=1, cutoff=0.8)
    if close:
        return f"Did you mean {close[0]}?"
    allowed = ", ".join(sorted(PACKAGES - {"tzdata"}))
    return f"There are the standard library and {allowed}."


def _entries(tree: ast.Module, entry: Entry) -> Iterator[Finding]:
    functions = _functions(tree)
    for name, parameters in _WANTED[entry]:
        shown = f"def {name}({', '.join(parameters)}):"
        if name not in functions:
            yield Finding("entry", None, f"The code has no function {name}.", f"Add “{shown}”.")
            continue
        function = functions[name]
        if function is not None and not _takes(function, len(parameters)):
            count = "one argument" if len(parameters) == 1 else f"{len(parameters)} arguments"
            message = f"Line {function.lineno}: {name} is called with {count}, and does not take that."
            yield Finding("entry", function.lineno, message, f"Write “{shown}”.")


def _functions(tree: ast.Module) -> dict[str, _Function | None]:
    """Names of the top level that may be called; what else than a function gives them is not looked into."""
    found: dict[str, _Function | None] = {}
    for node in ast.walk(ast.Module([one for one in tree.body if not isinstance(one, ast.ClassDef)], [])):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, None)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                found.setdefault((alias.asname or alias.name).partition(".")[0], None)
    for node in tree.body:
        if isinstance(node, _Function):
            found[node.name] = node if not node.decorator_list else None
        elif isinstance(node, ast.If | ast.Try | ast.With):
            for inner in ast.walk(node):
                if isinstance(inner, _Function):
                    found.setdefault(inner.name, None)
    return found


def _takes(function: _Function, count: int) -> bool:
    arguments = function.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    needed = positional - len(arguments.defaults)
    if any(default is None for default in arguments.kw_defaults):
        return False
    return needed <= count and (count <= positional or arguments.vararg is not None)
