"""Did you mean?"""

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, or none that is near enough."""
    candidates = sorted(set(known))
    inside = [
        name for name in candidates if len(word) > 3 and (word in name.split("_") or name in word.split("_"))
    ]
    found = process.extractOne(word, candidates, scorer=fuzz.ratio, score_cutoff=66)
    if found is not None:
        return str(found[0])
    return inside[0] if inside else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, else all of them, else nothing."""
    names = sorted(set(known))
    near = closest(word, names)
    if near is not None:
        return f"Did you mean “{near}”?"
    if not names:
        return ""
    shown = ", ".join(names[:12])
    return f"There {'is' if len(names) == 1 else 'are'}: {shown}{', …' if len(names) > 12 else ''}."
