"""The OpenAPI document, for those who are signed in."""

from typing import Any

from fastapi import APIRouter, Request

from app.module import ENDPOINTS
from app.sessions import Signed

router = APIRouter(tags=["Description"])


@router.get("/api/openapi.json", include_in_schema=False)
async def show_openapi(session: Signed, request: Request) -> dict[str, Any]:
    """What can be called, and with what."""
    document: dict[str, Any] = request.app.openapi()
    return document | {"x-endpoints": list(ENDPOINTS)}
