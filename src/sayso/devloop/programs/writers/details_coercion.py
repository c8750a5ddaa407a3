"""Details as a model gave them, made to fit: what is not known is left out, what is too long is cut."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sayso.design.agents.prompt_fence import one_line
from sayso.devloop.programs.phrases import inner
from sayso.spec.diagnostics import Diagnostic, Level

_PATIENCE = 40
_TOO_LONG = {"string_too_long", "too_long"}


def fitted(
    model: type[BaseModel], data: Mapping[str, Any]
) -> tuple[BaseModel | None, tuple[Diagnostic, ...]]:
    """The details, or everything that is wrong with them where they cannot be made to fit."""
    first: Sequence[ErrorDetails] = ()
    present: Any = copy.deepcopy(dict(data))
    for _ in range(_PATIENCE):
        try:
            return model.model_validate(present), ()
        except ValidationError as error:
            wrong = error.errors(include_url=False)
            first = first or wrong
        if not _mended(present, wrong[0]):
            break
    return None, tuple(_finding(one) for one in first[:20])


def _mended(data: Any, error: ErrorDetails) -> bool:
    """Cut the place of an error, or leave it out; what is missing takes along what cannot be without it."""
    holder, key = _place(data, error["loc"])
    if key is None:
        return False
    limit = (error.get("ctx") or {}).get("max_length")
    if error["type"] in _TOO_LONG and isinstance(limit, int) and isinstance(holder[key], str | list):
        holder[key] = holder[key][:limit]
    else:
        del holder[key]
    return True


def _place(data: Any, steps: Sequence[int | str]) -> tuple[Any, Any]:
    """What holds the place, as far as it is there, and under which key; kinds in unions are no keys."""
    holder, key = data, None
    for step in steps:
        present = holder if key is None else holder[key]
        is_in_list = isinstance(present, list) and isinstance(step, int) and 0 <= step < len(present)
        if is_in_list or (isinstance(present, dict) and step in present):
            holder, key = present, step
    return holder, key


def _finding(error: ErrorDetails) -> Diagnostic:
    path = ".".join(str(step) for step in error["loc"])
    return Diagnostic(
        code="program-details",
        level=Level.ERROR,
        path=f"details.{path}" if path else "details",
        message=one_line(f"The details are not right at “{path}”: {inner(error['msg'])}.", 300),
    )
