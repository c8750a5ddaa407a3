"""What of an application goes into a template: all that it is, and nothing that anybody entered or said."""

from typing import Any

from sayso.compiler.three_way_merge import StoredDraft, write_handwork
from sayso.spec.model import AppSpec
from sayso.templates.types import Content


def content_of(spec: AppSpec, files: list[StoredDraft], *, with_rows: bool) -> Content:
    """Its structure, looks and files that people wrote, without the words that it came from."""
    said = {**spec.to_json(), "assumptions": []}
    return Content(AppSpec.model_validate(_without_words(said)), write_handwork(files), with_rows)


def _without_words(value: Any) -> Any:
    """The words that an element came from may quote whoever said them."""
    if isinstance(value, dict):
        is_element = "id" in value
        return {
            key: _without_words(one)
            for key, one in value.items()
            if not (is_element and key in {"source", "assumed"})
        }
    return [_without_words(one) for one in value] if isinstance(value, list) else value
