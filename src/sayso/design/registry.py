"""Which designer works: by name, or the best there is."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from sayso.kit.ids import IdSource
from sayso.spec.model import AppSpec

from .types import Designer

if TYPE_CHECKING:
    from .offline.refine.types import HasSpec, Refinement


class DesignerName(StrEnum):
    """Designers a person can ask for; ``auto`` is the best available one."""

    AUTO = "auto"
    OFFLINE = "offline"


class Refiner(Protocol):
    """Does what a message asks of a spec; ``history`` holds earlier versions, oldest first."""

    def __call__(
        self, spec: AppSpec, text: str, history: "Sequence[AppSpec | HasSpec]", ids: IdSource, /
    ) -> "Refinement":
        """The refinement of ``spec`` that ``text`` asks for."""
        ...


def pick_designer(name: DesignerName = DesignerName.AUTO) -> Designer:
    """The designer of this name."""
    from .offline.designer import OfflineDesigner

    del name  # the offline designer is the only one so far, and so the best
    return OfflineDesigner()


def pick_refiner(name: DesignerName = DesignerName.AUTO) -> Refiner:
    """The refiner that goes with the designer of this name."""
    from .offline.refine import refine

    del name  # as above
    return refine
