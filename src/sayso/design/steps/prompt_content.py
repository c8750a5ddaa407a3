"""What a model is told of a step: the words, and of the application so far only what the step speaks of."""

import json
from functools import cache
from typing import Any

from sayso.design.agents.prompt_fence import fenced, limited
from sayso.spec.model import AppSpec

from .assembly import SHAPES, shape_of
from .types import Step

LONGEST = 20_000
_LONGEST_CONTEXT = 60_000
_NEEDS: dict[Step, tuple[Step, ...]] = {
    Step.OBJECT_MODEL: (),
    Step.RELATIONSHIPS: (),
    Step.STATE_FLOW: (Step.RELATIONSHIPS,),
    Step.PAGES: (Step.RELATIONSHIPS, Step.STATE_FLOW),
    Step.PERMISSIONS: (Step.RELATIONSHIPS,),
    Step.REPORTS: (Step.RELATIONSHIPS, Step.STATE_FLOW),
}
"""The steps whose shapes a step builds on, besides the entities, which every later one needs."""


def content_of(step: Step, text: str, spec: AppSpec) -> str:
    """The words fenced, and what is known so far."""
    parts = [fenced("words", limited(text, LONGEST).text)]
    known = _known(step, spec)
    if known:
        said = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
        parts.append(
            "The application so far:\n" + fenced("application", limited(said, _LONGEST_CONTEXT).text)
        )
    return "\n\n".join(parts)


def _known(step: Step, spec: AppSpec) -> dict[str, Any]:
    if not spec.entities:
        return {}
    known: dict[str, Any] = {}
    if step is not Step.OBJECT_MODEL:
        known["entities"] = {
            entity.name: [
                *(f"{field.name}:{field.type.value}" for field in entity.fields),
                *(f"{value.name}:{value.type.value}" for value in entity.computed),
            ]
            for entity in spec.entities
        }
        if spec.permissions.roles:
            known["roles"] = [role.name for role in spec.permissions.roles]
        if step is Step.PAGES and spec.reports:
            known["reports"] = [report.name for report in spec.reports]
    for other in (*_NEEDS[step], step):
        data = _brief(shape_of(other, spec).to_json())
        data.pop("complete", None)
        known |= {name: value for name, value in data.items() if value}
    return known


def _brief(value: Any) -> Any:
    """Without what says nothing."""
    if isinstance(value, dict):
        return {key: _brief(one) for key, one in value.items() if one not in (None, "", [], {}, False)}
    return [_brief(one) for one in value] if isinstance(value, list) else value


@cache
def schema_of(step: Step) -> dict[str, Any]:
    """The JSON Schema of a model's answer: the shape of the step, and questions that the words leave open."""
    schema = SHAPES[step].model_json_schema(by_alias=True)
    schema["properties"]["questions"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Only what is essential and cannot be assumed.",
    }
    return schema
