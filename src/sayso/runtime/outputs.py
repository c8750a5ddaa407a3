"""An output folder of ``sayso compile``: a person may edit what is in it, and compile again.

``.sayso/generated.json`` keeps the texts as they were generated, by path; the next compile merges with them.
One file, so that no tool that looks through the folder takes the copies for sources.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sayso.compiler.draft import FileDraft
from sayso.compiler.export import Earlier
from sayso.compiler.migrations import is_history
from sayso.compiler.three_way_merge import StoredDraft, merge_drafts
from sayso.errors import ConflictError, InputError, MachineError
from sayso.runtime.drafts import earlier_files, inside, write_if_changed
from sayso.spec.model import AppSpec

BASE = ".sayso/generated.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Output:
    """What a folder holds now: all files with their marks, and the paths whose content changed."""

    files: tuple[StoredDraft, ...]
    changed: tuple[str, ...]

    @property
    def conflicted(self) -> tuple[StoredDraft, ...]:
        """Files in which a person has to decide."""
        return tuple(file for file in self.files if file.conflicts)


def earlier_export(folder: Path) -> Earlier | None:
    """What was written to the folder before; none where nothing was, or by a Sayso that kept no spec.

    Raises:
        InputError: when the spec that was kept cannot be read.
    """
    data = _base(folder)
    kept = data.get("of")
    if not isinstance(kept, dict):
        return None
    try:
        spec = AppSpec.model_validate(kept["spec"])
        prefix = str(kept["prefix"])
    except (KeyError, ValidationError) as error:
        raise InputError(
            f"{folder / BASE} does not hold the spec of the earlier output.",
            hint="Write to an empty folder, or put the file back as it was.",
        ) from error
    files = _files(data)
    return Earlier(
        spec, prefix, tuple(FileDraft(path, text) for path, text in files.items() if is_history(path))
    )


def merge_into(
    drafts: Sequence[FileDraft], folder: Path, *, spec: AppSpec | None = None, prefix: str = ""
) -> Output:
    """Write what is generated below ``folder``, merged with what people made of the earlier output.

    ``spec`` and ``prefix`` are kept beside it for ``earlier_export``.

    Files that are no longer generated and were not edited are removed; files of other names stay. A folder
    whose base is gone is overwritten where its manifest lists a file.

    Raises:
        ConflictError: when places of an earlier conflict are left that this generation would touch.
        InputError: when a file cannot be read as text, or a draft lies outside the folder.
        MachineError: when the folder cannot be written to.
    """
    try:
        base = _files(_base(folder))
        stored = _stored(folder, base, [draft.path for draft in drafts])
        _demand_decided(stored, drafts)
        merged = merge_drafts(stored, drafts)
        kept = {file.path for file in merged}
        for path in sorted((base.keys() | earlier_files(folder)) - kept):
            (folder / inside(path)).unlink(missing_ok=True)
        changed = [file.path for file in merged if write_if_changed(folder / inside(file.path), file.text)]
        generated = {file.path: file.generated for file in merged if file.generated is not None}
        _write_base(folder, generated, {"spec": spec.to_json(), "prefix": prefix} if spec else None)
    except OSError as error:
        raise MachineError(
            f"The files could not be written to {folder}: {error.strerror or error}.",
            hint="Choose another folder, or make room and give yourself the right to write there.",
        ) from error
    return Output(tuple(merged), tuple(changed))


def _stored(folder: Path, base: dict[str, str], drafted: Sequence[str]) -> list[StoredDraft]:
    """What lies in the folder of all that was or is generated; what a person deleted counts as unedited."""
    listed = earlier_files(folder) if not base else set[str]()
    stored = [StoredDraft(path, _read(folder, path, text), text) for path, text in base.items()]
    for path in drafted:
        target = folder / inside(path)
        if path not in base and path not in listed and target.is_file():
            stored.append(StoredDraft(path, _read(folder, path, ""), None))
    return stored


def _read(folder: Path, path: str, missing: str) -> str:
    try:
        return (folder / inside(path)).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return missing
    except UnicodeDecodeError as error:
        raise InputError(
            f"{folder / path} is not UTF-8 (byte {error.start}).", hint="Save it as UTF-8 and try again."
        ) from error


def _demand_decided(stored: Sequence[StoredDraft], drafts: Sequence[FileDraft]) -> None:
    made = {draft.path: draft.text for draft in drafts}
    left = [file.path for file in stored if file.conflicts and made.get(file.path) != file.generated]
    if left:
        raise ConflictError(
            f"Places of an earlier conflict are left in {', '.join(left)}.",
            hint="Decide about them and take the markers out, then compile again.",
        )


def _base(folder: Path) -> dict[str, Any]:
    try:
        data = json.loads((folder / BASE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return data if isinstance(data, dict) and data.get("format") == _FORMAT else {}


def _files(data: dict[str, Any]) -> dict[str, str]:
    files = data.get("files")
    return {str(path): str(text) for path, text in files.items()} if isinstance(files, dict) else {}


def _write_base(folder: Path, files: dict[str, str], of: dict[str, Any] | None) -> None:
    """Replace the base in one go, so that a crash leaves the old or the new one."""
    target = folder / BASE
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    content: dict[str, Any] = {"format": _FORMAT, "files": dict(sorted(files.items()))}
    if of is not None:
        content["of"] = of
    fresh.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
    fresh.replace(target)
