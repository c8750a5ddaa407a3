"""How an application looks, in the few values that people choose; all else follows from them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Described
from pydantic import StringConstraints

from .base import Model

Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
"""A colour of sRGB such as ``#0a7ea4``."""


class NeutralTone(StrEnum):
    """What lines, quiet text and grounds without a colour of their own lean towards."""

    COOL = "cool"
    NEUTRAL = "neutral"
    WARM = "warm"


class Roundness(StrEnum):
    """How round corners are."""

    SQUARE = "square"
    SLIGHT = "slight"
    ROUND = "round"


class Density(StrEnum):
    """How close things stand together."""

    COMPACT = "compact"
    AIRY = "airy"


class Theme(Model):
    """What was chosen of the looks; what was not is as usual."""

    accent: Color | None = Described(
        default=None, description="Colour of buttons, links and what is chosen; shades follow from it."
    )
    ground: Color | None = Described(
        default=None, description="Colour behind everything; a dark one makes the application always dark."
    )
    neutral: NeutralTone | None = None
    roundness: Roundness | None = None
    density: Density | None = None
