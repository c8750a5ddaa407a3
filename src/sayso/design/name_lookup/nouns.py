"""Small pieces of the sentences with which a refinement answers."""

from sayso.kit.words import plural
from sayso.spec.model import Entity


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
