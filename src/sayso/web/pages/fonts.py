"""The font of the pages."""

from fastapi import Response

from sayso.errors import NotFoundError
from sayso.web.origin.pages import kit_file
from sayso.web.pages.routes import page_routes

router = page_routes()


@router.get("/fonts/{name}")
async def font(name: str) -> Response:
    """One file, whose name changes with what is in it."""
    known = kit_file(name) if name.startswith("inter-") and name.endswith(".woff2") else None
    if known is None:
        raise NotFoundError("There is no such font.", hint="Reload the page.")
    kind, content = known
    return Response(content, 200, {"cache-control": "public, max-age=31536000, immutable"}, kind)
