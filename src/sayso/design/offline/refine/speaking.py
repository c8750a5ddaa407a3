"""Small pieces of the sentences with which a refinement answers."""

from collections.abc import Sequence

from sayso.kit.words import plural
from sayso.spec.model import Entity


def listed(parts: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def many(entity: Entity) -> str:
    """``clients``, as people call several of them."""
    return plural(entity.display_name.lower())


def one(entity: Entity) -> str:
    """``client``, as people call one of them."""
    return entity.display_name.lower()


def a(entity: Entity, *, capital: bool = False) -> str:
    """``an appointment``, with the article that its first letter asks for."""
    article = "an" if one(entity)[:1] in "aeio" else "a"
    return f"{article.title() if capital else article} {one(entity)}"
