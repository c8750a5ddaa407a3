"""Which designer works: by name, or the best there is."""

from .types import Designer

NAMES = ("auto", "offline")


def designer(name: str = "auto") -> Designer:
    """The designer of this name; ``auto`` takes the best available."""
    from sayso.errors import InputError

    from .offline.designer import OfflineDesigner

    if name not in NAMES:
        raise InputError(f"There is no designer called {name!r}.", hint=f"Choose one of {', '.join(NAMES)}.")
    return OfflineDesigner()
