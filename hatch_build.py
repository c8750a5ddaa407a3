"""The wheel's build hook: puts the built front ends and their tools beside the Python code.

An installed Sayso finds under ``sayso/frontend`` what a checkout has at its root, in the same places: the app
kit and Studio as built, the types that generated code is checked against, esbuild, the TypeScript compiler,
Biome, the packages that draw pages for their proofs, and the licences of all of them. Bubblewrap comes along
where setup unpacked it. The tools are programs of one platform, so the wheel is, too.
"""

import json
import re
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOM = "sayso/frontend"
TOOLS = ("@esbuild/*", "@typescript/typescript-*", "@biomejs/cli-*")
DRAWING = ("jsdom", "axe-core")
"""Packages that are needed with all that they need."""
OF_TESTS = ("vitest", "@testing-library/react")
"""What the generated tests of an application import: they are type-checked with it."""
LEFT_OUT = re.compile(
    r"\.map$|\.md$|/(test|tests|docs|locales|\.github)/|/axe(\.d\.ts|\.js)$|\.mts$|\.cts$", re.IGNORECASE
)
LICENCE = re.compile(r"^(licen[cs]e|copying|notice|thirdpartynotice)", re.IGNORECASE)
GLIBC = re.compile(rb"GLIBC_2\.(\d+)")


class FrontEnds(BuildHookInterface):  # type: ignore[type-arg] # the plugin's own generic says nothing here
    """Adds the front ends to a wheel; an editable install finds them in the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name every file that comes along, and the platform that the tools are for."""
        if version == "editable":
            return
        root = Path(self.root)
        for built in ("app-kit/dist/manifest.json", "studio/dist/index.html"):
            if not (root / built).is_file():
                raise RuntimeError(f"{built} is missing: run “make setup” before the wheel is built.")
        files = sorted(set(_files(root)))
        included = build_data["force_include"]
        for file in files:
            included[str(file)] = f"{ROOM}/{file.relative_to(root)}"
        for file in sorted((root / ".sandbox" / "debian").rglob("*")):
            if file.is_file() and file.suffix != ".deb" and not file.name.startswith("changelog"):
                included[str(file)] = f"sayso/bubblewrap/{file.relative_to(root / '.sandbox' / 'debian')}"
        included[str(_licences(root, files))] = f"{ROOM}/THIRD-PARTY-LICENCES.txt"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{_platform(root)}"


def _files(root: Path) -> Iterator[Path]:
    yield root / "app-kit" / "package.json"
    for folder in ("app-kit/dist", "app-kit/src", "studio/dist"):
        yield from (file for file in (root / folder).rglob("*") if file.is_file() and not _is_test(file))
    modules = root / "node_modules"
    for pattern in TOOLS:
        for package in modules.glob(pattern):
            yield from _whole(package)
    for package in _closure(root, DRAWING):
        yield from _whole(package)
    yield from _declarations(root)


def _is_test(file: Path) -> bool:
    return file.name.endswith((".test.ts", ".test.tsx"))


def _whole(package: Path) -> Iterator[Path]:
    for file in package.rglob("*"):
        inside = "/" + file.relative_to(package).as_posix()
        if file.is_file() and (not LEFT_OUT.search(inside) or LICENCE.match(file.name)):
            yield file


def _closure(root: Path, names: tuple[str, ...]) -> list[Path]:
    """The folders of these packages and of all that they depend on, as the lock has them."""
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found: dict[str, None] = {}
    waiting = [("", name) for name in names]
    while waiting:
        place, name = waiting.pop()
        at = _resolved(locked, place, name)
        if at is not None and at not in found:
            found[at] = None
            waiting += [(at, needed) for needed in locked[at].get("dependencies", {})]
    return [root / at for at in sorted(found)]


def _resolved(locked: dict[str, Any], place: str, name: str) -> str | None:
    while True:
        candidate = f"{place}/node_modules/{name}" if place else f"node_modules/{name}"
        if candidate in locked and not locked[candidate].get("link"):
            return candidate
        if not place:
            return None
        place = place.rpartition("/node_modules/")[0] if "/node_modules/" in place else ""


