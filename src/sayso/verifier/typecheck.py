"""Strict type check of generated TypeScript with the native compiler.

One thread is quickest: several would work out the types of the kit again (salon: 0.4 s against 1.0 s). It
lives for half a second, so it collects no garbage before a gibibyte is full, which halves its processor
time (salon: 0.38 s against 0.70 s). Files that were found right are not checked again, as after an undo.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.errors import OperationError
from sayso.sandbox.tools.types import Limits, Tool, ToolStoppedError
from sayso.spec.diagnostics import Diagnostic, Level

from .toolchain import KIT_MODULE, frontend_root, kit_types, tools, tsc

_PROBLEM = re.compile(
    r"^(?P<file>[^\s(][^(]*)\((?P<line>\d+),(?P<column>\d+)\): error (?P<code>TS\d+): (?P<message>.*)$"
)
_LIMITS = Limits(seconds=120.0, cpu_seconds=120)
_WITHOUT_COLLECTING = {"GOGC": "off", "GOMEMLIMIT": "1GiB"}
_REMEMBERED = 256
_right: dict[str, None] = {}
"""Digests of files that were found right by this process, the latest last."""
_CONFIG, _KIT = "tsconfig.json", "kit"
"""What lies beside the files: how they are read, and the types of the kit."""
STRICT = {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "bundler",
    "jsx": "react-jsx",
    "strict": True,
    "noUncheckedIndexedAccess": True,
    "noImplicitOverride": True,
    "noFallthroughCasesInSwitch": True,
    "noUnusedLocals": True,
    "noUnusedParameters": True,
    "verbatimModuleSyntax": True,
    "isolatedModules": True,
    "skipLibCheck": True,
    "noEmit": True,
}
"""The options generated code is held to, here and in exported projects."""


def typecheck(drafts: Sequence[FileDraft]) -> list[Diagnostic]:
    """What the compiler finds in the TypeScript among ``drafts``; each names file, line and spec elements.

    Raises:
        MachineError: when the compiler or the app kit's types are missing, or there is no wall.
        OperationError: when the compiler broke without naming a place.
    """
    sources = [draft for draft in drafts if draft.path.endswith((".ts", ".tsx"))]
    if not sources:
        return []
    on_a_server = any(draft.path.startswith("server/") for draft in sources)
    options = STRICT | {
        "types": ["node"] if on_a_server else [],
        "paths": {KIT_MODULE: [f"./{_KIT}/{kit_types().name}"]},
    }
    config = {"compilerOptions": options, "files": [draft.path for draft in sources]}
    files = {**{draft.path: draft.text for draft in sources}, _CONFIG: json.dumps(config)}
    digest = _digest(files, tsc(), kit_types())
    if digest in _right:
        return []
    tool = Tool(
        tsc(),
        lambda _: ("-p", _CONFIG, "--pretty", "false", "--singleThreaded"),
        files,
        {"node_modules": frontend_root() / "node_modules", _KIT: kit_types().parent},
        _WITHOUT_COLLECTING,
        limits=_LIMITS,
    )
    try:
        done = tools().run(tool)
    except ToolStoppedError as error:
        return [
            Diagnostic(
                code="typescript_stopped",
                level=Level.ERROR,
                path=sources[0].path,
                message=error.message,
                hint=error.hint,
            )
        ]
    problems = _problems(done.output, {draft.path: draft for draft in sources})
    if done.status != 0 and not problems:
        raise OperationError(
            "The TypeScript compiler broke.",
            hint="Run “make setup” again.",
            details={"output": done.output + done.complaints},
        )
    if not problems:
        _remember(digest)
    return problems


def _digest(files: Mapping[str, str], *installed: Path) -> str:
    """What tells these files, as these installed ones check them, from all others."""
    stamps = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in installed]
    return hashlib.sha256(json.dumps([stamps, sorted(files.items())]).encode("utf-8", "replace")).hexdigest()


def _remember(digest: str) -> None:
    _right[digest] = None
    for oldest in list(_right)[:-_REMEMBERED]:
        _right.pop(oldest, None)


def _problems(output: str, drafts: dict[str, FileDraft]) -> list[Diagnostic]:
    problems: list[tuple[FileDraft | None, str, str, list[str]]] = []
    for line in output.splitlines():
        match = _PROBLEM.match(line)
        if match:
            place = f"{match['file']}:{match['line']}:{match['column']}"
            problems.append((drafts.get(match["file"]), place, match["code"].lower(), [match["message"]]))
        elif problems and line.startswith(" "):
            problems[-1][3].append(line.strip())
    return [
        Diagnostic(
            code=f"typescript_{code}",
            level=Level.ERROR,
            path=place,
            message=" ".join(message),
            hint=f"It came from the elements {', '.join(draft.elements)}."
            if draft and draft.elements
            else "",
        )
        for draft, place, code, message in problems
    ]
