"""The one place that writes generated files to a folder."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from sayso.compiler.draft import FileDraft
from sayso.errors import InputError, MachineError
from sayso.runtime.bundle import bundle
from sayso.verifier.toolchain import kit

_MANIFEST = "module.json"


def write_drafts(drafts: Sequence[FileDraft], folder: Path) -> list[Path]:
    """Writes each draft below ``folder`` and answers the files whose content changed.

    Files of an earlier compile that are no longer part of the module are removed; others are left alone.

    Raises:
        InputError: when a draft would be written outside the folder.
        MachineError: when the folder cannot be written to.
    """
    targets = {draft.path: folder / inside(draft.path) for draft in drafts}
    try:
        for stale in sorted(earlier_files(folder) - targets.keys()):
            (folder / inside(stale)).unlink(missing_ok=True)
        return [targets[draft.path] for draft in drafts if write_if_changed(targets[draft.path], draft.text)]
    except OSError as error:
        raise MachineError(
            f"The files could not be written to {folder}: {error.strerror or error}.",
            hint="Choose another folder, or make room and give yourself the right to write there.",
        ) from error


def carry_kit(folder: Path) -> None:
    """Copies the app kit into ``folder/app-kit``: sources, and the style sheet and fonts as built."""
    built = kit()
    source, target = built.folder.parent / "src", folder / "app-kit"
    shutil.rmtree(target / "src", ignore_errors=True)
    shutil.copytree(source, target / "src", ignore=shutil.ignore_patterns("*.test.ts", "*.test.tsx"))
    for font in (name for name in built.files if name.endswith(".woff2")):
        shutil.copyfile(built.folder / font, target / font)
    shutil.copyfile(built.folder / built.css, target / "styles.css")


def carry_pages(drafts: Sequence[FileDraft], title: str, folder: Path) -> None:
    """Puts the application that ``drafts`` (target ``app``) make into ``folder/web``, built for browsers."""
    made, built, web = bundle(drafts, title=title), kit(), folder / "web"
    shutil.rmtree(web, ignore_errors=True)
    made.write(web / "assets")
    (web / "assets" / "index.html").rename(web / "index.html")
    (web / "kit").mkdir()
    for name in built.files:
        shutil.copyfile(built.folder / name, web / "kit" / name)


def inside(path: str) -> PurePosixPath:
    """The path, if it stays below the folder that it is joined to."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise InputError(f"“{path}” does not lie inside the folder of the module.")
    return pure


def earlier_files(folder: Path) -> set[str]:
    """What the manifest in a folder lists."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    files = manifest.get("files", []) if isinstance(manifest, dict) else []
    return {name for name in files if isinstance(name, str)}


def write_if_changed(target: Path, text: str) -> bool:
    """Writes a text where another one stands or none, and answers whether it did."""
    content = text.encode()
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True
