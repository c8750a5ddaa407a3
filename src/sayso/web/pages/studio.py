"""Studio, the web interface: one page at every address of its own, and the files that it loads."""

import asyncio
import hashlib
import re
from functools import lru_cache

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from sayso.runtime.bundle import source_hash
from sayso.verifier.toolchain import studio
from sayso.web.compression import file_at
from sayso.web.origin.pages import kit_file
from sayso.web.pages.files import file_answer, no_such_file
from sayso.web.pages.routes import page_routes

router = page_routes()

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@router.get("/")
@router.get("/sessions")
@router.get("/sessions/{rest:path}")
@router.get("/wizard")
@router.get("/templates")
@router.get("/modules")
@router.get("/modules/{rest:path}")
@router.get("/account")
@router.get("/account/{rest:path}")
@router.get("/bots")
@router.get("/bots/{rest:path}")
@router.get("/notices")
@router.get("/dashboards")
@router.get("/dashboards/{rest:path}")
async def page(request: Request) -> Response:
    """The page; which screen it shows is its own affair."""
    return _page(request)


@router.get("/shared/{token}")
async def shared_page(request: Request) -> Response:
    """The page for whoever has a link to a dashboard; its address is a secret, and is told to nobody."""
    answer = _page(request)
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["x-robots-tag"] = "noindex"
    return answer


def _page(request: Request) -> Response:
    text = (studio() / "index.html").read_text(encoding="utf-8")
    headers = {
        "content-security-policy": _policy(text),
        "cache-control": "no-cache",
        "x-frame-options": "DENY",
        "etag": f'W/"{hashlib.sha256(text.encode()).hexdigest()[:20]}"',
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(text, headers=headers)


@router.get("/studio/{name}")
async def file(request: Request, name: str) -> Response:
    """A file of Studio, whose name changes with what is in it."""
    folder = studio()
    known = folder / name
    if name == "index.html" or known.parent != folder or not known.is_file():
        raise no_such_file()
    return file_answer(request, await asyncio.to_thread(file_at, known))


@router.get("/kit/{name}")
async def shared_file(request: Request, name: str) -> Response:
    """A file of the app kit, for previews, which have an origin of their own."""
    known = await asyncio.to_thread(kit_file, name)
    if known is None:
        raise no_such_file()
    return file_answer(request, known, for_any_origin=True)


@lru_cache(maxsize=8)
def _policy(text: str) -> str:
    """Scripts are files of ours, and what stands in the page itself; nobody frames it."""
    scripts = " ".join(["'self'", *map(source_hash, _SCRIPT.findall(text))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
