"""The nearest designs as a model gets them: a draft to correct, in the language it answers in."""

import json
from typing import Any

from sayso.catalogue.described import described
from sayso.catalogue.types import Blueprint

from .description_words import Said
from .find import found_in

_MOST = 3_000
"""Characters; fewer than 900 tokens, as names and punctuation take three to four characters each."""


def draft_page(text: str) -> str:
    """Designs near a description, one after the other as far as they fit; empty where none is near."""
    found: list[str] = []
    left = _MOST
    for one in found_in(Said.of(text)):
        design = _design(one.blueprint, described(one.blueprint, one.chosen), left)
        if design:
            found.append(design)
            left -= len(design)
    return "\n".join(found)


def _design(blueprint: Blueprint, data: dict[str, Any], most: int) -> str:
    """A design without what it can do without, until it fits."""
    for leave in ((), ("reports",), ("reports", "permissions"), ("reports", "permissions", "rules")):
        kept = {key: value for key, value in data.items() if key not in leave}
        kept["entities"] = [
            {key: value for key, value in one.items() if key not in {"icon", *leave}}
            for one in data["entities"]
        ]
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        page = f'<design of="{blueprint.name}">\n{text}\n</design>'
        if len(page) <= most:
            return page
    return ""
