"""The script of a preview: the generated application as one module, without React, zod and the app kit."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.typescript.literals import key, string
from sayso.preview.errors import BrokenPreviewError
from sayso.preview.model import model_of
from sayso.spec.index import SpecIndex
from sayso.verifier.toolchain import esbuild, kit

_TIMEOUT = 60
_LONGEST_OUTPUT = 4_000
_PLACE = re.compile(r"^\s+((?:src|docs)/[^\s:]+):(\d+):\d+:$", re.MULTILINE)
_WHAT = re.compile(r"\[ERROR\] (.+)$", re.MULTILINE)


def script_of(index: SpecIndex, drafts: Sequence[FileDraft]) -> str:
    """One module that exports ``app``, its ``components`` by id, and the ``model`` that answers for it.

    Raises:
        BrokenPreviewError: when the files do not bundle, as after an edit by hand.
    """
    with tempfile.TemporaryDirectory(prefix="sayso-preview-") as name:
        folder = Path(name)
        for draft in drafts:
            if draft.path.startswith("src/") and not draft.path.endswith((".test.ts", ".test.tsx")):
                target = folder / draft.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(draft.text, encoding="utf-8")
        (folder / "entry.ts").write_text(_entry(index, {draft.path for draft in drafts}), encoding="utf-8")
        (folder / "model.ts").write_text(model_of(index), encoding="utf-8")
        return _bundled(folder)


def _entry(index: SpecIndex, paths: set[str]) -> str:
    """A module that knows each component by the id of its element."""
    imports, known = [], []
    for number, component in enumerate(index.spec.components):
        if f"src/components/{component.name}.tsx" in paths:
            place = string(f"./src/components/{component.name}")
            imports.append(f"import * as c{number} from {place};")
            known.append(f"  {key(component.id)}: c{number}[{string(component.name)}],")
    return "\n".join(
        [
            'import * as main from "./src/app";',
            *imports,
            'export { model } from "./model";',
            'export const app = main["app"];',
            "export const components = {",
            *known,
            "};",
            "",
        ]
    )


def _bundled(folder: Path) -> str:
    command = [
        str(esbuild()),
        "entry.ts",
        "--bundle",
        "--format=esm",
        "--platform=browser",
        "--target=es2022",
        "--jsx=automatic",
        "--minify-whitespace",
        "--charset=utf8",
        "--tsconfig-raw={}",
        "--log-level=error",
        "--color=false",
        *(f"--external:{module}" for module in sorted(kit().imports)),
    ]
    done = subprocess.run(  # noqa: S603 - our own binary with fixed arguments
        command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    if done.returncode != 0:
        raise _broken(done.stderr)
    return done.stdout


def _broken(output: str) -> BrokenPreviewError:
    place, what = _PLACE.search(output), _WHAT.search(output)
    file, line = (place[1], int(place[2])) if place else (None, None)
    reason = what[1] if what else "it cannot be read"
    return BrokenPreviewError(
        f"The preview cannot be made from “{file}”, line {line}: {reason}"
        if file
        else f"The files do not fit together: {reason}",
        hint="Mend this place in the tab Code, or go back to the generated file.",
        details={"file": file, "line": line, "output": output[:_LONGEST_OUTPUT]},
    )
