"""Writes the JSON Schemas of the AppSpec and of edits to ``docs/schema``."""  # noqa: INP001 - a script, not a package

from pathlib import Path

from sayso.spec.schema import published

FOLDER = Path(__file__).parents[1] / "docs" / "schema"

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in published().items():
        (FOLDER / name).write_text(text)
