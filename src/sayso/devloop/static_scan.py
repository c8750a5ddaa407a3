"""What a component may not reach for, found in what esbuild makes of it.

esbuild gives the imports and exports of a file, folds constants, drops comments and types, and tells globals
from names of the file's own; so a comment or a word in a text is no finding, and ``x["con" + "structor"]``
is one. This keeps honest mistakes out and is a courtesy, no wall. On this machine the walls are those of the
sandbox, which everything that builds or draws a component runs behind; in a browser, the application's own
origin, its content security policy and the permissions of whoever looks at it.
"""

import posixpath
import re
from collections.abc import Collection, Iterator

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.verifier.esbuild import BundleError, Described, described
from sayso.verifier.toolchain import KIT_MODULE

PACKAGES = frozenset({"react", KIT_MODULE})
FOLDERS = ("src/components", "src/entities", "src/hooks", "src/schemas", "src/services")
"""Where files lie that a component may import."""
MOST_CHARACTERS = 40_000
LEAVES = "component-leaves-module"
"""The file names files outside its module, which no tool is to look for."""
_MARK = "SAYSO_GLOBAL_"
_GLOBALS = (
    "window globalThis self top parent frames opener document location history navigator name status "
    "fetch XMLHttpRequest WebSocket EventSource WebTransport RTCPeerConnection Worker SharedWorker "
    "importScripts BroadcastChannel MessageChannel postMessage eval Function WebAssembly "
    "localStorage sessionStorage indexedDB caches cookieStore Image Audio open close alert confirm prompt "
    "print process require module exports Buffer global Reflect Proxy Response Request Headers FormData "
    "structuredClone Notification customElements DOMParser addEventListener removeEventListener "
    "dispatchEvent getComputedStyle console setImmediate"
)
_WORDS = (
    "dangerouslySetInnerHTML innerHTML outerHTML insertAdjacentHTML srcdoc srcDoc constructor __proto__ "
    "prototype ownerDocument defaultView contentWindow contentDocument getRootNode sendBeacon"
)
_ANY_WORD = f"(?:{'|'.join(_WORDS.split())})"
_REACHES = re.compile(rf"""(?<=\.){_ANY_WORD}(?![\w$])|(?<=["'`{{,[]){_ANY_WORD}(?=["'`:,}}\]])""")
"""As a property or key, not as a word in a text."""
_TAGS = re.compile(r"""(?:jsxs?|createElement|cloneElement)\d*\(\s*["'`]([a-z]+)["'`]""")
_BAD_TAGS = "script iframe object embed link style meta base frame frameset portal applet"
_ADDRESS = re.compile(r"""((?:https?|wss?|ftp):)?//[^\s"'`)\\]+|javascript:|data:text/html""", re.IGNORECASE)
_STARTS_TEXT = frozenset("\"'`(")
_XML = ("http://www.w3.org/", "https://www.w3.org/")
_IMPORTS_LATER = re.compile(r"(?<![\w$.])import\(")
_SWITCHES_OFF = re.compile(r"@ts-(?:ignore|nocheck|expect-error)|(?:biome|eslint)-(?:ignore|disable)\S*")
_REFERENCE = re.compile(r"^\s*///\s*<", re.MULTILINE)
_PLACE_OF = re.compile(r":(\d+):(\d+)$")
_LOADING = re.compile(r"isPending|isLoading|isSuccess|Skeleton|\bstatus\b")
_FAILED = re.compile(r"LoadProblem|isError|\berror\b")
_EMPTY = re.compile(r"EmptyState|\.length\b")


def scan(path: str, text: str, name: str, paths: Collection[str]) -> list[Diagnostic]:
    """What is wrong with the file of a component as such; ``paths`` are the files of its module.

    Raises:
        MachineError: when esbuild is not installed, or no wall stands around it.
    """
    if len(text) > MOST_CHARACTERS:
        return [
            _error(
                "component-too-long",
                path,
                f"The file has {len(text):,} characters; at most {MOST_CHARACTERS:,} are taken.",
                "Write less: only what was asked for.",
            )
        ]
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        return [_error("component-unreadable", path, "The file holds characters that no text may hold.", "")]
    built = _build(path, text)
    if isinstance(built, Diagnostic):
        return [built]
    return [
        *_exports(path, name, built),
        *_imports(path, text, built, paths),
        *_reaches(path, text, built),
        *_states(path, text, built),
    ]


def _build(path: str, text: str) -> Described | Diagnostic:
    try:
        return described(text, {name: f"{_MARK}{name}" for name in _GLOBALS.split()})
    except BundleError as error:
        first = error.diagnostics[0]
        match = _PLACE_OF.search(first.path)
        place = f"{path}:{match[1]}:{int(match[2]) + 1}" if match else path
        return _error(
            "component-unreadable", place, first.message, "Mend the syntax; it is TypeScript with JSX."
        )


def _exports(path: str, name: str, built: Described) -> Iterator[Diagnostic]:
    if name not in built.exports:
        others = f" It exports {', '.join(sorted(built.exports))}." if built.exports else ""
        yield _error(
            "component-not-exported",
            path,
            f"The file does not export “{name}”.{others}",
            f"Write “export function {name}()”.",
        )


