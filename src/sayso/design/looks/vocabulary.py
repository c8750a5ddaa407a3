"""Words for looks, from ``words.toml``, by what they mean."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Each group of words by its name; ``known`` are those that a message about looks may have."""
    text = files("sayso.design.looks").joinpath("words.toml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, str]] = tomllib.loads(text)

    def told(*groups: str, name: str = "") -> frozenset[str]:
        texts = (said for group in groups for key, said in rows[group].items() if name in {"", key})
        return frozenset(" ".join(texts).split())

    found = {
        key: frozenset(said.split()) for group in rows.values() for key, said in group.items() if key != "of"
    }
    had = told("corners", "tones", "modes", name="of")
    return found | {
        "corners": told("corners", name="of"),
        "tones": told("tones", name="of"),
        "modes": told("modes", name="of"),
        "looks": told("usual", name="of"),
        "usual": told("usual"),
        "refusing": told("refusing"),
        "any": told(*rows),
        "known": told("filler") | (told("parts") - told("parts", name="text")) | had,
        "telling": told("whole") | told("parts") | had,
    }
