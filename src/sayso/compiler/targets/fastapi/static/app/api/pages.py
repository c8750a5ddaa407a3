"""The application's pages, as they were built into the folder `web`; without it there is only the data API."""

import base64
import re
from hashlib import sha256
from html import escape
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from app.module import NAME
from app.problems import NotFound, SignInNeeded
from app.sessions import session_of

router = APIRouter(include_in_schema=False)
WEB = Path(__file__).parents[2] / "web"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
_IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
_SIGN_IN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in · {name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  :root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
  body {{ display: grid; place-items: center; min-height: 100vh; margin: 0 }}
</style></head>
<body><main><h1>{name}</h1><p>Nobody is signed in in this browser. Open your sign-in link.</p></main>
</body></html>
"""


@router.get("/{folder}/{name}")
async def show_part(request: Request, folder: str, name: str) -> Response:
    """A script, a style or a font; its name changes with its content."""
    path = WEB / folder / name
    if folder not in {"assets", "kit"} or not path.is_file():
        return await show_page(request, f"{folder}/{name}")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return FileResponse(path, media_type=_KINDS.get(path.suffix), headers=headers)


@router.get("/{path:path}")
async def show_page(request: Request, path: str) -> Response:
    """The page that loads the application; the address says what it shows."""
    index = WEB / "index.html"
    if path.startswith(("api/", "assets/", "kit/")) or not index.is_file():
        raise NotFound("There is no such call.", hint="See /api/openapi.json for what there is.")
    try:
        await session_of(request)
    except SignInNeeded:
        policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        text, status = _SIGN_IN.format(name=escape(NAME)), 401
    else:
        text, status = index.read_text(encoding="utf-8"), 200
        policy = _policy(text)
    headers = {"cache-control": "no-cache", "content-security-policy": policy}
    return HTMLResponse(text, status, {**headers, "referrer-policy": "same-origin"})


def _policy(page: str) -> str:
    """Scripts only from here, and the import map that stands in the page."""
    found = _IMPORT_MAP.search(page)
    digest = sha256(found[1].encode() if found else b"").digest()
    return (
        f"default-src 'self'; script-src 'self' 'sha256-{base64.b64encode(digest).decode()}'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
