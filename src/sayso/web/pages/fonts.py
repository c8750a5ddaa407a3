"""The font of the pages."""

from fastapi import Request, Response

from sayso.web.origin.pages import kit_file
from sayso.web.pages.files import file_answer, no_such_file
from sayso.web.pages.routes import page_routes

router = page_routes()


@router.get("/fonts/{name}")
async def font(request: Request, name: str) -> Response:
    """One file, whose name changes with what is in it."""
    known = kit_file(name) if name.startswith("inter-") and name.endswith(".woff2") else None
    if known is None:
        raise no_such_file("font")
    return file_answer(request, known)
