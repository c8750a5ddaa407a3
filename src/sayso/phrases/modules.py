"""Which application is meant, and what to call several that have the same name."""

import re
from collections.abc import Sequence

from sayso.devloop.programs.facts import ModuleFacts

from .said import Said


def take_module(said: Said, modules: Sequence[ModuleFacts]) -> list[ModuleFacts]:
    """``… in Salon``: only modules called so, where one is named; the name then says nothing else."""
    called: dict[str, list[ModuleFacts]] = {}
    for module in modules:
        called.setdefault(module["name"].lower(), []).append(module)
    for module in modules:
        slug = module["slug"].lower()
        called |= {slug: [module], slug.replace("-", " "): [module]}
    for name in sorted(called, key=len, reverse=True):
        word = re.escape(name)
        found = said.take(
            rf"\b(?:in|from|of|at|for|on|into|to)\s+(?:the\s+|my\s+|our\s+)?{word}"
            r"(?:\s+(?:module|app|application|database|system))?(?![-\w])(?!\s+(?!(?:this|as|is|was|has)\b)\w+s\b)"
        ) or said.take(rf"^\s*(?:the\s+)?{word}\s*(?::|'s\b|’s\b)")
        if found is not None:
            return called[name]
    return list(modules)


def told_apart(modules: Sequence[ModuleFacts]) -> dict[str, str]:
    """What to call each module, by its slug: its name, or the slug where several have the same name."""
    names = [one["name"].lower() for one in modules]
    return {
        one["slug"]: one["name"] if names.count(one["name"].lower()) == 1 else one["slug"] for one in modules
    }
