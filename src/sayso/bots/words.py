"""What sets a bot off, in the middle of a sentence."""

from sayso.bots.ports import Spec
from sayso.bots.triggers.words import words_of as begun


def words_of(spec: Spec) -> str:
    """A trigger as one would say it: “every 15 minutes”, “when an order is created in shop”."""
    said = begun(spec)
    return f"{said[:1].lower()}{said[1:]}"
