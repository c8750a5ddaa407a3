"""The files of the pages' font, which is the app kit's; without a built kit it is one of the system."""

from dataclasses import dataclass

from sayso.errors import MachineError
from sayso.verifier.toolchain import kit

_RANGES = {
    "inter-latin-wght-normal-": "U+??, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+304, U+308, "
    "U+329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "inter-latin-ext-wght-normal-": "U+100-2BA, U+2BD-2C5, U+2C7-2CC, U+2CE-2D7, U+2DD-2FF, U+1E00-1E9F, "
    "U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
}


@dataclass(frozen=True, slots=True)
class Face:
    """A file of the font, and the characters it has."""

    name: str
    characters: str


def faces() -> list[Face]:
    """The files that pages use; none where the app kit is not built."""
    try:
        names = kit().files
    except MachineError:
        return []
    return [
        Face(name, characters)
        for start, characters in _RANGES.items()
        for name in names
        if name.startswith(start)
    ]
