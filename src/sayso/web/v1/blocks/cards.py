"""Cards of their own kind: the code that draws one, as a script for the frame that it is drawn in."""

import asyncio
from typing import Any

from fastapi import Response

from sayso.blocks.card_scripts import script_of
from sayso.blocks.types import Card, CardKind
from sayso.errors import NotFoundError

SCRIPT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
"""A script in the clothes of a text: pages of this address must never run it, only the frame."""


async def demand_drawable(card: Card | None) -> None:
    """Refuse a card of its own kind whose code cannot be read: ``DoesNotWorkError``."""
    if card is not None and card.kind is CardKind.CUSTOM:
        await asyncio.to_thread(script_of, card.code)


async def card_script(card: Card) -> Response:
    """The script of a card; ``NotFoundError`` for one that Studio draws itself."""
    if card.kind is not CardKind.CUSTOM or not card.code.strip():
        raise NotFoundError("This card needs no script.", hint="Draw it as its kind says.")
    script = await asyncio.to_thread(script_of, card.code)
    headers = {"x-content-type-options": "nosniff", "cache-control": "private, no-cache"}
    return Response(script, media_type="text/plain; charset=utf-8", headers=headers)