def _declarations(root: Path) -> Iterator[Path]:
    """The type declarations that an application's imports lead to, as the compiler lists them."""
    imports = json.loads((root / "app-kit/dist/manifest.json").read_text(encoding="utf-8"))["imports"]
    names = sorted({*imports, *OF_TESTS})
    lines = [f"import * as m{number} from {json.dumps(name)};" for number, name in enumerate(names)]
    compiler = next((root / "node_modules").glob("@typescript/typescript-*/lib/tsc"))
    options = {
        "target": "ES2022", "module": "ESNext", "moduleResolution": "bundler", "jsx": "react-jsx",
        "skipLibCheck": True, "noEmit": True, "types": ["node"],
        "paths": {"@sayso/app-kit": [str(root / "app-kit/dist/types/index.d.ts")]},
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "node_modules").symlink_to(root / "node_modules")
        exported = ", ".join(f"m{number}" for number in range(len(lines)))
        (folder / "entry.ts").write_text("\n".join([*lines, f"export {{ {exported} }};"]), encoding="utf-8")
        config = {"compilerOptions": options, "files": ["entry.ts"]}
        (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
        command = [str(compiler), "-p", str(folder), "--listFilesOnly"]
        listed = subprocess.run(  # noqa: S603 - the locked compiler
            command, capture_output=True, text=True, check=True, cwd=folder
        ).stdout.split()
    modules = root / "node_modules"
    packages = set()
    for file in map(Path, listed):
        if file.is_relative_to(modules):
            yield file
            packages.add(_package_of(modules, file))
    for package in packages:
        yield from package.rglob("package.json")  # what says where its declarations lie
        yield from (file for file in package.iterdir() if LICENCE.match(file.name))


def _package_of(modules: Path, file: Path) -> Path:
    parts = file.relative_to(modules).parts
    depth = len(parts) - 1 - parts[::-1].index("node_modules") if "node_modules" in parts else -1
    name = parts[depth + 1 : depth + (3 if parts[depth + 1].startswith("@") else 2)]
    return modules.joinpath(*parts[: depth + 1], *name)


def _licences(root: Path, files: list[Path]) -> Path:
    """One text with the licence of every package whose code or declarations are in the wheel."""
    modules = root / "node_modules"
    bundled = {name for part in ("app-kit", "studio") for name in _needed(root, part)}
    packages = {_package_of(modules, file) for file in files if file.is_relative_to(modules)}
    packages |= set(_closure(root, tuple(sorted(bundled))))
    target = Path(tempfile.mkdtemp(prefix="sayso-wheel-")) / "licences.txt"
    with target.open("w", encoding="utf-8") as out:
        for package in sorted(packages):
            said = json.loads((package / "package.json").read_text(encoding="utf-8"))
            title = f"{said.get('name')} {said.get('version')} ({said.get('license', 'see below')})"
            out.write(f"{'=' * 80}\n{title}\n\n")
            for text in sorted(one for one in package.iterdir() if one.is_file() and LICENCE.match(one.name)):
                out.write(text.read_text(encoding="utf-8", errors="replace").strip() + "\n\n")
    return target


def _needed(root: Path, part: str) -> list[str]:
    return list(json.loads((root / part / "package.json").read_text(encoding="utf-8"))["dependencies"])


def _platform(root: Path) -> str:
    """The platform tag: on Linux the oldest C library that the tools run with."""
    platform = re.sub(r"[-.]", "_", sysconfig.get_platform())
    if not platform.startswith("linux_"):
        return platform
    needed = [28]  # what esbuild's and PostgreSQL's own wheels ask for
    for pattern in TOOLS:
        for program in (root / "node_modules").glob(f"{pattern}/**/*"):
            if program.is_file() and program.stat().st_size > 1_000_000 and program.suffix == "":
                needed += map(int, GLIBC.findall(program.read_bytes()))
    return f"manylinux_2_{max(needed)}_{platform.removeprefix('linux_')}"
