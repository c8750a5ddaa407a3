"""Whether words can be the name of something; what was cut out of a sentence at the wrong place cannot."""

from sayso.kit.words import snake

from .vocabulary import unnamed

_LONGEST = 5


def is_name(text: str) -> bool:
    """Whether this may be what a person calls a thing, a value or a choice."""
    words = [word for word in snake(text).split("_") if word]
    if not words or len(words) > _LONGEST:
        return False
    if len(words) > 1 and (words[0] in unnamed("first") or words[-1] in unnamed("last")):
        return False
    return not set(words) & unnamed("anywhere") and not set(words[1:]) & unnamed("later")
