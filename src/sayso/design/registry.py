"""Who reads the words: by name, or the best there is."""

from enum import StrEnum

from sayso.errors import InputError
from sayso.kit.offload import Aside, in_thread
from sayso.llm.types import Models, Role

from .types import Designing


class DesignerName(StrEnum):
    """Designers a person can ask for; ``auto`` is the best available one."""

    AUTO = "auto"
    OFFLINE = "offline"
    LLM = "llm"


def pick_designing(
    name: DesignerName = DesignerName.AUTO, models: Models | None = None, aside: Aside = in_thread
) -> Designing:
    """The designer of this name; models stand before the offline designer, which takes over where they fail.

    Words are read by rules ``aside``.

    Raises:
        InputError: when models are asked for and none is set up.
    """
    from .offline.designer_adapter import OfflineDesigning

    ready = models if models is not None and models.has(Role.SCHEMA) else None
    if name is DesignerName.LLM and ready is None:
        raise InputError(
            "No model is set up.",
            hint="Set OPENAI_API_KEY or ANTHROPIC_API_KEY, or use the offline designer, which needs none.",
        )
    if ready is None or name is DesignerName.OFFLINE:
        return OfflineDesigning(aside)
    from .agents.model_designer import ModelDesigning

    return ModelDesigning(ready, OfflineDesigning(aside), aside=aside)
