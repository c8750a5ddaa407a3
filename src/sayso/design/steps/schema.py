"""The shapes of steps as published JSON Schemas. Writing them is left to ``scripts``."""

from pydantic import TypeAdapter

from sayso.spec.schema import schema_text

from .assembly import SHAPES


def published() -> dict[str, str]:
    """File name to text, for every schema under ``docs/schema/steps``."""
    return {
        f"{step}.v1.json": schema_text(
            f"steps/{step}.v1.json", f"What the step {step} says, version 1", TypeAdapter(model)
        )
        for step, model in SHAPES.items()
    }