def _imports(path: str, text: str, built: Described, paths: Collection[str]) -> Iterator[Diagnostic]:
    for module, kind in sorted({*built.imports, *_type_imports(text)}):
        if module == "react/jsx-runtime":
            continue
        if kind not in {"import-statement", "type"}:
            yield _forbidden(path, text, module, f"“{module}” is loaded while the application runs.")
        elif module.startswith("."):
            stem = posixpath.normpath(f"{posixpath.dirname(path)}/{module}")
            if not _is_own(stem, path, paths):
                message = f"The application has no “{module}” for components."
                leaves = not stem.startswith("src/")
                yield _forbidden(path, text, module, message, leaves=leaves)
        elif module.startswith(("/", "file:")):
            yield _forbidden(path, text, module, f"“{module}” is no file of the application.", leaves=True)
        elif module not in PACKAGES:
            yield _forbidden(path, text, module, f"“{module}” may not be imported here.")
    if _REFERENCE.search(text):
        yield _forbidden(path, text, "///", "Files are not referred to in comments.", leaves=True)
    if _IMPORTS_LATER.search(built.code) and all(kind != "dynamic-import" for _, kind in built.imports):
        yield _forbidden(path, text, "import(", "A module is loaded while the application runs.")


_TYPES_FROM = re.compile(
    r"""(?:import|export)\s+type\b[^;"']*?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)"""
)


def _type_imports(text: str) -> set[tuple[str, str]]:
    """Imports of types, of which nothing is left in what esbuild writes."""
    return {(one or other, "type") for one, other in _TYPES_FROM.findall(text)}


def _is_own(stem: str, path: str, paths: Collection[str]) -> bool:
    found = next((stem + ending for ending in ("", ".ts", ".tsx") if stem + ending in paths), None)
    return found is not None and found != path and posixpath.dirname(found) in FOLDERS


def _forbidden(path: str, text: str, module: str, message: str, *, leaves: bool = False) -> Diagnostic:
    return _error(
        LEAVES if leaves else "component-import",
        _place(path, text, module),
        message,
        f"Import from {', '.join(sorted(PACKAGES))} and from entities, schemas, hooks and services only.",
    )


def _reaches(path: str, text: str, built: Described) -> Iterator[Diagnostic]:
    for name in sorted(set(re.findall(rf"{_MARK}(\w+)", built.code))):
        yield _error(
            "component-reaches-out",
            _place(path, text, name),
            f"“{name}” is not for components.",
            "Use the hooks of the entity for rows, React for state, and the kit for everything on screen.",
        )
    for word in sorted(set(_REACHES.findall(built.code))):
        yield _error(
            "component-reaches-out",
            _place(path, text, word),
            f"“{word}” goes around React and the application.",
            "Say it with elements and their properties.",
        )
    for tag in sorted({tag for tag in _TAGS.findall(built.code) if tag in _BAD_TAGS.split()}):
        yield _error(
            "component-reaches-out",
            _place(path, text, f"<{tag}"),
            f"A component draws no <{tag}>.",
            "Use other elements; styles are inline.",
        )
    for address in sorted(set(_addresses(built.code))):
        yield _error(
            "component-reaches-out",
            _place(path, text, address),
            f"“{address[:80]}” leads away from the application.",
            "Leave addresses of other servers out; show them from a field where there is one.",
        )
    for comment in sorted(set(_SWITCHES_OFF.findall(text))):
        yield _error(
            "component-reaches-out",
            _place(path, text, comment),
            f"“{comment}” switches a check off.",
            "Mend what the check says.",
        )


def _addresses(code: str) -> Iterator[str]:
    """Addresses in texts; two slashes alone are one only where a text or its part begins."""
    for match in _ADDRESS.finditer(code):
        found = match[0]
        if found.startswith(_XML) or (found.startswith("//") and code[match.start() - 1] not in _STARTS_TEXT):
            continue
        yield found


def _states(path: str, text: str, built: Described) -> Iterator[Diagnostic]:
    """A component that reads rows says so while they load, when they could not be loaded, and without any."""
    if not any("/hooks/" in module or "/services/" in module for module, _ in built.imports):
        return
    wanted = (
        (_LOADING, "while its rows are loading", "Show <Skeleton /> while isPending."),
        (_FAILED, "when its rows could not be loaded", "Show <LoadProblem error={…} onRetry={…} /> then."),
        (_EMPTY, "when there are no rows", 'Show <EmptyState title="…"> then.'),
    )
    for pattern, when, hint in wanted:
        if not pattern.search(text):
            yield _error("component-state-missing", path, f"The component says nothing {when}.", hint)


def _place(path: str, text: str, word: str) -> str:
    """The file with the line on which a word first stands, where it does as such."""
    at = text.find(word)
    return path if at < 0 else f"{path}:{text.count(chr(10), 0, at) + 1}"


def _error(code: str, path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, level=Level.ERROR, path=path, message=message, hint=hint)
