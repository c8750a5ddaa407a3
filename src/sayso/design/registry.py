"""Picks the designer for a piece of work: the offline one is the default and the last resort."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.kit.ids import IdSource
from sayso.spec.model import AppSpec

if TYPE_CHECKING:
    from sayso.design.offline.refine import Refinement
    from sayso.design.types import Designer

Refine = Callable[[AppSpec, str, Sequence[AppSpec], IdSource], "Refinement"]
"""Reads a wish about a spec; the earlier versions, oldest first, say what *undo* and *that* mean."""


class DesignerName(StrEnum):
    """Who reads the words."""

    AUTO = "auto"
    OFFLINE = "offline"
    LLM = "llm"


def pick_designer(name: DesignerName) -> "Designer":
    """Who reads descriptions."""
    _refuse_models(name)
    from sayso.design.offline.designer import OfflineDesigner

    return OfflineDesigner()


def pick_refiner(name: DesignerName) -> Refine:
    """Who reads wishes about an existing spec."""
    _refuse_models(name)
    from sayso.design.offline.refine import refine

    return refine


def _refuse_models(name: DesignerName) -> None:
    if name is DesignerName.LLM:
        raise InputError("No model is configured.", hint="Use --designer offline, which needs none.")
