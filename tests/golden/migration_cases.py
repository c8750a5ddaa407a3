"""The golden cases of migrations: a spec, edits and answers, and the files and steps that come of them.

A case whose edits cannot be carried out as they are shows it: a question that blocks, or an error.
"""

import json
from pathlib import Path
from typing import Any

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations import migrate, migration_files, transforms_of, way_back
from sayso.compiler.migrations.types import Choice, Do, Migration, Step
from sayso.compiler.targets.sql import CREATE
from sayso.errors import InputError
from sayso.spec.edits import EDITS, apply
from sayso.spec.model import AppSpec

FOLDER = Path(__file__).parent / "migrations"
PREFIX = "shop"


def migration_names() -> list[str]:
    """The cases, by folder."""
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / "before.json").exists())


def expected_migration(name: str) -> Path:
    """Where the expected files of a case are."""
    return FOLDER / name / "expected"


def specs_of(name: str) -> tuple[AppSpec, AppSpec]:
    """The revisions before and after."""
    before = AppSpec.model_validate_json((FOLDER / name / "before.json").read_text(encoding="utf-8"))
    result = apply(before, _edits(name))
    assert result.ok, result.diagnostics
    return before, result.spec


def migrations_of(name: str) -> tuple[Migration, Migration]:
    """The way there and back.

    Raises:
        InputError: when an answer is none.
    """
    before, after = specs_of(name)
    edits = _edits(name)
    answers = FOLDER / name / "choices.json"
    said = json.loads(answers.read_text(encoding="utf-8")) if answers.exists() else {}
    choices = {key: Choice(Do(answer["do"]), answer.get("value")) for key, answer in said.items()}
    forward = migrate(before, after, prefix=PREFIX, transforms=transforms_of(edits, before), choices=choices)
    backward = migrate(
        after,
        before,
        prefix=PREFIX,
        transforms=transforms_of(edits, before, backward=True),
        archive=forward.leaves,
    )
    return forward, backward


def migration_now(name: str) -> list[FileDraft]:
    """What the compiler makes of a case."""
    try:
        forward, backward = migrations_of(name)
    except InputError as error:
        return [FileDraft("error.txt", f"{error.message}\n{error.hint}\n")]
    title = name.replace("_", " ")
    steps = {"forward": _steps(forward), "backward": _steps(backward)}
    phases = [("prepare", forward.prepare), ("finish", forward.finish)]
    return [
        *migration_files([FileDraft(CREATE, "")], title, forward, way_back(title, backward)),
        FileDraft("steps.json", json.dumps(steps, indent=2, ensure_ascii=False) + "\n"),
        *(FileDraft(f"phases/{phase}.sql", "\n\n".join(parts) + "\n") for phase, parts in phases if parts),
    ]


def _edits(name: str) -> Any:
    return EDITS.validate_json((FOLDER / name / "edits.json").read_text(encoding="utf-8"))


def _steps(migration: Migration) -> list[dict[str, Any]]:
    return [_step(step) for step in migration.steps]


def _step(step: Step) -> dict[str, Any]:
    probes = []
    for probe in step.probes:
        found: dict[str, Any] = {"meaning": probe.meaning, "loses": probe.loses, "blocks": probe.blocks}
        if probe.decision is not None:
            decision = probe.decision
            found["decision"] = {
                "key": decision.key,
                "question": decision.question,
                "options": list(decision.options),
                "default": decision.default,
            }
        probes.append(found)
    return {
        "kind": step.kind,
        "elements": list(step.elements),
        "sentence": step.sentence,
        "rewrites": step.rewrites,
        **({"probes": probes} if probes else {}),
    }
