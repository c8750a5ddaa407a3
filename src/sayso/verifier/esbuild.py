"""esbuild over files that people and models wrote: behind walls, and after their imports were resolved."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sayso.compiler.draft import FileDraft
from sayso.errors import OperationError
from sayso.sandbox.tools.types import Done, Limits, Tool, ToolStoppedError
from sayso.settings import MEBIBYTE
from sayso.spec.diagnostics import Diagnostic, Level, as_details

from .imports import ENDINGS, check_file, reached
from .toolchain import esbuild, tools

BROKEN = "bundle-failed"
"""The code of what esbuild itself finds."""
_LIMITS = Limits(seconds=60.0, cpu_seconds=60, memory_bytes=1536 * MEBIBYTE)
_PROBLEM = re.compile(
    r"\[ERROR\] (?P<text>.+)(?:\n+\s+(?P<file>[^\s:][^\n:]*):(?P<line>\d+):(?P<column>\d+):)?"
)
_OUT = "out"
_ABOUT = "about.json"
_NEVER_GIVEN = ("package.json", "tsconfig.json", "jsconfig.json")
"""What esbuild takes for a word on how to read the files around it."""


class BundleError(OperationError):
    """Files do not fit together; ``diagnostics`` name each place, ``output`` is what esbuild said."""

    code = "bundle_failed"

    def __init__(self, diagnostics: Sequence[Diagnostic], output: str = "") -> None:
        said = output or "\n".join(f"{one.path}: {one.message}" for one in diagnostics)
        super().__init__(
            "The application's files do not fit together.",
            hint="If a file was edited by hand, look at the first place named in the details.",
            details={"output": said, **as_details(list(diagnostics))},
        )
        self.diagnostics = tuple(diagnostics)


@dataclass(frozen=True, slots=True)
class Described:
    """One file as esbuild reads it: its code, what it imports and how, and what it exports."""

    code: str
    imports: tuple[tuple[str, str], ...]
    exports: frozenset[str]


def bundled(
    drafts: Sequence[FileDraft], entry: str, modules: Collection[str], options: Sequence[str] = ()
) -> Mapping[str, bytes]:
    """What esbuild writes for ``entry``, by name; ``modules`` stay outside.

    Raises:
        MachineError: when esbuild is not installed, or there is no wall around it.
        BundleError: when the files do not fit together, or import what is neither theirs nor a module.
    """
    given, problems = reached(entry, (draft for draft in drafts if _is_given(draft.path)), modules)
    if problems:
        raise BundleError(problems)
    done = _run(
        (
            entry,
            "--bundle",
            "--format=esm",
            "--platform=browser",
            "--target=es2022",
            "--jsx=automatic",
            "--charset=utf8",
            "--tsconfig-raw={}",
            "--log-level=error",
            "--color=false",
            f"--outdir={_OUT}",
            f"--metafile={_OUT}/{_ABOUT}",
            *options,
            *(f"--external:{module}" for module in sorted(modules)),
        ),
        {draft.path: draft.text for draft in given},
    )
    if done.status != 0:
        raise BundleError(_problems(done.complaints, BROKEN), done.complaints)
    files = dict(done.files)
    about = json.loads(files.pop(_ABOUT))
    own = {draft.path for draft in given}
    strays = sorted(name for name in about["inputs"] if name not in own)
    if strays:
        raise BundleError([_stray(name) for name in strays])
    return files


def translated(text: str, path: str, modules: Collection[str]) -> str:
    """One file of TSX as a module that browsers read; nothing is bundled into it.

    Raises:
        MachineError: when esbuild is not installed, or there is no wall around it.
        BundleError: when it cannot be read, or imports anything but ``modules``.
    """
    options = ("--loader=tsx", "--format=esm", "--target=es2022", "--jsx=automatic", "--charset=utf8")
    common = ("--tsconfig-raw={}", "--log-level=error", "--color=false", f"--sourcefile={path}")
    done = _run((*options, *common), {}, text)
    if done.status != 0:
        raise BundleError(_problems(done.complaints, BROKEN), done.complaints)
    problems = check_file(path, text, (), modules)
    if problems:
        raise BundleError(problems)
    return done.output


def described(text: str, defines: Mapping[str, str]) -> Described:
    """One file as it is without comments and types, constants folded, these names replaced.

    Raises:
        MachineError: when esbuild is not installed, or there is no wall around it.
        BundleError: when it cannot be read; its diagnostics have the places.
    """
    done = _run(
        (
            "component.tsx", "--bundle", "--format=esm", "--platform=browser",
            "--jsx=automatic", "--minify-syntax", "--minify-whitespace", "--charset=utf8",
            "--legal-comments=none",
            "--packages=external", "--external:*", "--tsconfig-raw={}", "--log-level=error", "--color=false",
            f"--metafile={_OUT}/{_ABOUT}", f"--outfile={_OUT}/out.js",
            *(f"--define:{name}={value}" for name, value in defines.items()),
        ),
        {"component.tsx": text},
    )  # fmt: skip
    if done.status != 0:
        raise BundleError(_problems(done.complaints, BROKEN), done.complaints)
    about = json.loads(done.files[_ABOUT])
    (source,) = about["inputs"].values()
    output = next(one for one in about["outputs"].values() if one.get("entryPoint"))
    return Described(
        done.files["out.js"].decode(),
        tuple((str(one["path"]), str(one["kind"])) for one in source["imports"]),
        frozenset(output["exports"]),
    )


def _run(arguments: Sequence[str], files: Mapping[str, str], text: str = "") -> Done:
    tool = Tool(
        esbuild(), lambda _: arguments, files, input=text, gives=_OUT if files else "", limits=_LIMITS
    )
    try:
        return tools().run(tool)
    except ToolStoppedError as error:
        problem = Diagnostic(
            code=BROKEN, level=Level.ERROR, path="src", message=error.message, hint=error.hint
        )
        raise BundleError([problem]) from error


def _is_given(path: str) -> bool:
    return path.endswith(ENDINGS) and path.rpartition("/")[2] not in _NEVER_GIVEN


def _problems(output: str, code: str) -> list[Diagnostic]:
    return [
        Diagnostic(
            code=code,
            level=Level.ERROR,
            path=f"{match['file']}:{match['line']}:{match['column']}" if match["file"] else "src",
            message=match["text"],
            hint="If this file was edited by hand, mend it or go back to what was generated.",
        )
        for match in _PROBLEM.finditer(output)
    ] or [Diagnostic(code=code, level=Level.ERROR, path="src", message=output.strip()[:600] or "It broke.")]


def _stray(name: str) -> Diagnostic:
    return Diagnostic(
        code="import-not-allowed",
        level=Level.ERROR,
        path="src",
        message=f"“{name[:120]}” was imported, and is no file of this application.",
        hint="Leave that import out.",
    )
