"""Strict type check of generated TypeScript with the native compiler.

One thread is quickest: several would work out the types of the kit again (salon: 0.4 s against 1.0 s).
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.errors import OperationError
from sayso.spec.diagnostics import Diagnostic, Level

from .toolchain import KIT_MODULE, frontend_root, kit_types, tsc

_PROBLEM = re.compile(
    r"^(?P<file>[^\s(][^(]*)\((?P<line>\d+),(?P<column>\d+)\): error (?P<code>TS\d+): (?P<message>.*)$"
)
_TIMEOUT = 120
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
        MachineError: when the compiler or the app kit's types are missing.
        OperationError: when the compiler broke without naming a place.
    """
    sources = [draft for draft in drafts if draft.path.endswith((".ts", ".tsx"))]
    if not sources:
        return []
    root = frontend_root()
    with tempfile.TemporaryDirectory(prefix="sayso-types-") as name:
        folder = Path(name)
        for draft in sources:
            target = folder / draft.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(draft.text, encoding="utf-8")
        (folder / "node_modules").symlink_to(root / "node_modules")
        on_a_server = any(draft.path.startswith("server/") for draft in sources)
        options = STRICT | {
            "types": ["node"] if on_a_server else [],
            "paths": {KIT_MODULE: [str(kit_types())]},
        }
        config = {"compilerOptions": options, "files": [draft.path for draft in sources]}
        (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
        command = [str(tsc()), "-p", str(folder), "--pretty", "false", "--singleThreaded"]
        done = subprocess.run(  # noqa: S603 - our own compiler with fixed arguments
            command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    problems = _problems(done.stdout, {draft.path: draft for draft in sources})
    if done.returncode != 0 and not problems:
        raise OperationError(
            "The TypeScript compiler broke.",
            hint="Run “make setup” again.",
            details={"output": done.stdout + done.stderr},
        )
    return problems


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
