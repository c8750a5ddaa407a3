"""Writes the JSON Schemas of specs, edits and steps, and the document of the API, to ``docs/schema``."""  # noqa: INP001 - a script, not a package

from pathlib import Path

from sayso.design.steps import schema as steps
from sayso.main.application import create_app
from sayso.settings import Settings
from sayso.spec.schema import published
from sayso.web.documents import published_text

FOLDER = Path(__file__).parents[1] / "docs" / "schema"

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in published().items():
        (FOLDER / name).write_text(text)
    (FOLDER / "steps").mkdir(exist_ok=True)
    for name, text in steps.published().items():
        (FOLDER / "steps" / name).write_text(text)
    (FOLDER / "api-v1.json").write_text(published_text(create_app(Settings(), dsn="").platform.routes, "v1"))
